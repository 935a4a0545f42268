from collections.abc import Iterator
from pathlib import Path

import pytest

from cashier.cli import selftest
from cashier.cli.common import words
from cashier.cli.selftest import MOST_S, Broken, Part, parts, self_test
from cashier.core.clock import ManualClock, SystemClock
from cashier.core.words import LANGUAGES

QUICK = [part for part in parts() if part.name not in {"rescue", "export"}]


@pytest.mark.parametrize("part", QUICK, ids=lambda part: part.name)
def test_each_part_works_in_a_checkout(part: Part, tmp_path: Path) -> None:
    part.attempt(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_a_name_in_every_language(language: str) -> None:
    spoken = words(language)
    for part in parts():
        assert spoken(f"selftest-part-{part.name}")


def run(monkeypatch: pytest.MonkeyPatch, *tried: Part) -> Iterator[object]:
    monkeypatch.setattr(selftest, "parts", lambda: tried)
    said: list[str] = []
    yield self_test(words("en"), SystemClock(), said.append)
    yield "\n".join(said)


def test_a_broken_part_is_named_and_the_others_are_tried_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(_folder: Path) -> None:
        raise Broken("it is not there")

    code, said = run(monkeypatch, Part("pin", breaks), Part("film", lambda _: "fine"))
    assert code == 1
    assert "Broken: PIN" in str(said)
    assert "it is not there" in str(said)
    assert "Works: video" in str(said)
    assert "1 part does not work" in str(said)


def test_what_works_too_slowly_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ManualClock()

    def slow(_folder: Path) -> None:
        clock.advance(MOST_S + 1)

    monkeypatch.setattr(selftest, "parts", lambda: (Part("pin", slow),))
    said: list[str] = []
    assert self_test(words("en"), clock, said.append) == 1
    assert any("longer than" in line for line in said)


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    places: list[Path] = []

    def keeps(folder: Path) -> None:
        places.append(folder)
        (folder / "file").write_text("x")

    code, _ = run(monkeypatch, Part("pin", keeps))
    assert code == 0
    assert not places[0].exists()
