import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect, select

from cashier.history.database import open_engine, writing
from cashier.history.migrate import downgrade, scripts, upgrade
from cashier.history.rederive import rebuild
from cashier.history.schema import current_schema, make_new
from cashier.history.tables import SCHEMA, metadata
from tests.helpers.histories import Sale, open_store
from tests.helpers.shared import ROOT

SAVED = sorted((ROOT / "tests" / "data" / "history").glob("schema-*.sqlite"))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "history.sqlite"
    with open_store(path) as store:
        store.open_shift("小李")
        store.append(Sale("A").events())
    engine = open_engine(path, 0.1)
    yield writing(engine)
    engine.dispose()


def sketch(connection: Connection) -> list[str]:
    query = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master"
    return sorted(" ".join(str(one).split()) for one in connection.exec_driver_sql(query).scalars())


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out what SQLite makes for a full-text index by itself."""
    return kind != "table" or not (name or "").startswith("texts_index")


def test_the_head_of_the_steps_is_what_the_tables_say(engine: Engine) -> None:
    assert scripts().get_current_head() == SCHEMA
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []


def test_a_new_history_is_what_all_steps_together_make() -> None:
    """Where this fails, write `resources/schema/history.sql` anew as the steps leave the tables."""

    def made(make: Callable[[Connection], None]) -> tuple[list[str], str, object]:
        engine = create_engine("sqlite://")
        with engine.begin() as connection:
            make(connection)
            mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
            found = sketch(connection), current_schema(connection), mark
        engine.dispose()
        return found

    assert made(make_new) == made(upgrade)


def contents(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours."""
    return {
        name: sorted(tuple(row) for row in connection.execute(select(table)))
        for name, table in metadata.tables.items()
    }


def test_every_step_goes_down_and_up_again_with_rows(engine: Engine) -> None:
    with engine.begin() as connection:
        before, rows = sketch(connection), contents(connection)
    assert all(rows[name] for name in ("events", "cases", "shifts", "shift_counts", "meta"))
    for step in list(scripts().walk_revisions()):
        below = str(step.down_revision or "base")
        with engine.begin() as connection:
            downgrade(connection, below)
            assert current_schema(connection) == ("" if below == "base" else below)
            if below != "base":
                # Whatever a step back takes away, the chain is never touched.
                events = connection.execute(select(metadata.tables["events"]))
                assert sorted(tuple(row) for row in events) == rows["events"]
        with engine.begin() as connection:
            upgrade(connection)
            assert current_schema(connection) == SCHEMA
            assert sketch(connection) == before
            if below != "base":
                rebuild(connection, None)
                again = contents(connection)
                for name in ("events", "cases", "shifts", "meta"):
                    assert again[name] == rows[name]
        with engine.begin() as connection:
            downgrade(connection, below)
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_nothing_happens_at_the_head(engine: Engine) -> None:
    with engine.begin() as connection:
        upgrade(connection)
        assert current_schema(connection) == SCHEMA


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 1")
    raw.close()
    open_store(path).close()
    engine = open_engine(path, 0.1)

    def half_way(connection: Connection) -> None:
        downgrade(connection)
        raise RuntimeError

    with writing(engine).connect() as connection:
        with pytest.raises(RuntimeError):
            half_way(connection)
        connection.rollback()
    with engine.begin() as connection:
        assert current_schema(connection) == SCHEMA
    engine.dispose()


def test_a_saved_database_of_every_schema_is_here() -> None:
    steps = {step.revision for step in scripts().walk_revisions()}
    assert {path.stem.removeprefix("schema-") for path in SAVED} == steps


@pytest.mark.parametrize("saved", SAVED, ids=lambda path: path.stem)
def test_a_saved_database_opens_with_all_that_is_in_it(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    shutil.copy(saved, path)
    with open_store(path) as store:
        assert store.verify().sound
        rows = store.cases()
        assert [row.case_id for row in rows] == ["01OPEN", "01LOST", "01SAVED"]
        assert [row.open for row in rows] == [True, False, False]
        assert [shift.opened_by for shift in store.shifts()] == ["小王", "小李"]
        store.rebuild()
        assert store.cases() == rows
        assert store.append(Sale("A").events())
        assert [item.event for item in store.events("A")]
