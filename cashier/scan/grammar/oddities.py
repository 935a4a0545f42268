"""What is strange about a text that a code says, sign by sign; and the text made fit to be seen.

Pure. The words for the oddities are the window's; here they are codes.
"""

import re
import unicodedata
from enum import StrEnum


class Oddity(StrEnum):
    """Something strange about a payload, the worst first."""

    LOOK_ALIKE_HOST = "look_alike_host"
    CRC_WRONG = "crc_wrong"
    BROKEN_TLV = "broken_tlv"
    BIDI = "bidi"
    INVISIBLE = "invisible"
    CONTROL = "control"
    NOT_TEXT = "not_text"
    WIDE_DIGITS = "wide_digits"
    CHECK_DIGIT = "check_digit"
    TOO_LONG = "too_long"


# Signs that turn the reading direction: what is shown is then not what is said.
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Signs that show nothing although they are letters, marks or blanks.
_UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001bca0-\U0001bca3\U000e0000-\U000e0fff"
)
_CONTROL = "\x00-\x1f\x7f-\x9f\u2028\u2029"
_SIGNS = (
    (Oddity.BIDI, re.compile(f"[{_TURNING}]")),
    (Oddity.INVISIBLE, re.compile(f"[{_UNSEEN}]")),
    (Oddity.CONTROL, re.compile(f"[{_CONTROL}]")),
    (Oddity.WIDE_DIGITS, re.compile("[\uff10-\uff19]")),
)
_UNSEEN_SIGN = re.compile(f"[{_TURNING}{_UNSEEN}]")
_HIDDEN = re.compile(f"[{_TURNING}{_UNSEEN}{_CONTROL}]")
_LOST = "\ufffd"
_NO_CHARACTER = frozenset({"Cs", "Co", "Cn"})


def sign_oddities(text: str) -> set[Oddity]:
    """Return what single signs of a text are strange."""
    found = {oddity for oddity, pattern in _SIGNS if pattern.search(text)}
    if any(char == _LOST or unicodedata.category(char) in _NO_CHARACTER for char in set(text)):
        found.add(Oddity.NOT_TEXT)
    return found


def sorted_by_weight(found: set[Oddity]) -> tuple[str, ...]:
    """Return oddities as codes, the worst first."""
    return tuple(oddity.value for oddity in Oddity if oddity in found)


def plain(text: str) -> str:
    """Return a text of signs that show themselves; others stand as ⟨U+202E⟩.

    The length may grow eightfold; nothing is left that turns, hides or breaks a line.
    """
    if text.isprintable() and _UNSEEN_SIGN.search(text) is None:
        return text
    named = {ord(char): f"⟨U+{ord(char):04X}⟩" for char in set(text) if not _shows(char)}
    return text.translate(named)


def bare(text: str) -> str:
    """Return a text without the signs that show nothing, as a phone may take it."""
    return _HIDDEN.sub("", text)


def _shows(char: str) -> bool:
    return char.isprintable() and _UNSEEN_SIGN.match(char) is None
