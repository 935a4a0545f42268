"""`cashier doctor` on homes of every kind: everything is looked at, and nothing is mended."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from cashier.cli.checkup import cameras_finding
from cashier.core.paths import Home
from cashier.core.words import LANGUAGES, Words
from cashier.scan.cameras import CameraName
from cashier.scan.kernel import VARIABLE, load
from tests.helpers.command_line import CommandLine
from tests.helpers.histories import Sale, open_store, without_guards
from tests.helpers.logbook import Logbook

SETTINGS = """
[camera]
source = "{camera}"
[wechat]
base_url = "http://127.0.0.1:{port}"
backup_url = "http://127.0.0.1:{port}"
[health]
alipay_url = "http://127.0.0.1:{port}"
internet_hosts = ["127.0.0.1:{port}"]
portal_hosts = ["127.0.0.1:{port}"]
time_servers = ["127.0.0.1:{port}"]
timeout_s = 1.0
"""


@pytest.fixture
def port() -> Iterator[int]:
    """Hold a port of this machine on which nobody answers."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture
def place(home: Path, port: int) -> Home:
    found = Home.at(home).make()
    found.settings_file.write_text(
        SETTINGS.format(camera="nowhere.avi", port=port), encoding="utf-8"
    )
    return found


Examined = dict[str, dict[str, str]]


@pytest.fixture
def examine(cashier: CommandLine, place: Home) -> Callable[[], tuple[int, Examined]]:
    def run() -> tuple[int, Examined]:
        found = cashier("doctor", "--json", "--lang", "en")
        assert found.err == ""
        return found.code, {one["name"]: one for one in json.loads(found.out)["checks"]}

    return run


@pytest.mark.parametrize("language", LANGUAGES)
def test_cameras_are_listed_with_the_name_that_the_settings_take(language: str) -> None:
    words = Words(language, ("cli",))
    found = (CameraName("name:usb-C920", "C920", 0), CameraName("1", "Virtual", 1))
    listed = cameras_finding(found, words)
    assert listed.state == "ok"
    assert all(one.source in listed.detail and one.label in listed.detail for one in found)
    assert cameras_finding((), words).state == "unknown"


def test_a_new_home_has_nothing_broken_but_the_network(
    examine: Callable[[], tuple[int, Examined]],
) -> None:
    code, found = examine()
    assert code == 1
    assert {name for name, one in found.items() if one["state"] == "fail"} <= {
        *("internet", "gateway.wechat", "gateway.wechat_backup", "gateway.alipay", "tls", "dns"),
    }
    assert found["database"]["detail"] == "no history yet"
    assert found["vault"]["state"] == found["camera"]["state"] == "unknown"
    assert all(one["do"] for one in found.values() if one["state"] == "fail")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_gets_a_table(cashier: CommandLine, place: Home, language: str) -> None:
    found = cashier("doctor", "--lang", language, "--home", str(place.settings_dir))
    assert (found.code, found.err) == (1, "")
    assert ("检查" in found.out) is (language == "zh_CN")


def test_a_sound_history_is_counted(
    examine: Callable[[], tuple[int, Examined]], place: Home
) -> None:
    with open_store(place.database) as store:
        store.append(Sale("A").events())
    assert "3 events" in examine()[1]["database"]["detail"]


def _forge(place: Home) -> None:
    with open_store(place.database) as store:
        store.append(Sale("A").events())
    without_guards(place.database, "UPDATE events SET at = '2026' WHERE seq = 2")


def _newer(place: Home) -> None:
    open_store(place.database).close()
    raw = sqlite3.connect(place.database)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_forge, "chain"),
        (_newer, "newer version"),
        (lambda place: place.database.write_bytes(b""), "damaged"),
        (lambda place: place.database.write_bytes(b"x" * 5_000), "damaged"),
        (lambda place: place.database.mkdir(), "damaged"),
    ],
    ids=["forged", "newer", "empty", "garbage", "folder"],
)
def test_a_bad_history_is_found_and_left_alone(
    examine: Callable[[], tuple[int, Examined]],
    place: Home,
    spoil: Callable[[Home], object],
    said: str,
) -> None:
    spoil(place)
    before = sorted(path.name for path in place.data_dir.iterdir() if "-" not in path.name)
    code, found = examine()
    assert (code, found["database"]["state"]) == (1, "fail")
    assert said in found["database"]["detail"]
    after = sorted(path.name for path in place.data_dir.iterdir() if "-" not in path.name)
    assert after == before


def test_a_bad_settings_file_is_one_finding_among_others(
    examine: Callable[[], tuple[int, Examined]], place: Home, logbook: Logbook
) -> None:
    logbook.allow("settings_refused")
    examine()
    place.settings_file.write_text(
        place.settings_file.read_text("utf-8") + "[camra]\n", encoding="utf-8"
    )
    code, found = examine()
    assert (code, found["settings"]["state"]) == (1, "fail")
    assert "camra" in found["settings"]["detail"]
    assert "camera" in found


def test_a_film_stands_for_a_camera(
    examine: Callable[[], tuple[int, Examined]], place: Home, tmp_path: Path
) -> None:
    film = tmp_path / "film.png"
    assert cv2.imwrite(str(film), np.full((48, 64, 3), 200, np.uint8))
    text = place.settings_file.read_text("utf-8").replace("nowhere.avi", film.as_posix())
    place.settings_file.write_text(text, encoding="utf-8")
    found = examine()[1]["camera"]
    assert found["state"] in {"ok", "unknown"}


def test_the_slow_way_of_finding_codes_is_told(
    examine: Callable[[], tuple[int, Examined]], monkeypatch: pytest.MonkeyPatch
) -> None:
    load.cache_clear()
    monkeypatch.setenv(VARIABLE, "python")
    try:
        _, found = examine()
    finally:
        load.cache_clear()
    assert found["kernel"]["state"] == "warn"
    assert VARIABLE in found["kernel"]["do"]


def test_a_home_that_cannot_be_is_told(cashier: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for bad in (str(tmp_path / "file"), "~no-such-user/x", "a" * 300):
        found = cashier("doctor", "--home", bad)
        assert found.refused
        assert found.code == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_ends_with_the_chain_and_what_to_do(
    cashier: CommandLine, place: Home, language: str
) -> None:
    told = json.loads(cashier("doctor", "--json", "--lang", language).out)["chain"]
    assert (told["broken"], told["cause"]) == ("booking", "network.shop_offline")
    assert told["trouble"] == {"cause": "network.shop_offline", "light": "internet"}
    assert told["checklist"][1]["id"] == "call_manager"
    words = Words(language, ("cli", "playbook", "health"))
    shown = cashier("doctor", "--lang", language).out
    offline, internet = words("cause-network-shop_offline"), words("health-name-internet")
    assert words("doctor-trouble", cause=offline, light=internet) in shown
    assert words("doctor-chain") in shown
    assert words("task-call_manager") in shown
