"""`cashier playbook show`: one entry of a playbook with its words, its place, and what hangs on it.

Whatever a playbook lists by id or name can be shown, of a kind that is added later too.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TextIO

from cashier.cli.common import visible
from cashier.core.errors import WrongUse
from cashier.core.words import Words
from cashier.playbook.broken import Faults
from cashier.playbook.catalogue import Text, read_catalogue
from cashier.playbook.check import Lines
from cashier.playbook.evidence import UNKNOWN
from cashier.playbook.files import read_text
from cashier.playbook.load import load_playbook
from cashier.playbook.model import Cause, CodeRow
from cashier.playbook.playbook import Playbook
from cashier.playbook.tables import load_codes
from cashier.playbook.texts import catalogue

_TELLING = 8
_NEAREST = 3
_FILES = {
    "causes": ("causes.toml", "cause"),
    "methods": ("methods.toml", "method"),
    "phrases": ("till_texts.toml", "phrase"),
    "questions": ("questions.toml", "question"),
    "rules": ("rules.toml", "rule"),
    "steps": ("steps.toml", "step"),
}


class NoSuchEntry(WrongUse):
    """`show` was asked for something that the playbook does not have."""

    code = "playbook-no-such-entry"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is shown: where it stands, its texts by key, and its data by the file's own names."""

    name: str
    place: str
    texts: Mapping[str, str]
    data: Mapping[str, Any]


def show_entry(
    folder: Path,
    name: str,
    words: Words,
    out: TextIO,
    *,
    as_json: bool,
    shop: Path | None = None,
) -> None:
    """Print one entry as JSON or as lines.

    Raises:
        NoSuchEntry: the playbook has no such entry; the nearest names are told.
        PlaybookBroken: the folder is not a playbook, or the shop's additions cannot be used.
    """
    entry = find_entry(folder, name, words.language)
    if shop is not None:
        own = _own_texts(load_playbook(folder, shop), name, words.language)
        entry = replace(entry, texts={**entry.texts, **own})
    if as_json:
        shown = {"entry": entry.name, "place": entry.place, "texts": dict(entry.texts)}
        out.write(json.dumps({**shown, **entry.data}, ensure_ascii=False) + "\n")
        return
    out.writelines(f"{visible(line)}\n" for line in _told(entry, words))


def find_entry(folder: Path, name: str, language: str) -> Entry:
    """Look an entry up, with its words in one language.

    Raises:
        NoSuchEntry: there is none of that name.
        PlaybookBroken: the playbook in the folder cannot be read.
    """
    playbook = load_playbook(folder)
    path = catalogue(folder, language)
    texts = read_catalogue(read_text(path.parent, path.name), path.name).texts
    rows = _rows_of(folder, playbook, name)
    if rows:
        return Entry(name, "", {}, {"rows": rows})
    lines = Lines(folder)
    listed = _listed(playbook)
    if name in listed:
        kind, item = listed[name]
        file, family = _FILES.get(kind, ("", ""))
        place = f"{file}:{lines.of(file, family, name)}" if file else ""
        data = _plain(item)
        if isinstance(item, Cause):
            data |= _of_cause(item, playbook, folder)
        return Entry(name, place, _texts_of(getattr(item, "text_key", ""), texts), data)
    if name in playbook.timings.provenance:
        return _timing(name, playbook, lines)
    if name in texts:
        place = f"{path.name}:{texts[name].line}"
        return Entry(name, place, _texts_of(name, texts), {})
    raise _no_such(name, (*listed, *playbook.timings.provenance, *texts))


def _own_texts(playbook: Playbook, name: str, language: str) -> dict[str, str]:
    """A shop's own words for a script or the script of a cause, by version and part."""
    key = next((one.text_key for one in playbook.causes if one.id == name), name)
    return {
        f"{version.id}.{one.part}": one.text
        for version in playbook.variants.of(key)
        for one in version.own
        if one.language == language
    }


def _no_such(name: str, known: Sequence[str]) -> NoSuchEntry:
    near = get_close_matches(name[:60], known, n=_NEAREST, cutoff=0.4) or known[:_NEAREST]
    return NoSuchEntry(entry=name[:60], nearest=" · ".join(near))


