"""Reads `variants.toml` strictly: which versions of its scripts a playbook has."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from cashier.playbook.broken import Faults, Problem
from cashier.playbook.evidence import METHODS
from cashier.playbook.files import nearest
from cashier.playbook.model import Cause
from cashier.playbook.strict import Table
from cashier.playbook.texts import plain_script_keys
from cashier.playbook.variants import ACCOUNT_KEY, State, Variants, Version

FILE = "variants.toml"
VERSION_ID = re.compile(r"[a-z][a-z0-9_]{0,15}")
_STATES = {state.value: state for state in State if state is not State.own}


def load_variants(folder: Path, causes: Iterable[Cause], faults: Faults) -> Variants:
    """Read the versions; every script has exactly one active version, and trials leave it a part.

    Where no cause could be read, that has been told, and no script is missed here.
    """
    known = tuple(causes)
    account = frozenset(cause.text_key for cause in known if cause.credit)
    plain = plain_script_keys((cause.text_key for cause in known), METHODS)
    keys = tuple(key for key in plain if key not in account)
    if account:
        keys = (ACCOUNT_KEY, *keys)

    def script(key: str, table: Table) -> tuple[str, tuple[Version, ...]]:
        if key in account:
            raise table.wrong("", Problem.unknown_name, found=key, wanted=ACCOUNT_KEY)
        if known and key not in keys:
            raise table.wrong("", Problem.unknown_name, found=key, wanted=nearest(key, keys))
        return key, _versions(table)

    file = Table.read(folder, FILE, faults)
    listed = dict(file.table("script", optional=True).each(script))
    file.finish()
    return Variants(keys, listed, account)


def _versions(table: Table) -> tuple[Version, ...]:
    found = table.each(_version)
    active = [one.id for one in found if one.state is State.active]
    if len(found) == len(table.data) and len(active) != 1:
        ids = ", ".join(active)
        table.report("state", Problem.wrong_value, found=ids, wanted="1 × active")
    total = round(sum(one.share for one in found), 9)
    if total >= 1:
        table.report("share", Problem.wrong_sum, found=f"{total:g}", wanted="< 1")
    return found


def _version(version_id: str, table: Table) -> Version:
    if not VERSION_ID.fullmatch(version_id):
        raise table.wrong("id", Problem.wrong_value, found=version_id, wanted="b")
    state = _STATES.get(table.choice("state", _STATES), State.retired)
    return Version(
        id=version_id,
        state=state,
        share=table.chance("share") if state is State.trial else 0.0,
        dated=_dated(table),
        author=table.text("author"),
        source=table.text("source"),
        note=table.text("note", ""),
    )


def _dated(table: Table) -> str:
    text = table.text("dated")
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise table.wrong("dated", Problem.wrong_value, found=text, wanted="2026-11-22") from error
    return text
