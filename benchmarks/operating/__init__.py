"""The keystroke-level model of a cashier: stories, the shop with its window, the screen, the hand."""
