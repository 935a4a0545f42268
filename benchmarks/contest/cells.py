"""Rendered cells: how many of the codes each reader reads, and what it reads wrongly."""

from collections.abc import Callable, Iterator, Sequence

from benchmarks.contest.readers import Reader
from benchmarks.contest.tables import Row
from benchmarks.render import hard, stress
from benchmarks.render.shot import Rendered

_USUAL = 20
Pictures = Callable[[str, int], Iterator[Rendered]]


def cell_rows(readers: Sequence[Reader], limit: int | None = None) -> list[Row]:
    """Read every cell, of so many pictures each."""
    count = limit if limit is not None else _USUAL
    wrong = {reader.name: 0 for reader in readers}
    rows: list[Row] = []
    sets: tuple[tuple[str, tuple[str, ...], Pictures], ...] = (
        ("stress", stress.CELLS, stress.pictures),
        ("hard", hard.CELLS, hard.pictures),
    )
    for name, cells, pictures in sets:
        mine = [
            count_cell(f"{name}: {cell}", pictures(cell, count), readers, wrong) for cell in cells
        ]
        rows += [*mine, _sum(f"{name}: all", mine)]
    return [*rows, Row("stress and hard: wrong readings", wrong)]


def count_cell(
    name: str, pictures: Iterator[Rendered], readers: Sequence[Reader], wrong: dict[str, int]
) -> Row:
    right = {reader.name: 0 for reader in readers}
    total = 0
    for rendered in pictures:
        truths = {code.payload for code in rendered.codes}
        total += len(truths)
        for reader in readers:
            texts = set(reader.read(rendered.picture).texts)
            right[reader.name] += len(truths & texts)
            wrong[reader.name] += len(texts - truths)
    return Row(name, right, total=total)


def _sum(name: str, rows: Sequence[Row]) -> Row:
    values = {reader: sum(row.values[reader] for row in rows) for reader in rows[0].values}
    return Row(name, values, total=sum(row.total or 0 for row in rows))
