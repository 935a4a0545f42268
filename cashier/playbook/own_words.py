"""The shop's own words: versions of scripts, read strictly from `words.toml` of its overlay.

They pass the same looks as the pack's: nothing about credit aloud or on the display, short enough
to say. A language or a part that a shop leaves out keeps the pack's words. Nothing here decides
which version is shown: that is the manager's choice, as with the pack's own versions.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from unicodedata import category

from cashier.core.words import LANGUAGES
from cashier.playbook.broken import Problem
from cashier.playbook.catalogue import SCRIPT, Text
from cashier.playbook.check import script_flaws
from cashier.playbook.load_variants import VERSION_ID
from cashier.playbook.strict import Table, nearest
from cashier.playbook.variants import ACCOUNT_KEY, OwnText, State, Variants, Version

FILE = "words.toml"
LONGEST = 200
_BRACES = "{}"
# Controls, marks without a width (they part a word for a search, not for the eye), other lines.
_UNSEEN = ("Cc", "Cf", "Zl", "Zp")

OwnVersions = Mapping[str, tuple[Version, ...]]


def read_words(table: Table, pack: Variants) -> OwnVersions:
    """Read all of a shop's own versions, by the key of their script.

    Raises:
        PlaybookBroken: a script or version cannot be, or a text is not fit to be shown.
    """
    found: dict[str, tuple[Version, ...]] = {}
    for key, scripts in table.table("script", optional=True).tables():
        if key not in pack.keys:
            account = key in pack.account
            close = ACCOUNT_KEY if account else nearest(key, pack.keys)
            raise scripts.wrong("", Problem.unknown_name, found=key, wanted=close)
        found[key] = tuple(_version(key, name, one, pack) for name, one in scripts.tables())
    table.finish()
    return found


def words_text(version: Version) -> str:
    """Return what an own version says, one line a text, as the record keeps it."""
    return "\n".join(f"{one.language}.{one.part} = {one.text}" for one in version.own)


def _version(key: str, name: str, table: Table, pack: Variants) -> Version:
    if not VERSION_ID.fullmatch(name) or pack.find(key, name) is not None:
        raise table.wrong("", Problem.wrong_value, found=name, wanted="own")
    own = tuple(text for language in LANGUAGES for text in _texts(key, language, table))
    if not own:
        raise table.wrong(LANGUAGES[0], Problem.missing_key, wanted=LANGUAGES[0])
    version = Version(
        name,
        State.own,
        dated=_dated(table),
        author=_plain("author", table.text("author"), table),
        note=_plain("note", table.text("note", ""), table),
        own=own,
    )
    table.finish()
    return version


def _dated(table: Table) -> str:
    text = table.text("dated", "")
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise table.wrong("dated", Problem.wrong_value, found=text, wanted="2026-11-22") from error


def _texts(key: str, language: str, table: Table) -> Iterator[OwnText]:
    """Yield the texts in one language; refused together with what is wrong with them."""
    said = table.table(language, optional=True)
    for part in SCRIPT:
        text = _plain(part, said.text(part, ""), said)
        looked_at = {f"{key}.{part}": Text(0, text)}
        for problem, _, _ in script_flaws(key, looked_at):
            raise said.wrong(part, problem, found=text)
        if text:
            yield OwnText(language, part, text)
    said.finish()


def _plain(name: str, text: str, table: Table) -> str:
    """Return a text as it is; refused where it is long, or holds what nobody sees."""
    if len(text) > LONGEST:
        raise table.wrong(name, Problem.too_long, found=text[:LONGEST])
    if any(mark in _BRACES or category(mark) in _UNSEEN for mark in text):
        raise table.wrong(name, Problem.wrong_value, found=text, wanted="“…”")
    return text
