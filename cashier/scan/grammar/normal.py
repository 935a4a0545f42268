"""One spelling for every spelling of the same code, to compare two of them. Pure.

Undone is only what makes no difference to any phone: blanks around, the case of a scheme and of a
web host, a default port, percent signs for plain letters, an empty path. Everything else stays:
the case of a path, the order of an EMV code's fields, a wide dot. When in doubt, two codes differ.
"""

import re

from cashier.scan.grammar.links import Link, link_of, undone
from cashier.scan.grammar.merchant import HEAD

# Not behind a torn one: what is undone there would make a new one of both.
_PERCENT = re.compile(r"(?<!%)(?<!%[0-9A-Fa-f])%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def normal(payload: str) -> str:
    """Return the one spelling of a payload; the same again for what it returns."""
    text = payload.strip()
    if text.startswith(HEAD):
        return text[:-4] + text[-4:].upper()
    link = link_of(undone(text))
    return text if link is None else _normal_link(link)


def _normal_link(link: Link) -> str:
    if not link.is_web:
        # Behind wxp:// the code itself stands where a host would be: its case counts.
        return f"{link.scheme}://{link.authority}{link.path}{link.rest}"
    where = link.host if link.host is not None else link.authority
    path = _PERCENT.sub(_plainer, link.path) or "/"
    return f"{link.scheme}://{where}{path}{_PERCENT.sub(_plainer, link.rest)}"


def _plainer(found: "re.Match[str]") -> str:
    char = chr(int(found[1], 16))
    return char if char in _UNRESERVED else found[0].upper()
