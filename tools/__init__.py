"""What dev.py stands on: set-up, checks, gates. Standard library only, except `translations`."""
