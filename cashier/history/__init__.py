"""The case events on disk, the shifts, and what a manager reads from them. Decides nothing."""
