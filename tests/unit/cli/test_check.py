"""`cashier check`: one line a picture, codes masked, bad pictures told and passed over."""

import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from cashier.cli.check import CheckOptions, CheckTalk, check_files
from cashier.cli.common import visible
from cashier.core.words import LANGUAGES, Words
from cashier.scan.advice import FAULTS
from cashier.scan.grammar.kinds import KINDS
from cashier.scan.grammar.oddities import Oddity
from cashier.scan.reading import Verdict
from tests.helpers.codes import PAYMENT, contrast, drawn, encoded, spoilt

RECEIVE = "wxp://f2f0example"


@dataclass
class Terminal:
    """Keeps what was printed."""

    said: list[str] = field(default_factory=list)
    complained: list[str] = field(default_factory=list)
    language: str = "en"

    def talk(self) -> CheckTalk:
        words = Words(self.language, ("cli", "errors"))
        return CheckTalk(words, self.said.append, self.complained.append)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.said]


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    (folder / "inner").mkdir(parents=True)
    (folder / "pay.png").write_bytes(encoded(drawn(PAYMENT)))
    (folder / "inner" / "receive.jpg").write_bytes(encoded(drawn(RECEIVE), ".jpg"))
    (folder / "notes.txt").write_text("not looked at")
    return folder


def test_a_folder_in_order_with_names_relative(pictures: Path, terminal: Terminal) -> None:
    options = CheckOptions(jsonl=True, relative_to=pictures)
    assert check_files([pictures], terminal.talk(), options) == 0
    assert [line["image"] for line in terminal.lines()] == ["inner/receive.jpg", "pay.png"]
    assert [line["verdict"] for line in terminal.lines()] == ["wrong_code", "ready"]
    assert terminal.complained == []


def test_the_line_is_the_contract(pictures: Path, terminal: Terminal) -> None:
    check_files([pictures / "pay.png"], terminal.talk(), CheckOptions(jsonl=True))
    (line,) = terminal.lines()
    assert list(line) == ["image", "ms", "verdict", "reads", "unread"]
    (read,) = line["reads"]
    assert list(read) == [
        *("symbology", "kind", "payload", "corners", "clarity", "faults", "advice"),
    ]
    assert list(read["clarity"]) == ["letter", "score", "parameters"]
    assert [len(point) for point in read["corners"]] == [2, 2, 2, 2]
    assert line["unread"] == []


@pytest.mark.parametrize("jsonl", [True, False])
@pytest.mark.parametrize("show", [True, False])
def test_a_payment_code_is_never_whole(
    pictures: Path, terminal: Terminal, jsonl: bool, show: bool
) -> None:
    check_files([pictures], terminal.talk(), CheckOptions(jsonl=jsonl, show_payload=show))
    text = "\n".join(terminal.said)
    assert PAYMENT not in text
    assert "13••••••••••••••56" in text
    assert (RECEIVE in text) is show


WIDE = "１３１２３４５６７８９０１２３４５６"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_strange_about_a_code_is_said(tmp_path: Path, language: str) -> None:
    terminal = Terminal(language=language)
    path = tmp_path / "odd.png"
    path.write_bytes(encoded(drawn("https://qr.alipay.com.evil.cn/\u202efkx\x07")))
    assert check_files([path], terminal.talk(), CheckOptions(show_payload=True)) == 0
    (line,) = terminal.said
    assert "⟨U+202E⟩fkx⟨U+0007⟩" in line
    assert line.isprintable()
    words = Words(language, ("cli",))
    for oddity in ("look-alike-host", "bidi", "control"):
        assert words(f"check-oddity-{oddity}") in line


@pytest.mark.parametrize("oddity", Oddity)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_oddity_has_words(oddity: Oddity, language: str) -> None:
    assert Words(language, ("cli",)).has(f"check-oddity-{oddity.value.replace('_', '-')}")


@pytest.mark.parametrize("jsonl", [True, False])
def test_a_payment_code_in_disguise_is_not_shown_whole(
    tmp_path: Path, terminal: Terminal, jsonl: bool
) -> None:
    path = tmp_path / "wide.png"
    path.write_bytes(encoded(drawn(WIDE)))
    check_files([path], terminal.talk(), CheckOptions(jsonl=jsonl, show_payload=True))
    assert WIDE[2:-2] not in terminal.said[0]
    assert "••••" in terminal.said[0]


def test_faults_come_with_their_place(tmp_path: Path, terminal: Terminal) -> None:
    path = tmp_path / "dark.png"
    path.write_bytes(encoded(contrast(drawn(PAYMENT), 5, 60)))
    check_files([path], terminal.talk(), CheckOptions(jsonl=True))
    fault = terminal.lines()[0]["reads"][0]["faults"][0]
    assert list(fault) == ["name", "severity", "box"]
    assert fault["name"] == "dark"
    assert len(fault["box"]) == 4


