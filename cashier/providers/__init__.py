"""Signed questions to payment providers: what became of an order, taking one back. No charging."""
