"""The keystroke-level model of a cashier: stories, shop, screen and hand."""
