"""The step that brought the manager's tables fills them as a rebuild would."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from cashier.cases import events as happened
from cashier.cases.records import to_record
from cashier.history import chain_table, rederive, tables
from cashier.history.chain import link
from cashier.history.database import open_engine, writing
from cashier.history.migrate import downgrade, upgrade
from cashier.history.model import CaseFilter, to_text
from cashier.playbook.evidence import Evidence
from tests.helpers.histories import NOON, Sale, open_store

TABLES = ("shown", "texts", "cases", "shifts")


def rows(connection: Connection) -> list[list[tuple[object, ...]]]:
    return [
        [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2")]
        for name in TABLES
    ]


def begin_with_texts_inside(connection: Connection, events: list[happened.Event]) -> None:
    """Keep events as it was done before texts stood beside the chain."""
    for event in events:
        item = link(
            chain_table.head(connection), event.case_id, to_record(event), to_text(event.at)
        )
        connection.execute(insert(tables.events), asdict(item))
    rederive.rebuild(connection, None)


def story(case_id: str, texts: tuple[str, ...]) -> list[happened.Event]:
    first, *rest = Sale(case_id).events()
    at: dict[str, Any] = {"case_id": case_id, "at": NOON}
    said = [
        happened.EvidenceSeen(
            **at, elapsed_s=1.0, evidence=Evidence("register.text", text, "clerk", NOON)
        )
        for text in texts
    ]
    scripts = [("lock-wait", ""), ("code.used", "b"), ("unclear", "")]
    shown = [
        happened.ScriptShown(**at, elapsed_s=3.0 + number, script=script, version=version)
        for number, (script, version) in enumerate(scripts)
    ]
    return [first, *said, *shown, *rest]


def test_what_was_kept_before_is_found_shown_and_timed_after(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    with open_store(path) as store:
        store.open_shift("小李")
    engine = open_engine(path, 0.1)
    with writing(engine).begin() as connection:
        begin_with_texts_inside(
            connection, [*story("A", ("ＳＹＳＴＥＭ 忙", "额度不足")), *story("B", ("\t",))]
        )
        before = rows(connection)
        downgrade(connection, "0002")
        upgrade(connection)
        assert rows(connection) == before
    engine.dispose()
    with open_store(path) as store:
        assert [row.said_s for row in store.cases()] == [3.0, 3.0]
        for text in ("额度不足", "额", "system"):
            assert [row.case_id for row in store.cases(CaseFilter(text=text))] == ["A"]