def _listed(playbook: Playbook) -> dict[str, tuple[str, object]]:
    """Everything that a playbook lists, by id or name; causes win over what is named alike."""
    found: dict[str, tuple[str, object]] = {}
    for field in fields(playbook):
        value = getattr(playbook, field.name)
        if isinstance(value, tuple) and not field.name.startswith("_"):
            for item in value:
                name = getattr(item, "id", getattr(item, "name", None))
                if isinstance(name, str):
                    found.setdefault(name, (field.name, item))
    return found


def _texts_of(key: str, texts: Mapping[str, Text]) -> dict[str, str]:
    """The text of a key and of its attributes, the key itself as `title`."""
    found = {"title": texts[key].text} if key in texts else {}
    inner = f"{key}."
    return found | {
        name.removeprefix(inner): text.text
        for name, text in texts.items()
        if name.startswith(inner)
    }


def _timing(name: str, playbook: Playbook, lines: Lines) -> Entry:
    family, _, inner = name.partition(".")
    timings = playbook.timings
    parts = {"stakes": playbook.stakes, "damping": timings.damping}
    if family == "code_lives_s":
        value = timings.code_lives_s[inner]
    else:
        value = getattr(parts.get(family, timings), inner or name)
    place = f"timings.toml:{lines.of('timings.toml', *name.split('.', 1))}"
    return Entry(name, place, {}, {"value": value, **_plain(timings.provenance[name])})


def _rows_of(folder: Path, playbook: Playbook, name: str) -> list[dict[str, Any]]:
    provider, _, code = name.partition("/")
    found = playbook.codes.by_code(provider, code)
    rows = load_codes(folder, Faults()).items() if found else ()
    return [_row(line, row) for line, row in rows if row in found]


def _row(line: int, row: CodeRow) -> dict[str, Any]:
    return {"place": f"codes.csv:{line}", **_plain(row)}


def _of_cause(cause: Cause, playbook: Playbook, folder: Path) -> dict[str, Any]:
    """What hangs on a cause: its rows, what speaks for it most, what mends it, best first."""
    rows = load_codes(folder, Faults()).items()
    mends = sorted(cause.mends, key=lambda mend: -mend.chance)
    telling = sorted(_telling(cause, playbook), key=lambda one: -one["times"])
    return {
        "evidence": telling[:_TELLING],
        "mends": [_plain(mend) for mend in mends],
        "rows": [_row(line, row) for line, row in rows if row.cause == cause.id],
    }


def _telling(cause: Cause, playbook: Playbook) -> Iterator[dict[str, Any]]:
    """Each value the cause speaks of: its chance, and how many times that of the other causes."""
    others = [one for one in playbook.causes if one.id != cause.id]
    whole = sum(one.prior for one in others) or 1.0
    for name, chances in cause.sees.items():
        for value in chances:
            chance = playbook.likelihood(cause.id, name, value) if value != UNKNOWN else None
            if chance is not None:
                known = [(o.prior, playbook.likelihood(o.id, name, value)) for o in others]
                usual = sum(prior * (other or 0.0) for prior, other in known) / whole
                times = round(chance / (usual or chance), 1)
                yield {"name": name, "value": value, "chance": chance, "times": times}


def _plain(item: object) -> dict[str, Any]:
    """A frozen value as the plain data that JSON and lines can show; what is empty is left out."""
    if not is_dataclass(item):
        return {}
    values = {field.name: _plain_value(getattr(item, field.name)) for field in fields(item)}
    return {name: value for name, value in values.items() if value not in (None, [], {}, "")}


def _plain_value(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_plain_value(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain_value(one) for key, one in value.items()}
    if is_dataclass(value):
        return str(value) if "__str__" in vars(type(value)) else _plain(value)
    return value


def _told(entry: Entry, words: Words) -> Iterator[str]:
    if entry.place:
        yield f"{words('playbook-show-place')}: {entry.place}"
    for part, text in entry.texts.items():
        key = f"playbook-show-{part}"
        yield f"{words(key) if words.has(key) else part}: {text}"
    for name, value in entry.data.items():
        key = f"playbook-show-{name}"
        label = words(key) if words.has(key) else name
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{label}:"
            yield from (f"  {_line(one)}" for one in value)
        elif isinstance(value, dict):
            yield f"{label}:"
            yield from (f"  {inner}: {_line(one)}" for inner, one in value.items())
        else:
            yield f"{label}: {_line(value)}"


def _line(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}={_line(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(_line(one) for one in value)
    return str(value)
