"""Processes that benchmarks start; nothing here is a benchmark of its own."""
