"""A till in a small world: a real desk, the sandbox's books, and everything that goes wrong."""
