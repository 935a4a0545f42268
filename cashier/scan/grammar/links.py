"""Links as a phone takes them: scheme, authority, path, the rest; and the kind they are. Pure.

Nothing is opened or resolved. A link whose parts a phone and a person may read differently, with a
backslash or an `@` before the path, is nobody's link.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from cashier.scan.grammar.houses import house_kind

_LINK = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,23})://([^/?#\\]*)([^?#]*)(.*)", re.DOTALL)
_ENCODED = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,23}(?::|%3[Aa])")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link in its parts, as written but for the scheme, which is in lower case."""

    scheme: str
    authority: str
    path: str
    rest: str

    @property
    def is_web(self) -> bool:
        """Whether a browser would take it."""
        return self.scheme in _DEFAULT_PORTS

    @property
    def host(self) -> str | None:
        """The host in lower case; None where the authority holds anything else that counts."""
        host = self.authority.lower()
        host = host.removesuffix(_DEFAULT_PORTS.get(self.scheme, ""))
        return host if _HOST.fullmatch(host) else None


def link_of(text: str) -> Link | None:
    """Return a text as a link, of one that `undone` gave; None where it is none."""
    found = _LINK.fullmatch(text)
    return Link(found[1].lower(), found[2], found[3], found[4]) if found else None


def undone(text: str) -> str:
    """Return a text decoded once if it is a link percent-encoded as a whole, else as it is."""
    if "://" in text or not _ENCODED.match(text):
        return text
    try:
        decoded = unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text
    # A link with blanks behind it is another text than the one without.
    return decoded if "://" in decoded and decoded == decoded.strip() else text


def link_kind(link: Link) -> str | None:
    """Return the kind of a link; None where nothing of it is known to be a wallet's."""
    path = unquote(link.path, errors="replace").lower()
    if link.scheme == "wxp":
        return "wechat_receive" if link.authority else None
    if link.scheme == "weixin":
        is_order = link.authority.lower() == "wxpay" and path.startswith("/bizpayurl")
        return "wechat_dynamic" if is_order else None
    if not link.is_web or link.host is None or not path.startswith("/"):
        return None
    return house_kind(link.host, path)
