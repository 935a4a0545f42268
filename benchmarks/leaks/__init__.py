"""Live-looking payment codes, the ways through the program that may meet one, and a search."""
