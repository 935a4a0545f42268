"""Derives the read tables anew from the chain and proves that they come out as they stood.

Everything happens in the caller's transaction: what differed has been put right when it ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from cashier.history import tables
from cashier.history.model import Judge
from cashier.history.rederive import rebuild

DERIVED = tuple(
    table.name
    for table in (tables.shifts, tables.cases, tables.shift_counts, tables.shown, tables.texts)
)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found: how many cases there are, and rows that were not as replayed.

    `differed` has the tables that were not the same before, each with how many of its rows were
    wrong, missing or too many.
    """

    cases: int
    differed: Mapping[str, int] = field(default_factory=dict)

    @property
    def equal(self) -> bool:
        """Whether every derived table was exactly what the events say."""
        return not self.differed


def rebuild_and_compare(connection: Connection, judge: Judge | None) -> Rebuilt:
    """Keep the derived tables aside, derive them anew, and compare row by row."""
    for name in DERIVED:
        # The names are those of our own tables.
        keep = f"CREATE TEMP TABLE {_was(name)} AS SELECT * FROM main.{name}"  # noqa: S608
        connection.exec_driver_sql(keep)
    cases = rebuild(connection, judge)
    differed = {name: count for name in DERIVED if (count := _differing(connection, name))}
    for name in DERIVED:
        connection.exec_driver_sql(f"DROP TABLE temp.{_was(name)}")
    return Rebuilt(cases, differed)


def _differing(connection: Connection, name: str) -> int:
    """Count the rows that stand on one side only; a changed row is one, not two."""
    now, was = f"main.{name}", f"temp.{_was(name)}"
    counts = [
        connection.exec_driver_sql(
            f"SELECT count(*) FROM (SELECT * FROM {one} EXCEPT SELECT * FROM {other})"  # noqa: S608
        )
        for one, other in ((now, was), (was, now))
    ]
    return max(int(count.scalar_one()) for count in counts)


def _was(name: str) -> str:
    return f"was_{name}"
