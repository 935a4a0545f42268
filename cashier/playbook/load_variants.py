"""Reads `variants.toml` strictly: which versions of its scripts a playbook has."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from cashier.playbook.broken import Problem
from cashier.playbook.evidence import METHODS
from cashier.playbook.model import Cause
from cashier.playbook.strict import Table, nearest
from cashier.playbook.texts import plain_script_keys
from cashier.playbook.variants import ACCOUNT_KEY, State, Variants, Version

FILE = "variants.toml"
_VERSION_ID = re.compile(r"[a-z][a-z0-9_]{0,15}")
_STATES = {state.value: state for state in State}


def load_variants(folder: Path, causes: Iterable[Cause]) -> Variants:
    """Read the versions; every script has exactly one active version, and trials leave it a part.

    Raises:
        PlaybookBroken: a script that does not exist, a share that cannot be, no active version.
    """
    known = tuple(causes)
    account = frozenset(cause.text_key for cause in known if cause.credit)
    plain = plain_script_keys((cause.text_key for cause in known), METHODS)
    keys = tuple(key for key in plain if key not in account)
    if account:
        keys = (ACCOUNT_KEY, *keys)
    file = Table.read(folder, FILE)
    listed = {}
    for key, table in file.table("script", optional=True).tables():
        if key in account:
            raise table.wrong("id", Problem.unknown_name, found=key, wanted=ACCOUNT_KEY)
        if key not in keys:
            raise table.wrong("id", Problem.unknown_name, found=key, wanted=nearest(key, keys))
        listed[key] = _versions(table)
    file.finish()
    return Variants(keys, listed, account)


def _versions(table: Table) -> tuple[Version, ...]:
    found = tuple(_version(one, entry) for one, entry in table.tables())
    if sum(one.state is State.active for one in found) != 1:
        ids = ", ".join(one.id for one in found if one.state is State.active)
        raise table.wrong("state", Problem.wrong_value, found=ids, wanted="1 × active")
    total = round(sum(one.share for one in found), 9)
    if total >= 1:
        raise table.wrong("share", Problem.wrong_sum, found=f"{total:g}", wanted="< 1")
    return found


def _version(version_id: str, table: Table) -> Version:
    if not _VERSION_ID.fullmatch(version_id):
        raise table.wrong("id", Problem.wrong_value, found=version_id, wanted="b")
    state = _STATES.get(table.choice("state", _STATES), State.retired)
    version = Version(
        id=version_id,
        state=state,
        share=table.chance("share") if state is State.trial else 0.0,
        dated=_dated(table),
        author=table.text("author"),
        source=table.text("source"),
        note=table.text("note", ""),
    )
    table.finish()
    return version


def _dated(table: Table) -> str:
    text = table.text("dated")
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise table.wrong("dated", Problem.wrong_value, found=text, wanted="2026-11-22") from error
    return text
