"""The shop's own codes in the window: registered by showing them, checked once a day."""
