"""The doctor looks at everything once, says what to do, and fails only when something is broken."""

import io
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from cashier.cli.doctor import (
    CATALOGUES,
    Check,
    Finding,
    network_check,
    of_probe,
    run_doctor,
    settings_check,
    system_check,
    vault_check,
    version_check,
)
from cashier.config.settings_file import load
from cashier.config.vault import open_home_vault
from cashier.core.background import Background
from cashier.core.clock import SystemClock
from cashier.core.errors import Unavailable
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.core.words import LANGUAGES, Words
from cashier.health.plan import Plan
from cashier.health.probes import Probe
from cashier.health.reach import Reach
from cashier.health.reached import Target
from tests.helpers.keyrings import TRUSTED, LockedKeyring, MemoryKeyring
from tests.helpers.logbook import Logbook


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    return Words(str(request.param), CATALOGUES)


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "till").make()


@pytest.fixture
def background() -> Iterator[Background]:
    with Background() as background:
        yield background


def _json(checks: list[Check], words: Words) -> tuple[int, dict[str, dict[str, str]]]:
    out = io.StringIO()
    code = run_doctor(checks, words, out, as_json=True)
    return code, {line["name"]: line for line in json.loads(out.getvalue())["checks"]}


def test_what_is_fine_or_not_set_up_is_no_failure(words: Words, place: Home) -> None:
    checks = [
        system_check(words),
        settings_check(load(place), words),
        version_check("0.0.1", words),
        vault_check(place.vault_file, lambda: open_home_vault(place, ""), words),
        Check("camera", lambda: [Finding("camera", "ok", "1280 × 720")]),
    ]
    code, found = _json(checks, words)
    assert code == 0
    assert {name: line["state"] for name, line in found.items()} == {
        "system": "ok",
        "settings": "ok",
        "version": "ok",
        "vault": "unknown",
        "camera": "ok",
    }
    assert all(set(line) == {"name", "state", "detail", "do"} for line in found.values())


def test_a_broken_network_is_found_quickly_and_by_name(
    words: Words, background: Background
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        target = Target(f"http://127.0.0.1:{taken.getsockname()[1]}")
        plan = Plan({"gateway.wechat": target, "gateway.alipay": target}, (target,))
        clock = SystemClock()
        check = network_check(background, clock, Reach(clock, 30.0), plan, words)
        code, found = _json([check], words)
    assert code == 1
    assert list(found)[:2] == ["internet", "dns"]
    assert found["gateway.wechat"]["state"] == "fail"
    assert "127.0.0.1" in found["gateway.wechat"]["detail"]
    assert found["gateway.wechat"]["do"]
    assert found["clock"]["state"] == "unknown"


def test_a_bad_settings_file_is_told(words: Words, place: Home, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    place.settings_file.write_text("[camra]\n", encoding="utf-8")
    code, found = _json([settings_check(load(place), words)], words)
    assert (code, found["settings"]["state"]) == (1, "fail")
    assert "camra" in found["settings"]["detail"]
    assert "camera" in found["settings"]["do"]


def test_a_vault_with_keys_must_open(words: Words, place: Home) -> None:
    backend = MemoryKeyring()
    vault = open_home_vault(place, "1", backend, trusted=TRUSTED).vault
    assert vault is not None
    vault.put("wechat.apiv3_key", Secret("x"))

    def opened(chosen: MemoryKeyring) -> Check:
        def open_it() -> object:
            return open_home_vault(place, "1", chosen, trusted=TRUSTED)

        return vault_check(place.vault_file, open_it, words)  # type: ignore[arg-type]

    assert _json([opened(backend)], words)[1]["vault"]["state"] == "ok"
    code, found = _json([opened(LockedKeyring())], words)
    assert (code, found["vault"]["state"]) == (1, "fail")


def test_an_empty_vault_is_only_not_set_up(words: Words, place: Home) -> None:
    def open_it() -> object:
        return open_home_vault(place, "1", MemoryKeyring(), trusted=TRUSTED)

    check = vault_check(place.vault_file, open_it, words)  # type: ignore[arg-type]
    code, found = _json([check], words)
    assert (code, found["vault"]["state"], found["vault"]["do"]) == (0, "unknown", "")


def test_a_check_that_raises_is_a_failure_with_words(words: Words) -> None:
    def broken() -> list[Finding]:
        raise Unavailable

    code, found = _json([Check("database", broken)], words)
    assert (code, found["database"]["state"]) == (1, "fail")
    assert found["database"]["do"]


def test_an_old_version_fails(words: Words) -> None:
    code, found = _json([version_check("99.0", words)], words)
    assert (code, found["version"]["state"]) == (1, "fail")


def test_a_slow_gateway_is_a_warning(words: Words) -> None:
    probe = Probe("gateway.wechat", "ok", 3500.0, "health-ok", damped=True)
    assert of_probe(probe, words).state == "warn"
    quick = Probe("gateway.wechat", "ok", 35.0, "health-ok", damped=True)
    assert "35" in of_probe(quick, words).detail


def test_the_table_has_a_line_for_each(words: Words) -> None:
    out = io.StringIO()
    checks = [
        Check("camera", lambda: [Finding("camera", "ok", "[1280 × 720]")]),
        Check("lens", lambda: [Finding("lens", "unknown", "?")]),
    ]
    assert run_doctor(checks, words, out, as_json=False) == 0
    shown = out.getvalue()
    assert words("doctor-name-camera") in shown
    assert "[1280 × 720]" in shown
    assert "lens" in shown
    assert words("doctor-state-unknown") in shown
