"""Measurements of the real program; their figures stand in docs/benchmarks.md."""