def test_one_bad_picture_does_not_stop_the_rest(pictures: Path, terminal: Terminal) -> None:
    (pictures / "empty.png").write_bytes(b"")
    paths = [pictures / "none.png", pictures / "empty.png", pictures / "pay.png"]
    assert check_files(paths, terminal.talk(), CheckOptions(jsonl=True)) == 2
    codes = [line.get("error", {}).get("code") for line in terminal.lines()]
    assert codes == ["picture-missing", "picture-empty", None]
    assert all(line["error"]["do"] for line in terminal.lines()[:2])
    assert len(terminal.complained) == 2
    assert "none.png" in terminal.complained[0]


def test_hostile_files_each_get_their_own_error_and_the_rest_is_read(
    pictures: Path, terminal: Terminal
) -> None:
    whole = (pictures / "pay.png").read_bytes()
    files = {
        "a_empty.png": b"",
        "b_cut.png": whole[: len(whole) // 2],
        # Ninety thousand by ninety thousand pixels, by its header: 8 GB once unpacked.
        "c_bomb.png": whole[:16] + struct.pack(">II", 90_000, 90_000) + whole[24:],
        "d_noise.jpg": bytes(range(256)) * 4,
        "e_one_pixel.png": encoded(np.full((1, 1), 90, np.uint8)),
    }
    for name, data in files.items():
        (pictures / name).write_bytes(data)
    assert check_files([pictures], terminal.talk(), CheckOptions(jsonl=True)) == 2
    told = {
        line["image"].rpartition("/")[2]: line.get("error", line).get("code", line.get("verdict"))
        for line in terminal.lines()
    }
    assert told == {
        "a_empty.png": "picture-empty",
        "b_cut.png": "picture-truncated",
        "c_bomb.png": "picture-too-large",
        "d_noise.jpg": "picture-unknown",
        "e_one_pixel.png": "none",
        "receive.jpg": "wrong_code",
        "pay.png": "ready",
    }
    assert len(terminal.complained) == 4


def test_a_folder_without_pictures(tmp_path: Path, terminal: Terminal) -> None:
    assert check_files([tmp_path], terminal.talk(), CheckOptions()) == 2
    assert terminal.said == []
    assert len(terminal.complained) == 1


def test_an_unread_code_says_why(tmp_path: Path, terminal: Terminal) -> None:
    path = tmp_path / "spoilt.png"
    path.write_bytes(encoded(spoilt()))
    check_files([path], terminal.talk(), CheckOptions())
    assert terminal.said[0].endswith("not clear · a code that cannot be read: covered")
    terminal.said.clear()
    check_files([path], terminal.talk(), CheckOptions(jsonl=True))
    (unread,) = terminal.lines()[0]["unread"]
    assert list(unread) == ["corners", "faults", "advice"]


def test_an_animation_is_read_with_a_note(tmp_path: Path, terminal: Terminal) -> None:
    path = tmp_path / "moving.webp"
    animation = cv2.Animation()
    animation.frames = [np.full((40, 40, 3), level, np.uint8) for level in (0, 250)]
    animation.durations = [100, 100]
    assert cv2.imwriteanimation(str(path), animation)
    assert check_files([path], terminal.talk(), CheckOptions()) == 0
    assert terminal.said[0].endswith("no code")
    assert "animated" in terminal.complained[0]


def test_an_unreadable_file_is_the_surroundings_fault(terminal: Terminal) -> None:
    assert check_files([Path("a\0b.png")], terminal.talk(), CheckOptions()) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_words(language: str, pictures: Path) -> None:
    words = Words(language, ("cli",))
    for prefix, names in (("kind", KINDS), ("verdict", Verdict), ("fault", FAULTS)):
        for name in names:
            assert words.has(f"check-{prefix}-{name.replace('_', '-')}")
    terminal = Terminal(language=language)
    assert check_files([pictures], terminal.talk(), CheckOptions()) == 0
    assert len(terminal.said) == 2


def test_what_a_terminal_would_obey_is_spelt_out() -> None:
    assert visible("a\x1b[2Jb\u202ec\n微信") == "a\\u001b[2Jb\\u202ec\\u000a微信"


def test_a_name_that_cannot_be_does_not_stop_the_rest(pictures: Path, terminal: Terminal) -> None:
    names = [Path("x" * 300), pictures / "pay.png"]
    assert check_files(names, terminal.talk(), CheckOptions(jsonl=True)) == 3
    assert [line["verdict"] for line in terminal.lines()] == ["none", "ready"]
    assert terminal.lines()[0]["error"]["code"] == "picture-unreadable"
