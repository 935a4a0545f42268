"""`cashier owncode`: registering asks the PIN, a changed code fails, nothing of it is printed."""

import io
import json
import sys
from pathlib import Path

import pytest

from cashier.config.access import open_home_access
from cashier.core.clock import SystemClock
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.core.words import LANGUAGES
from cashier.scan.own_code_file import FILE
from tests.helpers.codes import PAYMENT, drawn, encoded
from tests.helpers.command_line import CommandLine

PIN = "260793"
WECHAT, STRANGER = "wxp://f2f0Shop", "wxp://f2f0Other"
ALIPAY, LOOK_ALIKE = "https://qr.alipay.com/fkx01Shop", "https://qr.alipay.com.evil.cn/fkx01Shop"


@pytest.fixture
def place(home: Path) -> Home:
    place = Home.at(home).make()
    open_home_access(place, SystemClock()).set_pin(Secret(PIN))
    return place


def typed(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{line}\n"))


@pytest.fixture
def picture(tmp_path: Path) -> "Pictures":
    return Pictures(tmp_path)


class Pictures:
    """Draws codes into files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def __call__(self, payload: str) -> str:
        self._count += 1
        file = self._folder / f"code-{self._count}.png"
        file.write_bytes(encoded(drawn(payload)))
        return str(file)


@pytest.fixture
def registered(
    cashier: CommandLine, place: Home, picture: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, PIN)
    assert cashier("owncode", "register", picture(WECHAT)).code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_registering_tells_kind_count_and_the_weaker_key(
    cashier: CommandLine,
    place: Home,
    picture: Pictures,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    typed(monkeypatch, PIN)
    files = (picture(WECHAT), picture(ALIPAY), picture(WECHAT))
    found = cashier("owncode", "register", *files, "--lang", language)
    assert (found.code, found.err) == (0, "")
    assert len(found.out.splitlines()) == 4
    assert "Shop" not in found.out
    kept = (place.settings_dir / FILE).read_text()
    assert "f2f0" not in kept
    assert "alipay.com" not in kept


def test_without_the_pin_nothing_is_registered(
    cashier: CommandLine, place: Home, picture: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "135790")
    assert cashier("owncode", "register", picture(WECHAT)).refused
    assert not (place.settings_dir / FILE).exists()


@pytest.mark.parametrize("payload", [PAYMENT, LOOK_ALIKE, "weixin://wxpay/bizpayurl?pr=abc"])
def test_what_is_no_shop_code_is_refused_before_the_pin(
    cashier: CommandLine, place: Home, picture: Pictures, payload: str
) -> None:
    found = cashier("owncode", "register", picture(WECHAT), picture(payload))
    assert found.refused
    assert payload not in found.err
    assert not (place.settings_dir / FILE).exists()


@pytest.mark.parametrize(
    ("payload", "own", "code"),
    [
        (WECHAT, "match", 0),
        (STRANGER, "changed", 1),
        (LOOK_ALIKE, "changed", 1),
        (ALIPAY, "changed", 1),
        (PAYMENT, "unknown", 1),
    ],
)
def test_codes_are_compared(
    cashier: CommandLine, registered: None, picture: Pictures, payload: str, own: str, code: int
) -> None:
    file = picture(payload)
    found = cashier("owncode", "check", file, "--json")
    assert (found.code, found.err) == (code, "")
    assert json.loads(found.out) == {"image": file, "own_code": own}
    told = cashier("owncode", "check", file)
    assert told.code == code
    assert len(told.out.splitlines()) == 1


def test_one_changed_code_among_many_fails(
    cashier: CommandLine, registered: None, picture: Pictures
) -> None:
    found = cashier("owncode", "check", picture(STRANGER), picture(WECHAT))
    assert found.code == 1
    assert len(found.out.splitlines()) == 2


def test_a_changed_code_changes_nothing(
    cashier: CommandLine, registered: None, picture: Pictures, place: Home
) -> None:
    before = (place.settings_dir / FILE).read_bytes()
    cashier("owncode", "check", picture(STRANGER))
    assert (place.settings_dir / FILE).read_bytes() == before


def test_forgetting_asks_the_pin(
    cashier: CommandLine,
    registered: None,
    picture: Pictures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert cashier("owncode", "forget", picture(ALIPAY)).refused
    typed(monkeypatch, "135790")
    assert cashier("owncode", "forget", picture(WECHAT)).refused
    typed(monkeypatch, PIN)
    found = cashier("owncode", "forget", picture(WECHAT), "--json")
    assert json.loads(found.out) == {"forgotten": 1, "registered": 0}
    assert cashier("owncode", "check", picture(WECHAT)).refused


def test_all_are_forgotten_without_a_picture(
    cashier: CommandLine,
    registered: None,
    picture: Pictures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed(monkeypatch, PIN)
    assert json.loads(cashier("owncode", "register", picture(ALIPAY), "--json").out) == {
        "new": ["alipay_receive"],
        "registered": 2,
        "key": "file",
    }
    typed(monkeypatch, PIN)
    assert cashier("owncode", "forget", "--all").code == 0
    assert cashier("owncode", "forget", "--all").refused


def test_a_picture_without_a_code_is_told(
    cashier: CommandLine, registered: None, tmp_path: Path
) -> None:
    file = tmp_path / "grey.png"
    file.write_bytes(encoded(drawn(WECHAT)[:40, :40]))
    assert cashier("owncode", "check", str(file)).refused
