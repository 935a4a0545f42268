"""`cashier playbook check|show|test`: is this a good playbook, and what does it say.

Prints what the playbook room and the diagnosis find; judges nothing itself.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from cashier.cases.advice import advise
from cashier.cli.situation import read_situation
from cashier.core.errors import CashierError, WrongUse
from cashier.core.words import Words
from cashier.playbook.broken import PlaybookBroken
from cashier.playbook.check import check_examples, check_words
from cashier.playbook.load import load_playbook
from cashier.playbook.model import Cause, CodeRow, Method, Question, Step
from cashier.playbook.playbook import Playbook
from cashier.playbook.strict import nearest, read_text
from cashier.playbook.words import script

_EXAMPLES = "examples.jsonl"
_SPOKEN = ("aloud", "clerk", "display")


class NoSuchEntry(WrongUse):
    """`show` was asked for something that the playbook does not have."""

    code = "playbook-no-such-entry"


class FolderMissing(WrongUse):
    """There is no such folder to look for a playbook in."""

    code = "playbook-folder-missing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one example: what it expects and what came out, as `cause state lock`."""

    line: int
    expected: str
    found: str

    @property
    def good(self) -> bool:
        """Whether the diagnosis said what the example expects."""
        return self.expected == self.found


def check(folder: Path, words: Words, out: TextIO, *, as_json: bool = False) -> int:
    """Load and read a playbook with an editor's eye; 0 when nothing is wrong, else 1.

    Raises:
        FolderMissing: there is no such folder.
    """
    _require_folder(folder)
    try:
        playbook = load_playbook(folder)
        findings = [*check_words(playbook, folder), *check_examples(folder)]
    except PlaybookBroken as error:
        return _tell_broken(error, words, out, as_json=as_json)
    rows = [
        {"flaw": one.flaw.value, "file": one.file, "entry": one.entry, "found": one.found}
        for one in findings
    ]
    if as_json:
        _write_json(out, {"ok": not findings, "version": playbook.version, "findings": rows})
    else:
        out.writelines(words("playbook-finding", **row) + "\n" for row in rows)
        key = "playbook-has-flaws" if findings else "playbook-is-good"
        out.write(words(key, version=playbook.version, count=len(findings)) + "\n")
    return 1 if findings else 0


def test(
    folder: Path,
    words: Words,
    out: TextIO,
    *,
    as_json: bool = False,  # noqa: PT028 - a command
) -> int:
    """Run a playbook's own examples; 0 when all come out as expected, else 1.

    Raises:
        FolderMissing: there is no such folder.
    """
    _require_folder(folder)
    try:
        playbook = load_playbook(folder)
        outcomes = tuple(run_examples(playbook, read_text(folder, _EXAMPLES)))
    except PlaybookBroken as error:
        return _tell_broken(error, words, out, as_json=as_json)
    bad = [one for one in outcomes if not one.good]
    rows: list[dict[str, str | int]]
    rows = [{"line": one.line, "expected": one.expected, "found": one.found} for one in bad]
    if as_json:
        _write_json(out, {"ok": not bad, "examples": len(outcomes), "failed": rows})
    else:
        out.writelines(words("playbook-example-failed", **row) + "\n" for row in rows)
        good = len(outcomes) - len(bad)
        out.write(words("playbook-examples", good=good, count=len(outcomes)) + "\n")
    return 1 if bad or not outcomes else 0


def show(folder: Path, entry: str, words: Words, out: TextIO, *, as_json: bool = False) -> int:
    """Print one cause, step, method, question or code (`provider/CODE`) of a playbook.

    Raises:
        FolderMissing: there is no such folder.
        NoSuchEntry: the playbook has no such entry.
        PlaybookBroken: the folder is not a playbook.
    """
    _require_folder(folder)
    playbook = load_playbook(folder)
    found = _find(playbook, entry)
    if as_json:
        _write_json(out, {"entry": entry, **_data(found)})
    else:
        out.writelines(f"{name}: {value}\n" for name, value in _told(found, words))
    return 0


def run_examples(playbook: Playbook, text: str) -> Iterable[Outcome]:
    """Judge every example and pair what it expects with what came out."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _run_example(playbook, number, line)


def _run_example(playbook: Playbook, number: int, line: str) -> Outcome:
    try:
        request: Any = json.loads(line)
        expect = request.pop("expect")
        expected = f"{expect['cause']} {expect['state']} {_lock(expect['charge_lock'])}"
        situation = read_situation(json.dumps(request).encode(), playbook.vocabulary)
    except CashierError as error:
        return Outcome(number, "—", str(error))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        return Outcome(number, "—", type(error).__name__)
    advice = advise(situation, playbook)
    top, state = advice.after.top.cause, advice.known.state.value
    return Outcome(number, expected, f"{top} {state} {_lock(advice.charge_lock)}")


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise FolderMissing(folder=str(folder))


def _lock(charge_lock: object) -> str:
    return "locked" if charge_lock else "open"


Entry = Cause | Step | Method | Question | tuple[CodeRow, ...]


def _find(playbook: Playbook, entry: str) -> Entry:
    provider, slash, code = entry.partition("/")
    rows = playbook.codes.by_code(provider, code) if slash else ()
    if rows:
        return rows
    listed: dict[str, Cause | Step | Method | Question] = {}
    listed |= {step.id: step for step in playbook.steps}
    listed |= {method.id: method for method in playbook.methods}
    listed |= {question.name: question for question in playbook.questions}
    listed |= {cause.id: cause for cause in playbook.causes}
    if entry not in listed:
        raise NoSuchEntry(entry=entry[:60], nearest=nearest(entry, listed))
    return listed[entry]


def _data(found: Entry) -> Mapping[str, Any]:
    if isinstance(found, tuple):
        rows = [
            {
                "call": r.call,
                "code": r.code,
                "message": r.message,
                "cause": r.cause,
                "final": r.final,
            }
            for r in found
        ]
        return {"rows": rows}
    if isinstance(found, Cause):
        mends = [{"step": m.step, "chance": m.chance, "seconds": m.seconds} for m in found.mends]
        sees = {name: dict(chances) for name, chances in found.sees.items()}
        return {"mender": found.mender, "prior": found.prior, "sees": sees, "mends": mends}
    if isinstance(found, Step):
        return {"remedy": found.remedy, "reach": found.reach, "seconds": found.seconds}
    if isinstance(found, Method):
        return {"needs": list(found.needs), "shares": list(found.shares)}
    return {"values": list(found.values), "seconds": found.seconds}


def _told(found: Entry, words: Words) -> Iterable[tuple[str, str]]:
    if not isinstance(found, tuple):
        yield words("playbook-show-title"), words(found.text_key)
    if isinstance(found, Cause):
        texts = script(found.text_key, words)
        for part in _SPOKEN:
            yield words(f"playbook-show-{part}"), getattr(texts, part)
    for name, value in _data(found).items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for one in value:
                yield name, ", ".join(f"{key}={part}" for key, part in one.items())
        else:
            yield name, ", ".join(value) if isinstance(value, list) else str(value)


def _tell_broken(error: PlaybookBroken, words: Words, out: TextIO, *, as_json: bool) -> int:
    if as_json:
        _write_json(out, {"ok": False, "broken": dict(error.fields)})
    else:
        key = f"error-{error.code}"
        out.write(f"{words(key, **error.fields)}\n{words(f'{key}.do', **error.fields)}\n")
    return 1


def _write_json(out: TextIO, data: Mapping[str, Any]) -> None:
    out.write(json.dumps(data, ensure_ascii=False) + "\n")
