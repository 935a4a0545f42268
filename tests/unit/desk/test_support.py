import json
import zipfile
from pathlib import Path

import pytest

from cashier.config.settings import Camera, Settings, WeChat
from cashier.core.clock import ManualClock
from cashier.core.paths import Home
from cashier.desk.support import Around, gather, write
from cashier.history.exports.errors import ExportFolderMissing
from cashier.history.shifts import Handover
from tests.helpers.histories import NOON, Sale, open_store

SETTINGS = Settings(
    wechat=WeChat(mchid="1900000109", serial="5157F09EFDC096DE", public_key_id="PUB_KEY_01"),
    camera=Camera(source="rtsp://admin:secret@10.0.0.7/1"),
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.at(tmp_path / "home").make()
    with open_store(made.database) as store:
        store.open_shift("小李")
        store.append(Sale("A", cause="network.dns").events())
        store.close_shift(Handover("小李", "客人留了电话"))
    log = made.log_dir / "cashier.log"
    log.write_text('{"event": "odd", "text": "134567890123456789"}\n', "utf-8")
    (made.settings_dir / "vault.bin").write_bytes(b"secret")
    (made.settings_dir / "pin.json").write_text('{"hash": "argon2"}', "utf-8")
    return made


def test_the_packet_tells_much_and_gives_nothing_away(home: Home) -> None:
    packet = gather(Around(home, SETTINGS, ManualClock(NOON), {"dns": "ok"}))
    target = home.settings_dir.parent / packet.file_name
    write(packet, target)
    with zipfile.ZipFile(target) as packed:
        assert packed.namelist() == [entry.name for entry in packet.entries]
        content = {name: packed.read(name).decode() for name in packed.namelist()}
    whole = "".join(content.values())
    for secret in ("1900000109", "5157F09EFDC096DE", "admin", "134567", "argon2", "电话", "小李"):
        assert secret not in whole
    assert json.loads(content["settings.json"])["wechat.mchid"] == "19••••••09"
    history = json.loads(content["history.json"])
    assert history["events"]["CaseOpened"] == 1
    assert history["chain_fault"] is None
    assert json.loads(content["health.json"]) == {"dns": "ok"}
    assert (
        "data/history.sqlite" in content["files.json"] or "history.sqlite" in content["files.json"]
    )
    assert json.loads(content["versions.json"])["program"]


def test_a_broken_history_and_no_log_leave_the_rest(tmp_path: Path) -> None:
    home = Home.at(tmp_path).make()
    clock = ManualClock(NOON)
    assert '"exists": false' in gather(Around(home, Settings(), clock)).entries[3].text
    home.database.write_bytes(b"no database at all" * 300)
    packet = gather(Around(home, Settings(), clock))
    assert json.loads(packet.entries[3].text) == {"error": "database-damaged"}
    with pytest.raises(ExportFolderMissing):
        write(packet, tmp_path / "none" / "p.zip")


def test_folders_that_nobody_may_look_into_are_named_and_leave_the_rest(tmp_path: Path) -> None:
    packet = gather(Around(Home.at(tmp_path / ("x" * 300)), Settings(), ManualClock(NOON)))
    assert json.loads(packet.entries[3].text) == {"error": "OSError"}
    assert json.loads(packet.entries[4].text)["logs"] == "OSError"
    assert packet.entries[5].text == ""
