"""What each stage of our reader is worth: codes that it read, and the cost that goes without it.

Codes are counted in one run over the corpus and over the rendered cells, each under the stage that
read it first; a later one might have read it as well. Costs are compared on a fixed part of each,
apart: rendered hardships that nobody reads run through stages that photos hardly ever reach. Every
picture is read with all stages and then without each. A share below 0 means that dearer stages
have to read what this one no longer does.
"""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from benchmarks.contest.readers import OURS_STILL, Picture, Reader
from benchmarks.contest.tables import Row
from benchmarks.render import hard, stress
from benchmarks.render.shot import Rendered
from benchmarks.shared import shared_folder
from cashier.scan.kernel import load as load_kernel
from cashier.scan.picture import load
from cashier.scan.search import Effort, Search
from cashier.scan.symbol import EVERY_STAGE, Stage

_USUAL = 20
_EVERY = 8
_A_CELL = 3

Ways = dict[Stage | None, Search]
"""Searches that lack one stage; None: that lacks none."""


def stage_rows(_readers: Sequence[Reader], limit: int | None = None) -> list[Row]:
    """Count and weigh; a limit is of pictures a condition and a cell. The column is ours, still."""
    search = Search(load_kernel(), Effort.STILL)
    photos = read_by(search, corpus_pictures(limit))
    cells, wrong = right_by(search, cell_pictures(limit if limit is not None else _USUAL))
    few = _A_CELL if limit is None else min(limit, _A_CELL)
    gone = {
        "the corpus": shares_gone(costs(ways(), islice(corpus_pictures(limit), 0, None, _EVERY))),
        "stress and hard": shares_gone(
            costs(ways(), (shot.picture for shot in cell_pictures(few)))
        ),
    }
    rows = []
    for stage in Stage:
        for place, counted in (("the corpus", photos), ("stress and hard", cells)):
            rows.append(_row(f"stages, {stage}: codes of {place}", counted[stage]))
            if stage in gone[place]:
                cost = gone[place][stage]
                rows.append(
                    _row(f"stages, {stage}: cost of {place} that goes without it", cost, "%")
                )
    return [*rows, _row("stages: wrong readings of stress and hard", wrong)]


def ways() -> Ways:
    """Return the search with all stages, and without each; the engine always looks first."""
    lacking: tuple[Stage | None, ...] = (
        None,
        *(stage for stage in Stage if stage is not Stage.ENGINE),
    )
    kernel = load_kernel()
    return {one: Search(kernel, Effort.STILL, EVERY_STAGE - {one}) for one in lacking}


def corpus_pictures(limit: int | None) -> Iterator[Picture]:
    """Give the corpus, or so many pictures of each condition."""
    corpus = shared_folder("corpus")
    seen: Counter[str] = Counter()
    for entry in json.loads((corpus / "truth.json").read_bytes()):
        seen[entry["condition"]] += 1
        if limit is None or seen[entry["condition"]] <= limit:
            yield load(corpus / entry["image"]).pixels


def cell_pictures(count: int) -> Iterator[Rendered]:
    """Render so many pictures of every cell."""
    for cell in stress.CELLS:
        yield from stress.pictures(cell, count)
    for cell in hard.CELLS:
        yield from hard.pictures(cell, count)


def read_by(search: Search, pictures: Iterable[Picture]) -> Counter[Stage]:
    """Return how many codes each stage read."""
    return Counter(
        symbol.stage
        for picture in pictures
        for symbol in search.symbols(picture)
        if symbol.text is not None
    )


def right_by(search: Search, shots: Iterable[Rendered]) -> tuple[Counter[Stage], int]:
    """Return how many codes each stage read rightly, and how many readings were wrong."""
    right: Counter[Stage] = Counter()
    wrong = 0
    for shot in shots:
        truths = {code.payload for code in shot.codes}
        for symbol in search.symbols(shot.picture):
            if symbol.text is None:
                continue
            if symbol.text.reveal() in truths:
                right[symbol.stage] += 1
            else:
                wrong += 1
    return right, wrong


def costs(searches: Ways, pictures: Iterable[Picture]) -> dict[Stage | None, float]:
    """Return the processor time of each search, in seconds; each in turn begins a picture."""
    spent = dict.fromkeys(searches, 0.0)
    order = list(searches.items())
    for picture in pictures:
        for lacking, search in order:
            started = time.process_time()
            search.symbols(picture)
            spent[lacking] += time.process_time() - started
        order = [*order[1:], order[0]]
    return spent


def shares_gone(spent: dict[Stage | None, float]) -> dict[Stage, float]:
    """Return what share of the whole cost goes without each stage, in percent."""
    whole = spent[None]
    return {stage: 100 * (1 - cost / whole) for stage, cost in spent.items() if stage is not None}


def _row(name: str, value: float, unit: str = "") -> Row:
    return Row(name, {OURS_STILL: value}, unit)
