import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.history.exports.inert import inert, tame


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86",
        "-5",
        "@SUM",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        "|cmd",
        "  =1",
        "\ufeff=1",
        "＝1",
    ],
)
def test_what_begins_a_formula_is_quoted(text: str) -> None:
    assert inert(text).startswith("'")


@pytest.mark.parametrize("text", ["", "小李", "a=b", "👨‍👩‍👧 一家", "第一行\n第二行", "16.00"])
def test_an_ordinary_text_stays(text: str) -> None:
    assert inert(text) == text


@given(st.text(max_size=60))
def test_no_cell_of_a_file_begins_a_formula_and_nothing_steers(text: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([inert(text), "x"])
    cell, _ = next(csv.reader(io.StringIO(out.getvalue(), newline="")))
    begin = unicodedata.normalize("NFKC", cell.lstrip())[:1]
    assert begin == "" or begin not in "=+-@|"
    assert cell[:1] not in ("\t", "\r", "\n", "\0")
    allowed = {"\n", "\u200d"}
    assert all(sign.isprintable() or sign in allowed for sign in cell)


@given(st.text(max_size=60))
def test_taming_twice_changes_nothing(text: str) -> None:
    assert tame(tame(text)) == tame(text)
