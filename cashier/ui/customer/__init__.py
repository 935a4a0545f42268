"""What the customer sees: neutral words on a screen of their own, in their language."""
