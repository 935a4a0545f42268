"""How far the set-up is: kept, believed only when whole, and a new home known as one."""

from pathlib import Path

import pytest

from cashier.core.background import Worker
from cashier.core.paths import Home
from cashier.desk.setup_note import FILE, SetUp, SetUpFile, is_new, read_set_up
from tests.helpers.histories import Sale, open_store
from tests.helpers.logbook import Logbook


def test_it_is_read_as_it_was_noted(tmp_path: Path) -> None:
    home = Home.at(tmp_path).make()
    assert is_new(home)
    assert read_set_up(home) is None
    with Worker("notes") as worker:
        notes = SetUpFile(home, worker)
        notes.note(SetUp("camera"))
        notes.note(SetUp("pin", done=True))
    assert read_set_up(home) == SetUp("pin", done=True)
    assert not is_new(home)
    notes.note(SetUp("camera"))
    assert read_set_up(home) == SetUp("pin", done=True)


@pytest.mark.parametrize("content", ["", "{", "[]", '"x"', '{"page": "x"}', "1"])
def test_a_damaged_note_counts_as_none(tmp_path: Path, content: str) -> None:
    home = Home.at(tmp_path).make()
    (home.settings_dir / FILE).write_text(content)
    assert read_set_up(home) is None


def test_a_home_that_was_used_is_not_new(tmp_path: Path) -> None:
    home = Home.at(tmp_path).make()
    home.settings_file.write_text("")
    assert not is_new(home)


def test_a_home_that_was_only_looked_at_is_still_new(tmp_path: Path) -> None:
    home = Home.at(tmp_path).make()
    open_store(home.database).close()
    assert is_new(home)
    with open_store(home.database) as store:
        store.append(Sale("A").events())
    assert not is_new(home)


def test_a_note_that_cannot_be_written_is_only_logged(tmp_path: Path, logbook: Logbook) -> None:
    logbook.allow("set_up_not_noted")
    home = Home.at(tmp_path / "nowhere")
    with Worker("notes") as worker:
        SetUpFile(home, worker).note(SetUp("camera"))
    assert read_set_up(home) is None
