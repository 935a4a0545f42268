"""The parts of the playbook that stand beside the causes: code rows, methods, timings."""

import re
from collections.abc import Collection, Mapping
from dataclasses import fields
from pathlib import Path
from typing import cast

import cashier
from cashier.playbook.broken import Faults, Problem
from cashier.playbook.evidence import CODE_KINDS, CONTRACT, METHODS, PROVIDERS
from cashier.playbook.files import nearest, read_csv, row_fault
from cashier.playbook.model import (
    CALLS,
    REMEDIES,
    Call,
    Cause,
    CodeRow,
    Limits,
    Method,
    Remedy,
    Stakes,
    TillPhrase,
    Wordings,
)
from cashier.playbook.strict import Table
from cashier.playbook.timings import Damping, Provenance, Timings

_CODES = "codes.csv"
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
_VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){0,4}")


def version_of(head: Table, key: str) -> str:
    """The oldest program that may use this playbook; refused when that is newer than we are."""
    wanted = head.text(key)
    if not _VERSION.fullmatch(wanted):
        head.report(key, Problem.wrong_value, found=wanted, wanted="0.1.0")
    elif _numbers(wanted) > _numbers(cashier.__version__):
        head.report(key, Problem.newer_program, found=cashier.__version__, wanted=wanted)
    return wanted


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.match(version)
    return tuple(int(part) for part in found.group().split(".")) if found else ()


def load_codes(folder: Path, faults: Faults) -> Mapping[int, CodeRow]:
    """Every row of codes.csv by its line; only an answer to the charge may be final."""
    lines: dict[tuple[str, ...], int] = {}
    rows: dict[int, CodeRow] = {}
    for line, cells in read_csv(folder, _CODES, CODE_COLUMNS, faults):
        row = _code_row(line, cells, faults)
        key = (row.provider, row.call, row.api, row.code, row.message)
        first = lines.setdefault(key, line)
        if first == line:
            rows[line] = row
        else:
            wanted = f"{_CODES}:{first}"
            faults.add(row_fault(_CODES, line, Problem.duplicate, found=row.code, wanted=wanted))
    return rows


def _code_row(line: int, cells: list[str], faults: Faults) -> CodeRow:
    provider, api, call, code, http_status, message, cause, final, source = cells
    for value, allowed in (
        (provider, PROVIDERS),
        (call, CALLS),
        (final, ("true", "false") if call == "charge" else ("false",)),
    ):
        if value not in allowed:
            wanted = nearest(value, allowed)
            faults.add(row_fault(_CODES, line, Problem.wrong_value, found=value, wanted=wanted))
    for name, value in (("code", code), ("cause", cause), ("source", source)):
        if not value:
            faults.add(row_fault(_CODES, line, Problem.missing_key, wanted=name))
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


def check_row_causes(
    rows: Mapping[int, CodeRow], causes: Collection[Cause], faults: Faults
) -> None:
    """Every row must point at a cause that exists."""
    known = sorted(cause.id for cause in causes)
    for line, row in rows.items():
        if known and row.cause not in known:
            close = nearest(row.cause, known)
            faults.add(row_fault(_CODES, line, Problem.unknown_name, found=row.cause, wanted=close))


def load_wordings(
    folder: Path, rows: Collection[CodeRow], phrases: Collection[TillPhrase], faults: Faults
) -> Wordings:
    """How else messages are worded; each for one that exists, and none of them twice."""
    file = Table.read(folder, "wordings.toml", faults)
    messages = {row.message for row in rows if row.call == "charge" and row.message}
    known = sorted(messages | {text for phrase in phrases for text in phrase.texts})
    taken = set(known)
    table = file.table("said")
    said: dict[str, tuple[str, ...]] = {}
    for message in table.names():
        said[message] = table.words(message)
        if rows and phrases and message not in taken:
            close = nearest(message, known)
            table.report(message, Problem.unknown_name, found=message, wanted=close)
        for text in said[message]:
            if text in taken:
                table.report(message, Problem.duplicate, found=text)
        taken.update(said[message])
    same = file.table("same")
    found = Wordings(file.words("around"), {one: same.text(one) for one in same.data}, said)
    file.finish()
    return found


def load_methods(folder: Path, faults: Faults) -> tuple[Method, ...]:
    """The ways to pay, in the order in which they are listed; all of the contract's, no other."""
    file = Table.read(folder, "methods.toml", faults)
    listed = file.table("method")
    methods = listed.each(_method)
    file.finish()
    misnamed = listed.data.keys() - set(METHODS)
    if not misnamed and not listed.absent:
        for method in sorted(set(METHODS) - listed.data.keys()):
            file.report(f"method.{method}", Problem.missing_entry, wanted=method)
    return methods


def _method(method_id: str, table: Table) -> Method:
    if method_id not in METHODS:
        close = nearest(method_id, METHODS)
        raise table.wrong("", Problem.unknown_name, found=method_id, wanted=close)
    health = tuple(name for name in CONTRACT.names if name.startswith("health."))
    return Method(
        id=method_id,
        remedy=cast(Remedy, table.choice("remedy", REMEDIES)),
        seconds=table.number("seconds"),
        shares=table.words("shares", optional=True),
        needs=table.known_words("needs", health),
        limits=_limits(table.table("limits", optional=True)),
        code_kinds=table.known_words("code_kinds", CODE_KINDS),
    )


def _limits(table: Table) -> Limits:
    if not table.data:
        return Limits()
    found = Limits(table.fen("min_fen"), table.fen("max_fen"), table.text("source"))
    table.finish()
    if found.min_fen and found.max_fen and found.min_fen > found.max_fen:
        table.report("max_fen", Problem.wrong_value, found=found.max_fen, wanted="> min_fen")
    return found


def load_timings(folder: Path, faults: Faults) -> tuple[Timings, Stakes]:
    """Seconds with their sources, and what they cost; every one of them has to be there."""
    file = Table.read(folder, "timings.toml", faults)
    seconds: dict[str, float] = {}
    provenance: dict[str, Provenance] = {}
    for name in _TIMES:
        seconds[name], provenance[name] = _timing(file.table(name))
    lives: dict[str, float] = {}
    for kind, table in file.table("code_lives_s").tables():
        if kind in CODE_KINDS:
            lives[kind], provenance[f"code_lives_s.{kind}"] = _timing(table)
        else:
            close = nearest(kind, CODE_KINDS)
            table.report("", Problem.unknown_name, found=kind, wanted=close)
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
