"""`cashier order` against the real sandbox, and `cashier pin`."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cashier.cli.common import words
from cashier.cli.orders import Asked, ReverseUnconfirmed, permit_for
from cashier.cli.sandbox import KEYS_FILE
from cashier.config.pin import PinWrong
from cashier.core.clock import SystemClock
from cashier.core.paths import Home
from cashier.core.words import LANGUAGES
from cashier.sandbox.orders import Plan
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wire import TradeState
from tests.helpers import sandbox as helper
from tests.helpers.command_line import CommandLine
from tests.helpers.readings import PAYMENT_CODE

NUMBER = "20261122063207000042"


@pytest.fixture
def place(home: Path) -> Home:
    return Home.at(home).make()


@pytest.fixture(scope="module")
def gateway() -> Iterator[SandboxGateway]:
    with SandboxGateway(0, (), SystemClock(), keys=helper.keys()) as running:
        yield running


@pytest.fixture
def keys_file(place: Home, gateway: SandboxGateway) -> Path:
    """Leave what `cashier sandbox` leaves."""
    till = json.loads(gateway.keys.till.to_line())
    file = place.settings_dir / KEYS_FILE
    file.write_text(json.dumps({"base_url": gateway.base_url, "till": till}), encoding="utf-8")
    return file


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sandbox_is_asked(
    cashier: CommandLine, keys_file: Path, gateway: SandboxGateway, language: str
) -> None:
    number = helper.place(gateway.orders).out_trade_no
    found = cashier("order", number, "--sandbox", "--json", "--lang", language)
    assert (found.code, found.err) == (0, "")
    assert json.loads(found.out)["state"] == "paid"
    assert number not in found.out
    missing = cashier("order", NUMBER, "--sandbox", "--lang", language)
    assert missing.code == 0
    assert ("不要再次收款" in missing.out) is (language == "zh_CN")


def test_a_payment_code_is_asked_of_nobody(
    cashier: CommandLine, keys_file: Path, gateway: SandboxGateway
) -> None:
    found = cashier("order", f"{PAYMENT_CODE[:6]} {PAYMENT_CODE[6:]}", "--sandbox", "--lang", "en")
    assert found.refused
    assert "payment code" in found.err
    assert PAYMENT_CODE[6:] not in found.err


def test_an_order_of_the_sandbox_is_reversed_without_a_pin(
    cashier: CommandLine, keys_file: Path, gateway: SandboxGateway
) -> None:
    number = helper.place(gateway.orders, Plan(TradeState.NOTPAY)).out_trade_no
    found = cashier("order", number, "--sandbox", "--reverse", "--json")
    assert found.code == 0
    first, second = (json.loads(line) for line in found.out.splitlines())
    assert first["reverse"] == "reversed"
    assert second["state"] == "reversed"


def test_a_paid_order_is_not_reversed(
    cashier: CommandLine, keys_file: Path, gateway: SandboxGateway
) -> None:
    number = helper.place(gateway.orders).out_trade_no
    found = cashier("order", number, "--sandbox", "--reverse")
    assert found.code == 2
    assert "没有撤销" in found.out


@pytest.mark.parametrize("number", ["", "x y", "a\nb", "9" * 33, "付款", "1/../2", "\ud800"])
def test_what_is_no_order_number_is_never_sent(
    cashier: CommandLine, keys_file: Path, number: str
) -> None:
    found = cashier("order", number, "--sandbox")
    assert found.refused
    assert found.code == 2


@pytest.mark.parametrize(
    "left",
    [
        None,
        "",
        "{",
        "[]",
        "{}",
        '{"base_url": 5, "till": {}}',
        '{"base_url": "http://127.0.0.1:9", "till": 7}',
        '{"base_url": "http://127.0.0.1:9", "till": {"mchid": "1"}}',
        "\x00",
    ],
)
def test_without_a_running_sandbox_it_is_told(
    cashier: CommandLine, place: Home, left: str | None
) -> None:
    if left is not None:
        (place.settings_dir / KEYS_FILE).write_text(left, encoding="utf-8")
    found = cashier("order", NUMBER, "--sandbox")
    assert found.refused
    assert found.code == 3
    assert "cashier sandbox" in found.err
    assert "密钥" not in found.err


@pytest.mark.parametrize(
    "url", ["ftp://x", "http://example.com", "nonsense", "http://127.0.0.1:99999"]
)
def test_an_address_that_is_no_sandbox_is_never_asked(
    cashier: CommandLine, keys_file: Path, url: str
) -> None:
    left = json.loads(keys_file.read_text("utf-8"))
    keys_file.write_text(json.dumps(left | {"base_url": url}), encoding="utf-8")
    assert cashier("order", NUMBER, "--sandbox").refused


def test_a_sandbox_that_has_gone_is_out_of_reach(
    cashier: CommandLine, keys_file: Path, unused_port: int
) -> None:
    left = json.loads(keys_file.read_text("utf-8"))
    gone = f"http://127.0.0.1:{unused_port}"
    keys_file.write_text(json.dumps(left | {"base_url": gone}), encoding="utf-8")
    found = cashier("order", NUMBER, "--sandbox")
    assert found.refused
    assert found.code == 3
    assert "不要再次收款" in found.err


@pytest.fixture
def unused_port(gateway: SandboxGateway) -> int:
    with SandboxGateway(0, (), SystemClock(), keys=helper.keys()) as ended:
        return ended.port


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_provider_keys_nobody_is_asked(cashier: CommandLine, language: str) -> None:
    found = cashier("order", NUMBER, "--lang", language)
    assert found.refused
    assert found.code == 3
    assert "--sandbox" in found.err


@pytest.mark.parametrize(
    "text",
    ["[wechatt]", "x = " + "[" * 50_000, "x." * 2_000 + "y = 1", "x = " + "9" * 5_000, "\0"],
    ids=["typo", "nested", "dotted", "number", "binary"],
)
def test_a_settings_file_that_cannot_be_used_is_told_instead(
    cashier: CommandLine, place: Home, text: str
) -> None:
    place.settings_file.write_text(text, encoding="utf-8")
    found = cashier("order", NUMBER)
    assert found.refused
    assert "第 1 行" in found.err


def test_keys_that_cannot_be_reached_are_told(cashier: CommandLine, place: Home) -> None:
    place.settings_file.write_text(
        '[wechat]\nenabled = true\nmchid = "1"\nserial = "A"\npublic_key_id = "B"\n',
        encoding="utf-8",
    )
    found = cashier("order", NUMBER)
    assert found.refused
    assert found.code == 3
    assert "密钥环" in found.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pin_is_chosen_and_changed(
    cashier: CommandLine, place: Home, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    typed(monkeypatch, "8351", "8351")
    assert cashier("pin", "--lang", language).code == 0
    typed(monkeypatch, "8351", "739164", "739164")
    changed = cashier("pin", "--lang", language)
    assert (changed.code, changed.err) == (0, "")
    assert "8351" not in changed.out
    typed(monkeypatch, "8351", "739164", "739164")
    wrong = cashier("pin", "--lang", language)
    assert wrong.refused
    assert wrong.code == PinWrong.exit_code


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), 2),
        (("8351",), 2),
        (("8351", "8352"), 2),
        (("1", "1"), 2),
        (("1234", "1234"), 2),
        (("", ""), 2),
        (("付款", "付款"), 2),
        (("9" * 500, "9" * 500), 2),
        (("\x00\x1b", "\x00\x1b"), 2),
    ],
)
def test_a_pin_that_will_not_do_changes_nothing(
    cashier: CommandLine,
    place: Home,
    monkeypatch: pytest.MonkeyPatch,
    lines: tuple[str, ...],
    code: int,
) -> None:
    typed(monkeypatch, *lines)
    found = cashier("pin")
    assert found.refused
    assert found.code == code
    assert not (place.settings_dir / "pin.json").exists()


def test_a_closed_input_is_no_pin(cashier: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert cashier("pin").refused


def test_a_damaged_pin_file_is_told(cashier: CommandLine, place: Home) -> None:
    (place.settings_dir / "pin.json").write_text("{", encoding="utf-8")
    found = cashier("pin")
    assert found.refused
    assert found.code == 3


def test_a_reverse_without_sandbox_needs_keys_before_a_pin(cashier: CommandLine) -> None:
    assert "cashier sandbox" in cashier("order", NUMBER, "--reverse").err


def test_without_its_time_and_without_a_terminal_a_reverse_needs_a_word_beforehand(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "y")
    permit = permit_for(Asked(NUMBER, reverse=True), place, words("zh_CN"))
    assert permit.charged_by is None
    with pytest.raises(ReverseUnconfirmed):
        permit.sure()
    assert permit_for(Asked(NUMBER, reverse=True, sure=True), place, words("zh_CN")).sure()
