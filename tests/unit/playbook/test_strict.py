from pathlib import Path

import pytest

from cashier.playbook.broken import Faults, PlaybookBroken, Problem
from cashier.playbook.strict import Table

TEXT = """
text = ""
number = 0
fen = 1.5
flag = "yes"
choice = "gren"
words = ["a", "a", ""]
twice = ["a", "b", "a"]
chance = 2
list = 5
[sub.one]
a = 0.7
b = 0.7
[sub.two]
a = "x"
b = 0.9
[each.good]
n = 1
[each.bad]
n = 2
spare = 3
[each]
odd = 1
"""


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def table(tmp_path: Path, faults: Faults) -> Table:
    (tmp_path / "x.toml").write_text(TEXT, encoding="utf-8")
    return Table.read(tmp_path, "x.toml", faults)


def told(faults: Faults) -> list[tuple[int, str, Problem]]:
    return [(fault.line, fault.entry, fault.problem) for fault in faults]


def test_every_getter_records_what_is_wrong_and_gives_something_harmless(
    table: Table, faults: Faults
) -> None:
    assert table.text("text") == ""
    assert table.number("number", above=3) == 4
    assert table.fen("fen") is None
    assert table.flag("flag") is False
    assert table.choice("choice", ("red", "green")) == "red"
    assert table.words("words") == ()
    assert table.words("twice") == ("a", "b")
    assert table.known_words("twice", ("a",)) == ("a",)
    assert table.chance("chance") == 0.5
    assert table.table("list").text("more") == ""
    assert table.text("missing") == ""
    assert told(faults) == [
        (2, "text", Problem.wrong_value),
        (3, "number", Problem.wrong_value),
        (4, "fen", Problem.wrong_value),
        (5, "flag", Problem.wrong_value),
        (6, "choice", Problem.wrong_value),
        (7, "words", Problem.wrong_value),
        (8, "twice", Problem.duplicate),
        (9, "chance", Problem.wrong_chance),
        (10, "list", Problem.wrong_value),
        (1, "missing", Problem.missing_key),
    ]
    assert next(fault.wanted for fault in faults if fault.entry == "choice") == "green"


def test_chances_add_up_only_where_each_of_them_is_right(table: Table, faults: Faults) -> None:
    sub = table.table("sub")
    assert sub.table("one").chances() == {"a": 0.7, "b": 0.7}
    assert sub.table("two").chances() == {"a": 0.5, "b": 0.9}
    assert sub.table("one").chances(whole=False)
    assert told(faults) == [
        (11, "sub.one", Problem.wrong_sum),
        (15, "sub.two.a", Problem.wrong_chance),
    ]


def test_an_entry_that_is_refused_is_left_out_and_the_others_are_read(
    table: Table, faults: Faults
) -> None:
    def build(name: str, entry: Table) -> float:
        if name == "good":
            raise entry.wrong("n", Problem.unknown_name, found="1", wanted="2")
        return entry.number("n")

    assert table.table("each").each(build) == (2.0,)
    assert told(faults) == [
        (18, "each.good.n", Problem.unknown_name),
        (21, "each.bad.spare", Problem.unknown_key),
        (23, "each.odd", Problem.wrong_value),
    ]


def test_without_anybody_to_take_the_faults_the_file_is_refused_at_its_end(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("a = 1\nb = 2\nc = 3\n", encoding="utf-8")
    file = Table.read(tmp_path, "x.toml")
    assert file.text("a") == ""
    assert file.flag("b") is False
    with pytest.raises(PlaybookBroken) as refused:
        file.finish()
    assert [fault.line for fault in refused.value.faults] == [1, 2, 3]
    early = file.wrong("c", Problem.duplicate)
    assert {fault.problem for fault in early.faults} == {
        Problem.wrong_value,
        Problem.unknown_key,
        Problem.duplicate,
    }


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a = 1\nb = [\n", 2, Problem.unreadable),
        ("a = 1\nb = =\nc = 1\n", 2, Problem.unreadable),
        ("a = 1\na = 2\n", 2, Problem.unreadable),
        ("a = 1\n\nb = 'x", 3, Problem.unreadable),
        (f"a = {'9' * 5000}\n", 1, Problem.unreadable),
        (f"a = {'[' * 5000}\n", 1, Problem.too_deep),
    ],
)
def test_what_is_no_toml_is_told_once(
    tmp_path: Path, text: str, line: int, problem: Problem
) -> None:
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PlaybookBroken):
        Table.read(tmp_path, "x.toml")
    faults = Faults()
    file = Table.read(tmp_path, "x.toml", faults)
    assert file.table("a").table("b").choice("c", ("d",)) == "d"
    faults.add(*file.wrong("e", Problem.missing_entry).faults)
    file.report("f", Problem.missing_entry)
    file.finish()
    assert told(faults) == [(line, "x.toml", problem)]


@pytest.mark.parametrize("value", [f"0x{'f' * 9000}", f"[0x{'f' * 9000}]", "nan", "inf", "true"])
def test_a_number_beyond_all_bounds_is_refused(tmp_path: Path, value: str) -> None:
    (tmp_path / "x.toml").write_text(f"a = {value}\n", encoding="utf-8")
    faults = Faults()
    file = Table.read(tmp_path, "x.toml", faults)
    assert file.number("a") == 1
    assert file.fen("a") is None
    assert file.chance("a") == 0.5
    assert file.choice("a", ("b",)) == "b"
    assert set(told(faults)) == {(1, "a", Problem.wrong_value)}
