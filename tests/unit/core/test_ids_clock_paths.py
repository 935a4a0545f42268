"""Identifiers, clocks and folders."""

from datetime import UTC
from pathlib import Path

import pytest

from cashier.core.clock import ManualClock, SystemClock
from cashier.core.ids import new_id
from cashier.core.paths import Home, HomeUnusable, passing_folder


def test_identifiers_sort_by_time() -> None:
    clock = ManualClock()
    made = []
    for _ in range(5):
        made.append(new_id(clock, lambda count: b"\xff" * count))
        clock.advance(0.001)
    assert made == sorted(made)
    assert {len(one) for one in made} == {26}


def test_the_machines_clock_is_aware() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()


def test_a_jump_of_the_wall_moves_no_duration() -> None:
    clock = ManualClock()
    before = clock.monotonic()
    clock.jump(-3600)
    assert clock.monotonic() == before
    with pytest.raises(ValueError, match="never goes back"):
        clock.advance(-1)


def test_everything_lies_under_one_folder(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "till one").make()
    for path in (home.settings_file, home.vault_file, home.database, home.log_dir):
        assert path.is_relative_to(tmp_path)
    assert home.data_dir.is_dir()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(HomeUnusable) as caught:
        Home.at(tmp_path / "file").make()
    assert "file" in str(caught.value)


def test_the_environment_names_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASHIER_HOME", str(tmp_path))
    assert Home.default() == Home.at(tmp_path)
    monkeypatch.delenv("CASHIER_HOME")
    assert Home.default().settings_file.name == "settings.toml"


def test_a_user_without_a_home_does_not_get_one_just_anywhere(tmp_path: Path) -> None:
    nowhere = Path("~/.config/cashier-assistant")
    with pytest.raises(HomeUnusable):
        Home(tmp_path, nowhere, tmp_path).somewhere()
    home = Home.at(tmp_path)
    assert home.somewhere() is home


def test_a_passing_home_stands_in_for_a_place_that_cannot_even_be_looked_at(tmp_path: Path) -> None:
    there = Home.at(tmp_path / ("x" * 300))
    with pytest.raises(HomeUnusable):
        there.make()
    assert there.passing(tmp_path).settings_dir == tmp_path


def test_a_passing_home_reads_the_settings_that_are_there_and_writes_elsewhere(
    tmp_path: Path,
) -> None:
    there = Home.at(tmp_path / "shop")
    with passing_folder() as name:
        folder = Path(name)
        assert there.passing(folder).settings_dir == folder
        there.settings_dir.mkdir()
        passing = there.passing(folder).make()
        assert passing.settings_file == there.settings_file
        assert passing.database.is_relative_to(folder)
        assert passing.log_dir.is_relative_to(folder)
    assert not folder.exists()
    assert list(there.settings_dir.iterdir()) == []
