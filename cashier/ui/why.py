"""Evidence as a sentence: what the cashier, the register, the lights and the camera have told."""

from cashier.desk.case_views import WhyView
from cashier.ui.words import Book, ask_key, key_part

_PRINTED = frozenset({"register.code", "register.text", "register.http"})


def why_text(words: Book, view: WhyView) -> str:
    """Return one piece of evidence; what the register printed stands as it was."""
    name, value = view.evidence, view.value
    room, _, rest = name.partition(".")
    if name in _PRINTED:
        if view.says:
            return words("why-register-code_says", value=value.rpartition("/")[2], says=view.says)
        return words(f"why-{key_part(name)}", value=value.rpartition("/")[2] or value)
    if room in ("ask", "register"):
        return _asked(words, name, value)
    if room == "health":
        found = words(f"health-name-{key_part(rest)}"), words(f"health-state-{value}")
        return words("why-any", name=found[0], value=found[1])
    if room == "chain":
        return words("why-any", name=words(f"why-chain-{rest}"), value=words(f"state-{value}"))
    if room == "code":
        return _code(words, rest, value)
    return _other(words, room, rest, value)


def _asked(words: Book, name: str, value: str) -> str:
    short = f"why-{key_part(name)}-{value}"
    if words.has(short):
        return words(short)
    key = ask_key(name)
    return words("why-asked", question=words(key), answer=words(f"{key}-{value}"))


def _code(words: Book, what: str, value: str) -> str:
    if what == "registered":
        return words(f"why-code-registered-{value}")
    shown = value if what == "clarity" else words(f"{what}-{value}")
    return words(f"why-code-{what}", value=shown)


def _other(words: Book, room: str, rest: str, value: str) -> str:
    if room == "step":
        return words(f"why-step-{value}", step=words(f"step-{rest}"))
    if room == "tried":
        return words(f"why-tried-{value}", method=words.method(rest))
    if room == "recent":
        return words(f"why-recent-{value}")
    return words("why-order-state", value=words(f"order_state-{value}"))
