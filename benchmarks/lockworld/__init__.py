"""A till in a small world: a real desk, the sandbox's order books, and everything that goes wrong."""
