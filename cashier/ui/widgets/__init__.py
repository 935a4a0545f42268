"""The parts every screen is made of, painted from the tokens of `cashier.ui.theme`."""
