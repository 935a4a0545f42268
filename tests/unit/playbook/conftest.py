"""A copy of the shipped playbook that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cashier.core.resources import resource, translation
from cashier.playbook.playbook import Playbook
from tests.helpers.playbooks import QUICK_FILES, shipped

Spoil = Callable[[str, str, str], Path]


@pytest.fixture(autouse=True)
def quick_files(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, quick in QUICK_FILES.items():
        monkeypatch.setattr(name, quick)


@pytest.fixture
def playbook() -> Playbook:
    return shipped()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "pack"
    shutil.copytree(resource("playbook"), copy)
    for language in ("zh_CN", "en"):
        shutil.copy(translation(f"playbook_{language}.ftl"), copy)
    return copy


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    def replace(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return replace
