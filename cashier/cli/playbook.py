"""`cashier playbook check|show|test`: is this a good playbook, and what does it say.

Prints what the playbook room and the diagnosis find; judges nothing itself.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from cashier.cli.common import visible
from cashier.cli.playbook_examples import Outcome, run_own_examples
from cashier.cli.playbook_review import Coverage, review
from cashier.cli.playbook_show import Entry, NoSuchEntry, show_entry
from cashier.core.errors import WrongUse
from cashier.core.words import Words
from cashier.playbook.broken import Fault

_MOST_LISTED = 20

__all__ = ["Entry", "FolderMissing", "NoSuchEntry", "check", "show", "test"]


class FolderMissing(WrongUse):
    """There is no such folder to look for a playbook in."""

    code = "playbook-folder-missing"


def check(
    folder: Path, words: Words, out: TextIO, *, as_json: bool = False, coverage: bool = False
) -> int:
    """List everything wrong with a playbook, with file and line; 0 when nothing but warnings.

    Raises:
        FolderMissing: there is no such folder.
    """
    _require_folder(folder)
    found = review(folder)
    faults = [one for one in found.findings if not one.is_warning]
    if as_json:
        data = {"ok": found.good, "version": found.version, "findings": _rows(found.findings)}
        if coverage:
            data["coverage"] = found.coverage.data() if found.coverage else None
        _write_json(out, data)
        return 0 if found.good else 1
    out.writelines(f"{line}\n" for line in _listed(found.findings, words))
    if coverage and found.coverage is not None:
        out.writelines(f"{line}\n" for line in _told_coverage(found.coverage, words))
    count = {"faults": len(faults), "warnings": len(found.findings) - len(faults)}
    key = "playbook-checked-own" if found.own else "playbook-checked"
    out.write(words(key, version=visible(found.version) or "?", **count) + "\n")
    return 0 if found.good else 1


def test(
    folder: Path,
    words: Words,
    out: TextIO,
    *,
    as_json: bool = False,  # noqa: PT028 - a command
) -> int:
    """Run a playbook's own examples; 0 when enough of them come out, else 1.

    Raises:
        FolderMissing: there is no such folder.
    """
    _require_folder(folder)
    run = run_own_examples(folder)
    if as_json:
        figures = {"examples": len(run.outcomes), "cause": run.causes, "state_and_lock": run.money}
        failed = [_failed_row(one) for one in run.failed]
        found = {"failed": failed, "findings": _rows(run.findings)}
        _write_json(out, {"ok": run.good, **figures, **found})
        return 0 if run.good else 1
    out.writelines(f"{line}\n" for line in _listed(run.findings, words))
    out.writelines(f"{_told_failure(one, words)}\n" for one in run.failed)
    shares = {"cause": _percent(run.causes), "money": _percent(run.money)}
    out.write(words("playbook-examples", count=len(run.outcomes), **shares) + "\n")
    return 0 if run.good else 1


def show(
    folder: Path,
    entry: str,
    words: Words,
    out: TextIO,
    *,
    as_json: bool = False,
    shop: Path | None = None,
) -> int:
    """Print one entry of a playbook: a cause, step, method, question, phrase, timing, rule, row.

    With the folder of a shop's own additions, a script has the shop's words for it as well.

    Raises:
        FolderMissing: there is no such folder.
        NoSuchEntry: the playbook has no such entry.
        PlaybookBroken: the folder is not a playbook, or the shop's additions cannot be used.
    """
    _require_folder(folder)
    show_entry(folder, entry, words, out, as_json=as_json, shop=shop)
    return 0


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise FolderMissing(folder=str(folder))


def _rows(findings: Iterable[Fault]) -> list[dict[str, Any]]:
    return [{**asdict(one), "warning": one.is_warning} for one in findings]


def _listed(findings: Iterable[Fault], words: Words) -> Iterator[str]:
    """One line a finding: where, which entry, what is wrong, what to write instead."""
    for one in findings:
        fields = {
            "problem": one.problem.value,
            "found": visible(one.found),
            "wanted": visible(one.wanted) or "none",
        }
        key = "playbook-finding-warning" if one.is_warning else "playbook-finding"
        entry = "" if one.entry in (str(one.line), one.file) else f"{visible(one.entry)}  "
        yield f"{one.place}  {entry}{words(key, **fields)}"


def _told_failure(one: Outcome, words: Words) -> str:
    top = " · ".join(f"{cause.cause} {_percent(cause.probability)}" for cause in one.top)
    return words(
        "playbook-example-failed",
        line=one.line,
        expected=str(one.expected),
        found=str(one.found),
        top=top,
    )


def _failed_row(one: Outcome) -> dict[str, Any]:
    top = [{"cause": o.cause, "probability": round(o.probability, 4)} for o in one.top]
    return {"line": one.line, "expected": str(one.expected), "found": str(one.found), "top": top}


def _told_coverage(coverage: Coverage, words: Words) -> Iterator[str]:
    for name, value in coverage.data().items():
        if isinstance(value, list):
            yield words(f"playbook-coverage-{name}", count=len(value))
            yield from (f"  {visible(entry)}" for entry in value[:_MOST_LISTED])
            if len(value) > _MOST_LISTED:
                yield words("playbook-coverage-more", count=len(value) - _MOST_LISTED)
    for language, counts in coverage.texts.items():
        yield words("playbook-coverage-texts", language=language, **counts)


def _percent(share: float) -> str:
    """`97.3 %`; never `100.0 %` for less than all."""
    return f"{int(share * 1000 + 1e-9) / 10:g} %"


def _write_json(out: TextIO, data: Mapping[str, Any]) -> None:
    out.write(json.dumps(data, ensure_ascii=False) + "\n")
