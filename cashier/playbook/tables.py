"""The parts of the playbook that stand beside the causes: code rows, methods, timings."""

import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import cast

import cashier
from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.codes import CodeTable
from cashier.playbook.evidence import CODE_KINDS, CONTRACT, METHODS, PROVIDERS
from cashier.playbook.model import (
    CALLS,
    REMEDIES,
    Call,
    Cause,
    CodeRow,
    Damping,
    Limits,
    Method,
    Provenance,
    Remedy,
    Stakes,
    TillPhrase,
    Timings,
    Wordings,
)
from cashier.playbook.strict import Table, nearest, read_csv

CODE_COLUMNS = (
    "provider",
    "api",
    "call",
    "code",
    "http_status",
    "message",
    "cause",
    "final",
    "source",
)
_TIMES = (
    "query_first_s",
    "query_every_s",
    "query_window_s",
    "reverse_after_s",
    "reverse_again_s",
    "clerk_override_after_s",
    "clerk_recheck_after_s",
)
_STAKES = ("patience_half_s", "lost_sale_s", "people_behind", "wrong_words_s")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")


def version_of(head: Table, key: str) -> str:
    """The oldest program that may use this playbook; refused when that is newer than we are."""
    wanted = head.text(key)
    if not _VERSION.fullmatch(wanted):
        raise head.wrong(key, Problem.wrong_value, found=wanted, wanted="0.1.0")
    if _numbers(wanted) > _numbers(cashier.__version__):
        raise head.wrong(key, Problem.newer_program, found=cashier.__version__, wanted=wanted)
    return wanted


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.match(version)
    return tuple(int(part) for part in found.group().split(".")) if found else ()


def load_codes(folder: Path, causes: Iterable[str]) -> tuple[CodeRow, ...]:
    """Every row of codes.csv; only an answer to the charge may be final."""
    known = frozenset(causes)
    rows: dict[tuple[str, ...], CodeRow] = {}
    for line, cells in read_csv(folder, "codes.csv", CODE_COLUMNS):
        row = _code_row(line, cells)
        if row.cause not in known:
            close = nearest(row.cause, sorted(known))
            raise _wrong(line, Problem.unknown_name, row.cause, close)
        key = (row.provider, row.call, row.api, row.code, row.message)
        if key in rows:
            raise _wrong(line, Problem.duplicate, row.code, "")
        rows[key] = row
    return tuple(rows.values())


def _code_row(line: int, cells: list[str]) -> CodeRow:
    provider, api, call, code, http_status, message, cause, final, source = cells
    for value, allowed in (
        (provider, PROVIDERS),
        (call, CALLS),
        (final, ("true", "false") if call == "charge" else ("false",)),
    ):
        if value not in allowed:
            raise _wrong(line, Problem.wrong_value, value, nearest(value, allowed))
    if not code or not source:
        raise _wrong(line, Problem.missing_key, "", "code, source")
    return CodeRow(
        provider=provider,
        api=api,
        call=cast(Call, call),
        code=code,
        http_status=http_status,
        message=message,
        cause=cause,
        final=final == "true",
        source=source,
    )


def _wrong(line: int, problem: Problem, found: str, wanted: str) -> PlaybookBroken:
    return PlaybookBroken("codes.csv", str(line), problem, found=found, wanted=wanted)


def load_wordings(folder: Path, rows: Iterable[CodeRow], phrases: Iterable[TillPhrase]) -> Wordings:
    """How else messages are worded; each for one that exists, and none of them twice."""
    file = Table.read(folder, "wordings.toml")
    known = {row.message for row in rows if row.call == "charge" and row.message}
    known |= {text for phrase in phrases for text in phrase.texts}
    said: dict[str, tuple[str, ...]] = {}
    table, taken = file.table("said"), set(known)
    for message in table.data:
        if message not in known:
            close = nearest(message, sorted(known))
            raise table.wrong(message, Problem.unknown_name, found=message, wanted=close)
        said[message] = table.words(message)
        for text in said[message]:
            if text in taken:
                raise table.wrong(message, Problem.duplicate, found=text)
            taken.add(text)
    same = file.table("same")
    found = Wordings(file.words("around"), {one: same.text(one) for one in same.data}, said)
    file.finish()
    return found


