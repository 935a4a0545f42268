"""The words of a settings form: labels, choices, what is wrong, how a key is shown."""

from cashier.config.settings import SettingField, group_names
from cashier.config.settings_draft import Draft, Wrong
from cashier.desk.settings_views import SecretView, TriedView
from cashier.ui.widgets.segmented import Choice
from cashier.ui.words import Book, key_part

TEXT_SIZE = "appearance.text_scale"
_SIZES = {"0.9": "small", "1": "normal", "1.25": "large", "1.5": "largest"}
"""Text sizes that are offered by name; a file may say any other."""
GENERAL = "general"
"""Where settings stand that belong to no group: the language."""


def groups() -> tuple[str, ...]:
    """Return the groups of the form, in the order of the file."""
    return (GENERAL, *group_names())


def group_of(path: str) -> str:
    """Return the group that a setting stands in."""
    return path.partition(".")[0] if "." in path else GENERAL


def group_title(words: Book, group: str) -> str:
    """Return the heading of a group."""
    return words(f"settings-{group}")


def choices(words: Book, known: SettingField) -> list[Choice]:
    """Return what may be chosen, in words."""
    if known.path == TEXT_SIZE:
        named = _SIZES.items()
        return [Choice(one, words(f"{known.label_key}.value-{name}")) for one, name in named]
    if known.kind == "switch":
        return [Choice("on", words("settings-on")), Choice("off", words("settings-off"))]
    return [Choice(one, words(f"{known.label_key}.value-{one}")) for one in known.choices]


def wrong_text(words: Book, wrong: Wrong) -> str:
    """Return what to write instead."""
    return words(f"settings-wrong-{wrong.expected}", low=wrong.low, high=wrong.high)


def group_line(words: Book, draft: Draft, wrong: tuple[Wrong, ...], group: str) -> str:
    """Return what stands below a group in the list: what is to be mended, else what is changed."""
    bad = sum(group_of(one.path) == group for one in wrong)
    changed = sum(group_of(path) == group for path in draft.changed)
    if bad:
        return words("settings-group-wrong", count=bad)
    return words("settings-group-changed", count=changed) if changed else ""


def secret_title(words: Book, secret: SecretView) -> str:
    """Return what a key is called."""
    return words(f"settings-key-{key_part(secret.name)}")


def secret_line(words: Book, secret: SecretView) -> str:
    """Return whether a key is stored; of a stored one, how it ends."""
    if not secret.tail:
        return words("settings-key-none")
    return words("settings-key-stored", tail=secret.tail)


def tried_texts(words: Book, tried: TriedView) -> tuple[str, str]:
    """Return what a try found out of one thing, and what to do about it if anything."""
    name = words(f"health-name-{key_part(tried.name)}")
    line = words("settings-tried", name=name, state=words(f"health-state-{tried.state}"))
    if tried.state == "ok":
        return line, ""
    return line, words(f"settings-mend-{tried.name.partition('.')[0]}")
