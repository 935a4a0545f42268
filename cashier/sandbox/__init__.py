"""A payment gateway of our own on loopback, and the demo till that charges it. Knows only core."""
