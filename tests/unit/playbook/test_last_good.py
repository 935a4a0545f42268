from pathlib import Path

from cashier.playbook.last_good import load_or_last_good
from cashier.playbook.playbook import Playbook
from tests.unit.playbook.conftest import Spoil


def test_a_good_folder_is_taken(folder: Path, playbook: Playbook) -> None:
    loaded = load_or_last_good(folder, playbook)
    assert loaded.problem is None
    assert loaded.playbook is not playbook
    assert loaded.playbook.causes == playbook.causes


def test_a_folder_broken_meanwhile_leaves_the_old_playbook_at_work(
    folder: Path, playbook: Playbook, spoil: Spoil
) -> None:
    before = load_or_last_good(folder, playbook).playbook
    spoil("causes.toml", "prior = 0.13", "prior = 13")
    spoil("steps.toml", "seconds = 9", "seconds = 0")
    loaded = load_or_last_good(folder, before)
    assert loaded.playbook is before
    assert loaded.problem is not None
    assert [fault.file for fault in loaded.problem.faults] == ["causes.toml", "steps.toml"]
    spoil("causes.toml", "prior = 13", "prior = 0.13")
    spoil("steps.toml", "seconds = 0", "seconds = 9")
    assert load_or_last_good(folder, before).problem is None


def test_a_folder_that_is_gone_or_hostile_leaves_the_old_playbook_at_work(
    tmp_path: Path, folder: Path, playbook: Playbook
) -> None:
    (folder / "playbook_en.ftl").write_text("a = { b }\nb = { a }\n", encoding="utf-8")
    for broken in (tmp_path / "nowhere", folder):
        loaded = load_or_last_good(broken, playbook)
        assert loaded.playbook is playbook
        assert loaded.problem is not None
