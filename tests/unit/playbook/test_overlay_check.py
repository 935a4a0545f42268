"""A shop's own folder is looked at as a whole, wherever it was arranged."""

from pathlib import Path

import pytest

from cashier.playbook.broken import Problem
from cashier.playbook.overlay_check import is_overlay, overlay_faults
from cashier.playbook.playbook import Playbook

RULE = '[rule.night]\neffect = "warn"\nmethods = ["card"]\nmin_fen = 5\nnote = "x"\n'
WORDS = '[script."cause-code-expired".own]\nauthor = "a"\nzh_CN = {aloud = "请刷新付款码"}\n'
PINS = '[script."cause-code-expired"]\nin_force = ["b"]\n'


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["rules", "methods", "words", "variants"])
def test_any_of_its_files_makes_it_one_and_a_whole_playbook_is_none(
    tmp_path: Path, name: str
) -> None:
    assert not is_overlay(tmp_path)
    assert is_overlay(write(tmp_path, **{name: ""}))
    assert not is_overlay(write(tmp_path, causes=""))
    assert not is_overlay(tmp_path / "nowhere")


def test_what_is_right_has_no_fault(tmp_path: Path, playbook: Playbook) -> None:
    methods = "[method.card]\non = false\n"
    write(tmp_path, rules=RULE, methods=methods, words=WORDS, variants=PINS)
    assert list(overlay_faults(tmp_path, playbook)) == []


def test_every_fault_of_every_file_is_told(tmp_path: Path, playbook: Playbook) -> None:
    write(
        tmp_path,
        rules=RULE.replace("note", "notes"),
        methods="[method.card]\ntaken = false\n",
        words=WORDS.replace("请刷新付款码", "您的额度不够"),
        variants="[script.x]\nin_force = 5\n",
    )
    found = {
        (Path(one.file).name, one.line, one.problem) for one in overlay_faults(tmp_path, playbook)
    }
    assert found >= {
        ("rules.toml", 5, Problem.unknown_key),
        ("methods.toml", 2, Problem.unknown_key),
        ("words.toml", 3, Problem.forbidden),
        ("variants.toml", 2, Problem.wrong_value),
    }
