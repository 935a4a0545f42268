"""Goods bar codes: GTINs with a check digit that adds up. Pure."""

RETAIL = frozenset({"EAN13", "EAN8", "UPCA", "UPCE", "EANUPC", "ISBN"})
"""Symbologies that say nothing but goods; their readers check the digit."""

LINEAR = frozenset({"Code128", "ITF", "ITF14"})
"""Symbologies that may say a number of goods, or anything else."""

_LENGTHS = frozenset({8, 12, 13, 14})
_GTIN_FOLLOWS = "01"


def is_goods_number(text: str) -> bool:
    """Whether a text is a GTIN of 8, 12, 13 or 14 digits; also in a GS1-128, behind its 01."""
    if len(text) == 16 and text.startswith(_GTIN_FOLLOWS):
        text = text[2:]
    return has_goods_length(text) and _adds_up(text)


def has_goods_length(text: str) -> bool:
    """Whether a text is digits, as many as a GTIN has."""
    return len(text) in _LENGTHS and text.isascii() and text.isdigit()


def _adds_up(text: str) -> bool:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(text)))
    return total % 10 == 0
