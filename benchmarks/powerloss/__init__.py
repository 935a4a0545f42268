"""A disk that forgets: what a process wrote and synced, and what a power cut leaves of it."""
