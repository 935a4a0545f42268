import json
import threading
from pathlib import Path

import httpx
import pytest

from cashier.cli.sandbox import SandboxKeysUnwritable, SandboxOptions, run_sandbox
from cashier.core.words import LANGUAGES, Words
from cashier.sandbox.faults import FAULTS, UnknownFault
from tests.helpers import sandbox as helper


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cashier.sandbox.server.make_keys", helper.keys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_where_it_listens_and_leaves_nothing_behind(tmp_path: Path, language: str) -> None:
    stop, lines = threading.Event(), []
    folder = tmp_path / "sandbox"

    def echo(line: str) -> None:
        lines.append(line)
        if "Ctrl-C" in line:
            found = json.loads((folder / "sandbox-keys.json").read_text())
            assert httpx.get(found["base_url"]).status_code == 200
            assert found["base_url"] in lines[0]
            assert "PRIVATE" in found["till"]["private_key"]
            assert found["mutual"]["base_url"] in lines[1]
            assert "CERTIFICATE" in found["mutual"]["merchant_certificate"]
            assert (folder / "sandbox-keys.json").stat().st_mode & 0o077 == 0
            stop.set()

    options = SandboxOptions(folder, faults=("no_auth",))
    assert run_sandbox(options, Words(language, ("cli",)), echo, stop) == 0
    assert list(folder.iterdir()) == []
    assert "PRIVATE" not in "\n".join(lines)
    listed = [line for line in lines if any(f" {one.name} " in line for one in FAULTS)]
    assert len(listed) == len(FAULTS)
    assert [line.split()[1] for line in listed if "●" in line] == ["no_auth"]


def test_ctrl_c_ends_it_well(tmp_path: Path) -> None:
    class Interrupted(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            raise KeyboardInterrupt

    lines: list[str] = []
    words = Words("en", ("cli",))
    assert run_sandbox(SandboxOptions(tmp_path), words, lines.append, Interrupted()) == 0
    assert lines[-1] == words("sandbox-stopped")


def test_a_wrong_fault_or_folder_is_refused(tmp_path: Path) -> None:
    words, stop = Words("en", ("cli",)), threading.Event()
    with pytest.raises(UnknownFault):
        run_sandbox(SandboxOptions(tmp_path, faults=("x",)), words, print, stop)
    (tmp_path / "file").write_text("")
    with pytest.raises(SandboxKeysUnwritable):
        run_sandbox(SandboxOptions(tmp_path / "file"), words, print, stop)


def test_two_of_them_do_not_take_each_others_keys_away(tmp_path: Path) -> None:
    words, file = Words("en", ("cli",)), tmp_path / "sandbox-keys.json"
    inner_stop, outer_stop = threading.Event(), threading.Event()
    kept: list[str] = []

    def second(line: str) -> None:
        if "Ctrl-C" in line:
            kept.append(file.read_text("utf-8"))
            inner_stop.set()

    def first(line: str) -> None:
        if "Ctrl-C" in line:
            run_sandbox(SandboxOptions(tmp_path), words, second, inner_stop)
            file.write_text(kept[0], encoding="utf-8")
            outer_stop.set()

    assert run_sandbox(SandboxOptions(tmp_path), words, first, outer_stop) == 0
    assert file.read_text("utf-8") == kept[0]