def check_code_causes(causes: Iterable[Cause], codes: CodeTable) -> None:
    """Every answer that a cause lists beside its rows must be a charge row that exists."""
    charge = [row for row in codes.rows if row.call == "charge"]
    known = {f"{row.provider}/{row.code}" for row in charge}
    known |= {f"{row.provider}/{row.code}|{row.message}" for row in charge}
    for cause in causes:
        for answer in cause.sees.get("register.code", {}):
            if answer not in known:
                entry = f'cause.{cause.id}.sees."register.code"'
                close = nearest(answer, sorted(known))
                raise PlaybookBroken(
                    "causes.toml", entry, Problem.unknown_name, found=answer, wanted=close
                )


def load_methods(folder: Path) -> tuple[Method, ...]:
    """The ways to pay, in the order in which they are listed; all of the contract's, no other."""
    file = Table.read(folder, "methods.toml")
    health = tuple(name for name in CONTRACT.names if name.startswith("health."))
    methods = []
    for method_id, table in file.table("method").tables():
        if method_id not in METHODS:
            close = nearest(method_id, METHODS)
            raise table.wrong("id", Problem.unknown_name, found=method_id, wanted=close)
        methods.append(
            Method(
                id=method_id,
                remedy=cast(Remedy, table.choice("remedy", REMEDIES)),
                seconds=table.number("seconds"),
                shares=table.words("shares", optional=True),
                needs=table.known_words("needs", health),
                limits=_limits(table.table("limits", optional=True)),
                code_kinds=table.known_words("code_kinds", CODE_KINDS),
            )
        )
        table.finish()
    file.finish()
    for missing in sorted(set(METHODS) - {method.id for method in methods}):
        raise file.wrong("method", Problem.missing_entry, wanted=missing)
    return tuple(methods)


def _limits(table: Table) -> Limits:
    if not table.data:
        return Limits()
    found = Limits(table.fen("min_fen"), table.fen("max_fen"), table.text("source"))
    table.finish()
    if found.min_fen and found.max_fen and found.min_fen > found.max_fen:
        raise table.wrong("max_fen", Problem.wrong_value, found=found.max_fen, wanted="> min_fen")
    return found


def load_timings(folder: Path) -> tuple[Timings, Stakes]:
    """Seconds with their sources, and what they cost; every one of them has to be there."""
    file = Table.read(folder, "timings.toml")
    seconds: dict[str, float] = {}
    provenance: dict[str, Provenance] = {}
    for name in _TIMES:
        seconds[name], provenance[name] = _timing(file.table(name))
    lives: dict[str, float] = {}
    for kind, table in file.table("code_lives_s").tables():
        if kind not in CODE_KINDS:
            close = nearest(kind, CODE_KINDS)
            raise table.wrong("kind", Problem.unknown_name, found=kind, wanted=close)
        lives[kind], provenance[f"code_lives_s.{kind}"] = _timing(table)
    damping = file.table("damping")
    steady: dict[str, float] = {}
    for field in fields(Damping):
        steady[field.name], provenance[f"damping.{field.name}"] = _timing(damping.table(field.name))
    damping.finish()
    stakes: dict[str, float] = {}
    table = file.table("stakes")
    for name in _STAKES:
        stakes[name], provenance[f"stakes.{name}"] = _timing(table.table(name))
    table.finish()
    file.finish()
    timings = Timings(
        **seconds, code_lives_s=lives, damping=Damping(**steady), provenance=provenance
    )
    return timings, Stakes(**stakes)


def _timing(table: Table) -> tuple[float, Provenance]:
    value = table.number("value")
    source = Provenance(table.text("source"), table.text("dated"), table.flag("official"))
    table.finish()
    return value, source
