"""Draws test pictures and films of codes. It knows the writer of codes, never how they are read."""
