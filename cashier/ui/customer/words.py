"""Puts a page of the display into words, in the customer's language and in the other one."""

from cashier.ui.customer.face import Face, Way
from cashier.ui.customer.page import DISPLAY, CustomerPage
from cashier.ui.words import Book, other_languages

FACTS = ("codes", "limit", "password", "choice")
"""What the neutral page tells, in this order: see `customer-about-*`."""

_ICONS = {
    "wechat": "wallet",
    "alipay": "phone",
    "unionpay": "card",
    "ecny": "phone",
    "card": "card",
    "cash": "cash",
}


def face_of(words: Book, page: CustomerPage, language: str, shop: str) -> Face:
    """Return what stands on the display: of the script only its words for the display."""
    return Face(
        fact=_line(words, page.fact, language),
        main=words.phrase(page.script, DISPLAY, language),
        after=_line(words, page.after, language),
        other=_in_short(words, page, other_languages(language)[0]),
        label=words.text("customer-amount", language) if page.amount else "",
        amount=words.text("money", language, amount=page.amount.yuan) if page.amount else "",
        shop=shop,
        ways=tuple(_way(words, one, language) for one in page.methods),
        mark=_mark(page),
    )


def about_face(words: Book, language: str, shop: str) -> Face:
    """Return the neutral page about 分付: where it works, where to look, what the phone asks."""
    return Face(
        main=words.text("customer-about", language),
        shop=shop,
        facts=tuple(words.text(f"customer-about-{fact}", language) for fact in FACTS),
        hint=_hint(words, language),
    )


def _in_short(words: Book, page: CustomerPage, language: str) -> str:
    """Return everything as one sentence after another."""
    said = _line(words, page.fact, language), words.phrase(page.script, DISPLAY, language)
    whole = ""
    for part in (*said, _line(words, page.after, language)):
        joined = words.text("customer-joined", language, first=whole, second=part)
        whole = (joined if whole else part) if part else whole
    return whole


def _line(words: Book, name: str, language: str) -> str:
    return words.text(f"customer-{name}", language) if name else ""


def _mark(page: CustomerPage) -> str:
    if page.paid:
        return "check"
    return ("phone" if page.phone else "clock") if page.waits else ""


def _way(words: Book, method: str, language: str) -> Way:
    other = other_languages(language)[0]
    name, second = (words.text(f"customer-way-{method}", one) for one in (language, other))
    return Way(_ICONS.get(method, "swap"), name, second)


def _hint(words: Book, language: str) -> str:
    """In the other language: whoever needs it reads it."""
    return words.text("customer-other_language", other_languages(language)[0])
