"""Parts of the waiting-time simulation (`benchmarks.waiting`)."""
