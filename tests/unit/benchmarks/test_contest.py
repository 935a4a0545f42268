"""Readers side by side: turns, ratios, waits and counts, with readers that are plain functions."""

import json

import numpy as np
import pytest

from benchmarks.contest import cells, waits
from benchmarks.contest.photos import photo_rows
from benchmarks.contest.readers import BASE, Answer, Picture, Reader, local_readers
from benchmarks.contest.tables import Row, as_markdown
from benchmarks.figures import Absent
from benchmarks.render import phones, stress
from benchmarks.render.phones import Film
from tests.helpers.shared import shared_dir


def saying(name: str, *texts: str, seconds: float = 1.0) -> Reader:
    return Reader(name, lambda picture: Answer(list(texts), seconds))


class Later:
    """Reads a film's payload from its n-th frame on, and something else before."""

    def __init__(self, payload: str, frame: int) -> None:
        self.payload = payload
        self.left = frame

    def read(self, picture: Picture) -> Answer:
        assert picture.ndim == 2
        self.left -= 1
        return Answer([self.payload if self.left <= 0 else "other"], 0.1)


@pytest.fixture(scope="module")
def film() -> Film:
    return phones.film("approach", 1)


def test_frames_are_counted_until_the_first_right_reading(film: Film) -> None:
    wrong = {"first": 0, "third": 0}
    readers = [
        Reader("first", Later(film.payload, 1).read),
        Reader("third", Later(film.payload, 3).read),
    ]
    assert waits.first_right(film, readers, wrong) == {"first": 1, "third": 3}
    assert wrong == {"first": 0, "third": 2}


def test_a_cell_counts_right_and_wrong_readings() -> None:
    (rendered,) = stress.pictures("plain", 1)
    wrong = {"right": 0, "both": 0, "none": 0}
    readers = [
        saying("right", rendered.payload, rendered.payload),
        saying("both", rendered.payload, "stranger"),
        saying("none"),
    ]
    row = cells.count_cell("plain", iter([rendered]), readers, wrong)
    assert row == Row("plain", {"right": 1, "both": 1, "none": 0}, total=1)
    assert wrong == {"right": 0, "both": 1, "none": 0}


def test_every_reader_begins_in_turn() -> None:
    order: list[str] = []

    def noting(name: str) -> Reader:
        def read(_picture: Picture) -> Answer:
            order.append(name)
            return Answer([], 1.0)

        return Reader(name, read)

    readers = [noting("a"), noting("b"), noting("c")]
    costs: waits.Costs = {name: [] for name in "abc"}
    for number in range(3):
        waits.take_turns(
            readers, number, np.zeros((4, 4), np.uint8), costs, dict.fromkeys("abc", 0)
        )
    assert "".join(order) == "abcbcacab"


def test_costs_are_ratios_to_the_base() -> None:
    costs = {BASE: [1.0, 1.0, 4.0], "slow": [2.0, 2.0, 20.0]}
    assert waits.ratio_of_means(costs) == {BASE: 1.0, "slow": 4.0}
    assert waits.median_ratio(costs) == {BASE: 1.0, "slow": 2.0}


def test_a_table_has_a_column_a_reader_and_a_dash_where_none_is() -> None:
    rows = [Row("codes", {"a": 3, "b": 0}, total=4), Row("cost", {"a": 1.2345}, "ms")]
    assert as_markdown(rows, ["a", "b"]).splitlines() == [
        "|              | a       | b |",
        "|--------------|---------|---|",
        "| codes (of 4) | 3       | 0 |",
        "| cost         | 1.23 ms | – |",
    ]


def test_the_readers_of_this_process_read_a_plain_code() -> None:
    (rendered,) = stress.pictures("plain", 1)
    readers = local_readers()
    assert readers[0].name == BASE
    for reader in readers:
        answer = reader.read(rendered.picture)
        assert answer.texts == [rendered.payload], reader.name
        assert answer.seconds >= 0


def test_without_the_corpus_the_photos_are_absent(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASHIER_SHARED", str(tmp_path_factory.mktemp("empty")))
    with pytest.raises(Absent):
        photo_rows([saying("silent")])


def test_the_corpus_judge_scores_a_reader() -> None:
    shared = shared_dir()
    if shared is None:
        pytest.skip("the corpus is not beside this checkout")
    truth = json.loads((shared / "corpus" / "truth.json").read_bytes())
    rows = {row.name: row for row in photo_rows([saying("liar", "no code says this")], 1)}
    assert rows["corpus: pictures with a right reading"].values == {"liar": 0.0}
    assert rows["corpus: wrong readings"].values["liar"] > 0
    negatives = len({entry["condition"] for entry in truth if entry["negative"]})
    assert rows["corpus: readings where there is no code"].values == {"liar": float(negatives)}
