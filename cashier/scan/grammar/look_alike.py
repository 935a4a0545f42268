"""Whether an address wants to be taken for a house that it does not belong to. Pure.

Both sides are folded to what an eye sees: case, width, accents, letters of other scripts, `1` for
`l`, `rn` for `m`. A text that bears a house's name outside the house's own domains, or nearly its
host, imitates it. That errs on the side of saying so: such a code is only ever called `other`.
"""

import re
import unicodedata
from urllib.parse import unquote

from cashier.scan.grammar.houses import (
    CODE_HOSTS,
    NAMES,
    UNIONPAY_NUMBER,
    is_own_domain,
)
from cashier.scan.grammar.links import Link, undone

LONGEST_AUTHORITY = 255
"""Longer ones exist nowhere and only hide what follows."""

_ADDRESS = re.compile(r"(?:([^:/\\?#]{1,40}):)?[/\\]*([^/\\?#]*)", re.DOTALL)
_PARTS = re.compile(r"[@:]")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("1|!iıɩіїιіӏոǀ", "l"),
        **dict.fromkeys("0оοօσ", "o"),
        **dict.fromkeys("5ѕ$", "s"),
        **dict.fromkeys("3еєεҽ", "e"),
        **dict.fromkeys("6б", "6"),
        **dict.fromkeys("4аαɑ", "a"),
        **dict.fromkeys("рρþ", "p"),
        **dict.fromkeys("уүγʏ", "y"),
        **dict.fromkeys("хχ×", "x"),
        **dict.fromkeys("сϲ", "c"),
        **dict.fromkeys("пηո", "n"),
        **dict.fromkeys("тτ", "t"),
        **dict.fromkeys("кκ", "k"),
        **dict.fromkeys("ԝωѡш", "w"),
        **dict.fromkeys("һн", "h"),
        **dict.fromkeys("ԛ", "q"),
        **dict.fromkeys("ԁ", "d"),
        **dict.fromkeys("ɡ9", "g"),
        **dict.fromkeys("ѵν", "v"),
        **dict.fromkeys("υцս", "u"),
        **dict.fromkeys("ј", "j"),
        **dict.fromkeys("гʀ", "r"),
        **dict.fromkeys("м", "m"),
        **dict.fromkeys("łʟ", "l"),
        **dict.fromkeys("ø", "o"),
        **dict.fromkeys("。｡․‧·", "."),
        **dict.fromkeys("‐‑‒–—−_", "-"),
    }
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc", "Zs", "Zl", "Zp"})


def imitates(text: str, link: Link | None) -> bool:
    """Whether a text is an address that looks like a house's and is not.

    Args:
        text: what the code says, decoded where it was encoded as a whole.
        link: the text as a link, where it is one.
    """
    if link is not None and _is_honest(link):
        return False
    scheme, authority = _address(text)
    seen = folded(scheme)
    if seen in _WALLET_SCHEMES and not scheme.isascii():
        return True
    if scheme and seen not in ("http", "https"):
        return False
    if len(authority) > LONGEST_AUTHORITY:
        return bool(scheme)
    if not scheme and not _is_bare_host(authority):
        return False
    decoded = _decoded(authority)
    if len(decoded) > LONGEST_AUTHORITY:  # no honest host unfolds like that
        return True
    return any(_is_forged(part) for part in _PARTS.split(decoded))


def folded(text: str) -> str:
    """Return what an eye sees of a host: two hosts of one fold are hard to tell apart."""
    shown = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
    unseen = {ord(char): None for char in set(shown) if unicodedata.category(char) in _UNSEEN}
    seen = unicodedata.normalize("NFKC", shown.translate(unseen)).translate(_ALIKE)
    for pair, single in _PAIRS:
        seen = seen.replace(pair, single)
    return seen


def folded_hosts(text: str) -> tuple[str, ...]:
    """Return the fold of every host that an address shows, user names and decoys included."""
    authority = _address(undone(text.strip()))[1]
    decoded = _decoded(authority[:LONGEST_AUTHORITY])
    if len(decoded) > 2 * LONGEST_AUTHORITY:  # one sign may stand for eighteen
        # What a browser goes to stands last, what a reader takes it for first.
        decoded = f"{decoded[:LONGEST_AUTHORITY]}@{decoded[-LONGEST_AUTHORITY:]}"
    return tuple(folded(part) for part in _PARTS.split(decoded) if part)


def _is_honest(link: Link) -> bool:
    """Whether a link says plainly that it leads to a house, or is none for a browser."""
    if not link.is_web:
        return True
    belongs = link.host is not None and is_own_domain(link.host)
    return belongs and link.path[:1] in ("", "/")


def _address(text: str) -> tuple[str, str]:
    """Return scheme and authority as a careless reader finds them, in any text."""
    found = _ADDRESS.match(text)
    return (found[1] or "", found[2]) if found else ("", "")


def _is_bare_host(authority: str) -> bool:
    """Whether a text without a scheme is a host all the same, and not a house's own."""
    if "@" in authority or "." not in folded(authority) or is_own_domain(authority.lower()):
        return False
    return not any(sign.isspace() or _is_letter_of_east_asia(sign) for sign in authority)


def _decoded(authority: str) -> str:
    """Return an authority with percent signs and punycode undone, as often as somebody may."""
    for _ in range(3):
        authority = unquote(authority, errors="replace")
    wide = unicodedata.normalize("NFKC", authority).replace("\u3002", ".")
    return ".".join(_from_punycode(label) for label in wide.split("."))


def _from_punycode(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].lower().encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def _is_forged(part: str) -> bool:
    host = folded(part)
    if any(_mixes_scripts(label) for label in part.split(".")):
        return True
    if any(name in host.replace("-", "") for name in _FOLDED_NAMES):
        return True
    if any(_within_one(host, known) for known in _FOLDED_HOSTS):
        return True
    labels = re.split(r"[.-]", host)
    nearly = any(_within_one(label, name) for label in labels for name in _OFTEN_COPIED)
    return nearly or _FOLDED_NUMBER in labels


def _mixes_scripts(label: str) -> bool:
    """Whether Latin letters stand beside others that look like Latin ones: never by chance.

    Accents do not count, and Chinese, Japanese and Korean signs look like nothing Latin.
    """
    letters = {sign for sign in unicodedata.normalize("NFKD", label) if sign.isalpha()}
    foreign = {sign for sign in letters if not sign.isascii() and not _is_letter_of_east_asia(sign)}
    return bool(foreign) and any(sign.isascii() for sign in letters)


def _is_letter_of_east_asia(sign: str) -> bool:
    return sign.isalpha() and unicodedata.east_asian_width(sign) == "W"


def _within_one(one: str, other: str) -> bool:
    """Whether one change, one sign more or one sign less, or a swap, makes both the same."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or swapped


_FOLDED_NAMES = tuple(folded(name) for name in NAMES)
_FOLDED_HOSTS = tuple(folded(host) for host in CODE_HOSTS if UNIONPAY_NUMBER not in host)
_FOLDED_NUMBER = folded(UNIONPAY_NUMBER)
_WALLET_SCHEMES = frozenset({folded("wxp"), folded("weixin")})
_OFTEN_COPIED = (folded("alipay"), folded("tenpay"))
