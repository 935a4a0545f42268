"""The shape budgets hold: nothing is over its stop, and every module says what it is for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.shared import ROOT
from tools import shape


@pytest.fixture(scope="module")
def measured() -> tuple[list[shape.Part], list[str]]:
    return shape.measure(ROOT)


@pytest.mark.unseen
@pytest.mark.parametrize("kind", ["module", "function", "class"])
def test_nothing_is_over_its_stop(
    measured: tuple[list[shape.Part], list[str]],
    kind: shape.Kind,
    record_property: Callable[[str, object], None],
) -> None:
    mine = [part for part in measured[0] if part.kind == kind]
    over = [f"{part.where}: {part.lines} lines" for part in mine if part.lines > shape.STOP[kind]]
    record_property("above_the_aim", sum(part.lines > shape.AIM[kind] for part in mine))
    assert over == []


@pytest.mark.unseen
def test_every_module_says_what_it_is_for(measured: tuple[list[shape.Part], list[str]]) -> None:
    assert measured[1] == []


def test_lines_are_counted_from_the_def_to_the_end() -> None:
    text = (
        "class A:\n    def long(self):\n        x = 1\n\n        return x\n\n\nasync def b(): ...\n"
    )
    parts = list(shape.parts_of(text, "m.py"))
    assert [(part.kind, part.where, part.lines) for part in parts] == [
        ("module", "m.py", 8),
        ("class", "m.py:1 A", 5),
        ("function", "m.py:8 b", 1),
        ("function", "m.py:2 long", 4),
    ]


def test_a_checkout_over_its_budgets_is_told_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cashier"
    folder.mkdir()
    body = "".join(f"    x{number} = {number}\n" for number in range(60))
    (folder / "long.py").write_text(f'"""Fine."""\n\n\ndef long():\n{body}', encoding="utf-8")
    (folder / "silent.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "__init__.py").write_text("", encoding="utf-8")
    assert shape.main(tmp_path) == 1
    shown = capsys.readouterr().out
    assert "cashier/long.py:4 long: function of 61 lines, at most 60" in shown
    assert "cashier/silent.py: the module has no docstring" in shown
    assert "__init__" not in shown
