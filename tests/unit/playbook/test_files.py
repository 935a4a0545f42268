import os
import sys
from pathlib import Path

import pytest

from cashier.playbook.broken import Faults, PlaybookBroken, Problem
from cashier.playbook.files import LARGEST_FILE, nearest, numbered, read_csv, read_text

COLUMNS = ("a", "b")


def refused(folder: Path, name: str = "x") -> tuple[int, Problem]:
    with pytest.raises(PlaybookBroken) as error:
        read_text(folder, name)
    return error.value.faults[0].line, error.value.faults[0].problem


def test_only_a_plain_file_of_bounded_size_in_utf8_is_read(tmp_path: Path) -> None:
    assert refused(tmp_path) == (0, Problem.missing_file)
    file = tmp_path / "x"
    file.mkdir()
    assert refused(tmp_path) == (0, Problem.no_plain_file)
    file.rmdir()
    if sys.platform != "win32":
        os.mkfifo(file)
        assert refused(tmp_path) == (0, Problem.no_plain_file)
        file.unlink()
    file.write_bytes(b"x" * (LARGEST_FILE + 1))
    assert refused(tmp_path) == (0, Problem.too_large)
    file.write_bytes(b"fine\n\nb\xffd\n")
    assert refused(tmp_path) == (3, Problem.not_utf8)
    file.write_text("fine\n" * 3, encoding="utf-16")
    assert refused(tmp_path) == (1, Problem.not_utf8)
    assert refused(tmp_path, "x/y")[1] is Problem.unreadable


def test_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes("\ufeffa\r\n\rb\u2028c\x0cd\n".encode())
    assert list(numbered(read_text(tmp_path, "x"))) == [(1, "a"), (3, "b\u2028c\x0cd")]


@pytest.mark.parametrize(
    ("text", "rows", "told"),
    [
        ("a,b\n1,2\n", [(2, ["1", "2"])], []),
        ('a,b\n"1\n1",2\n3\n4,5\n', [(2, ["1\n1", "2"]), (5, ["4", "5"])],
         [(4, Problem.wrong_value)]),
        ("a,c\n1,2\n", [], [(1, Problem.wrong_value)]),
        ("", [], [(0, Problem.missing_entry)]),
        ('"a,b\n1,2\n', [], [(1, Problem.unreadable)]),
        ('a,b\n1,2\n"3"x,4\n5,6\n', [(2, ["1", "2"])], [(3, Problem.unreadable)]),
        ('a,b\n1,2\n"3,4\n', [(2, ["1", "2"])], [(3, Problem.unreadable)]),
        (f"a,b\n1,2\n{'x' * 200_000},2\n", [(2, ["1", "2"])], [(3, Problem.unreadable)]),
        ("a,b\n\n1,2\n", [(3, ["1", "2"])], [(2, Problem.wrong_value)]),
    ],
)  # fmt: skip
def test_the_rows_of_a_table_and_what_is_wrong_in_it(
    tmp_path: Path, text: str, rows: list[object], told: list[object]
) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    faults = Faults()
    assert read_csv(tmp_path, "x.csv", COLUMNS, faults) == rows
    assert [(fault.line, fault.problem) for fault in faults] == told
    if told:
        with pytest.raises(PlaybookBroken):
            read_csv(tmp_path, "x.csv", COLUMNS)


def test_the_nearest_word_of_a_text_without_end_is_sought_in_its_beginning() -> None:
    assert nearest("green" + "x" * 1_000_000, ("red", "green")) == "red, green"
    assert nearest("gren", ("red", "green")) == "green"
