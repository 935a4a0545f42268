"""What must not be seen whole: payment codes, order numbers, long digits in free text.

A payment code is a bearer token. Every room that may meet one goes through here before it shows,
logs or stores anything.
"""

import re
from typing import NoReturn

MASK = "•"
# A digit as it is, or as an address, a form or JSON spells it, of any width.
_DIGIT = r"(?:\d|%3\d|%EF%BC%9\d|\\u003\d|\\uff1\d|&\#(?:4[89]|5[0-7]);)"
# Whatever stands between, but a letter, or the colon that every time of day has.
_BETWEEN = r"(?:[^\w:]|_|%20|%2D|&nbsp;|\\u3000|\\t)"
_LONG_DIGITS = re.compile(rf"{_DIGIT}(?:{_BETWEEN}{{0,2}}{_DIGIT}){{12,}}", re.IGNORECASE)


def mask_payload(text: str) -> str:
    """Keep the first two and last two characters; a text of up to four is hidden whole."""
    if len(text) <= 4:
        return MASK * len(text)
    return f"{text[:2]}{MASK * (len(text) - 4)}{text[-2:]}"


def strip_digits(text: str) -> str:
    """Replace every run of 13 or more digits by «…», also broken by blanks, and encoded."""
    return _LONG_DIGITS.sub("«…»", text)


def last_six(order_number: str) -> str:
    """Return what may be kept of an order number."""
    return order_number[-6:]


class Secret:
    """A text that shows itself only when asked by name: `reveal()`.

    `repr`, `str`, `format` and pickling give a mask or fail, so that a secret in an exception, a
    log line or a dataclass cannot leak by accident.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the text itself; the caller answers for where it goes."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __str__(self) -> str:
        return "…"

    def __format__(self, spec: str) -> str:
        return format("…", spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(("Secret", self._value))

    def __len__(self) -> int:
        return len(self._value)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled")
