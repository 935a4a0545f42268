"""The manager's window: what the shift looks like, and every failed payment in a list."""
