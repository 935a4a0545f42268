import json
import ssl
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from cashier.cli.sandbox import (
    SandboxKeysUnwritable,
    SandboxOptions,
    ScriptUnreadable,
    run_sandbox,
)
from cashier.cli.ways import UnknownNet
from cashier.core.errors import CashierError
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
    shown = lines[: lines.index(Words(language, ("cli",))("sandbox-nets"))]
    listed = [line for line in shown if any(f" {one.name} " in line for one in FAULTS)]
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


def test_a_way_stands_before_it_and_a_script_switches_both(tmp_path: Path) -> None:
    words, stop = Words("en", ("cli",)), threading.Event()
    script = tmp_path / "script.txt"
    script.write_text("call 1 bank_error\n", encoding="utf-8")
    seen: list[str] = []

    def echo(line: str) -> None:
        if "Ctrl-C" in line:
            found = json.loads((tmp_path / "sandbox-keys.json").read_text())
            assert found["base_url"] != found["control_url"]
            seen.append(httpx.get(found["base_url"]).text)
            token = {"authorization": f"Bearer {found['control_token']}"}
            asked = httpx.get(f"{found['control_url']}/sandbox/faults", headers=token)
            seen.extend(asked.json()["active"])
            stop.set()

    options = SandboxOptions(tmp_path, net="portal", script=script)
    assert run_sandbox(options, words, echo, stop) == 0
    assert "登录" in seen[0]
    assert seen[1:] == ["bank_error"]


def test_a_wrong_certificate_comes_with_whom_to_trust(tmp_path: Path) -> None:
    words, stop = Words("en", ("cli",)), threading.Event()
    lines: list[str] = []

    def echo(line: str) -> None:
        lines.append(line)
        if "Ctrl-C" in line:
            found = json.loads((tmp_path / "sandbox-keys.json").read_text())
            assert found["base_url"].startswith("https://")
            trust = ssl.create_default_context(cadata=found["authority"])
            with pytest.raises(httpx.ConnectError, match="expired"):
                httpx.get(found["base_url"], verify=trust)
            stop.set()

    assert run_sandbox(SandboxOptions(tmp_path, net="tls-expired"), words, echo, stop) == 0
    assert sum(" tls_" in line for line in lines) == 3


def test_a_script_switches_the_way_while_it_runs(tmp_path: Path) -> None:
    words, script = Words("en", ("cli",)), tmp_path / "script.txt"
    script.write_text("at 0 net.refused\n", encoding="utf-8")
    addresses: list[str] = []
    told: list[str] = []

    class Twice(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            if not addresses:
                content = json.loads((tmp_path / "sandbox-keys.json").read_text())
                addresses.append(content["base_url"])
                assert httpx.get(addresses[0]).status_code == 200
                return False
            with pytest.raises(httpx.ConnectError):
                httpx.get(addresses[0])
            return True

    assert run_sandbox(SandboxOptions(tmp_path, script=script), words, told.append, Twice()) == 0
    assert addresses


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"net": "portl"}, UnknownNet),
        ({"net": "route"}, UnknownNet),
        ({"script": Path("absent.txt")}, ScriptUnreadable),
    ],
)
def test_a_wrong_way_or_script_is_refused_before_anything_starts(
    tmp_path: Path, options: dict[str, Any], error: type[CashierError]
) -> None:
    with pytest.raises(error):
        run_sandbox(SandboxOptions(tmp_path, **options), Words("en"), print, threading.Event())
    assert list(tmp_path.iterdir()) == []


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
