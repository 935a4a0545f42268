"""Makes texts harmless for a spreadsheet: no cell may begin a formula, and none hides a sign.

Pure. OWASP's list: `=`, `+`, `-`, `@`, tab, carriage return, line feed, NUL and `|`, also in full
width and behind blanks or a byte order mark.
"""

import unicodedata

_STARTS = "=+-@|"
_QUOTE = "'"


def inert(text: str) -> str:
    """Return a cell's text that no spreadsheet takes for a formula."""
    shown = tame(text)
    begun = text[:1] in ("\t", "\r", "\n", "\0")
    first = unicodedata.normalize("NFKC", shown.lstrip())[:1]
    return f"{_QUOTE}{shown}" if begun or (first and first in _STARTS) else shown


def tame(text: str) -> str:
    """Return a text without signs that steer: they become blanks; a line's end stays one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(map(_tame, lines)) if not lines.isprintable() else lines


def _tame(sign: str) -> str:
    if sign == "\n" or sign.isprintable():
        return sign
    kind = unicodedata.category(sign)
    # A joiner holds an emoji together; every other unprintable sign steers, or is half of one.
    if sign == "\u200d":
        return sign
    return "" if kind == "Cf" else " "
