"""`cashier playbook learned`: what was learned, and whether it is used."""

import io
import json
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from cashier.cli.common import CATALOGUES
from cashier.cli.learned import LearnedTools, learned
from cashier.core.clock import ManualClock
from cashier.core.paths import Home
from cashier.core.words import LANGUAGES, Words
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.errors import DatabaseDamaged
from tests.helpers.command_line import CommandLine
from tests.helpers.histories import NOON, Sale, open_store
from tests.helpers.playbooks import shipped

BEIJING = timezone(timedelta(hours=8))
LIMIT = "customer.fenfu_limit"


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home").make()


def run(place: Home, language: str = "zh_CN", *, as_json: bool = False) -> str:
    tools = LearnedTools(
        place, ManualClock(NOON), Words(language, CATALOGUES), shipped(), zone=BEIJING
    )
    out = io.StringIO()
    assert learned(tools, out, as_json=as_json) == 0
    return out.getvalue()


def fill(place: Home, *, switched_off: bool = False) -> None:
    with open_store(place.database, ManualClock(NOON - timedelta(hours=8))) as store:
        store.open_shift()
        for number in range(4):
            store.append(Sale(f"A{number}", confirmed=number < 3).events())
        if switched_off:
            store.note_change(
                AuditRecord(
                    kind=AuditKind.learning_switched,
                    at=NOON - timedelta(hours=1),
                    by="settings",
                    what="guidance.learn",
                    before="on",
                    after="off",
                )
            )


def switch_off(place: Home) -> None:
    place.settings_file.write_text("[guidance]\nlearn = false\n", "utf-8")


def test_a_new_store_has_learned_nothing(place: Home) -> None:
    assert len(run(place).splitlines()) == 2
    data: dict[str, Any] = json.loads(run(place, as_json=True))
    assert (data["on"], data["switched_at"], data["since"]) == (True, None, None)
    assert (data["confirmed"], data["unconfirmed"]) == (0, 0)
    assert all(one["playbook"] == one["learned"] for one in data["causes"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_names_every_cause_the_greatest_change_first(place: Home, language: str) -> None:
    fill(place)
    words = Words(language, CATALOGUES)
    state, counted, blank, head, *table = run(place, language).splitlines()
    assert "guidance.learn" in state
    assert "2026-11-22 04:00" in counted
    assert "3.0" in counted
    assert "1.0" in counted
    assert blank == ""
    assert head.startswith(words("learned-cause"))
    assert len(table) == len(shipped().causes)
    assert table[0].startswith(words("cause-customer-fenfu_limit"))
    assert table[0].split()[-3:-2] == [f"{shipped().cause(LIMIT).prior:.1%}"]
    assert table[0].split()[-1] == "3.0"


def test_the_data_says_what_was_counted(place: Home) -> None:
    fill(place)
    data = json.loads(run(place, as_json=True))
    assert data["since"] == "2026-11-21T20:00:00+00:00"
    first = data["causes"][0]
    assert (first["id"], first["weight"]) == (LIMIT, 3.0)
    assert first["playbook"] == pytest.approx(shipped().cause(LIMIT).prior)
    assert first["learned"] > first["playbook"]
    assert sum(one["learned"] for one in data["causes"]) == pytest.approx(1.0, abs=1e-4)


def test_while_it_is_off_it_says_so_and_since_when(place: Home) -> None:
    fill(place, switched_off=True)
    assert "2026-11-22 11:00" not in run(place)
    switch_off(place)
    assert "2026-11-22 11:00" in run(place)
    data = json.loads(run(place, as_json=True))
    assert (data["on"], data["switched_at"]) == (False, "2026-11-22T03:00:00+00:00")
    assert data["causes"][0]["id"] == LIMIT


def test_it_is_a_command_like_the_others(cashier: CommandLine, place: Home) -> None:
    home = str(place.settings_dir)
    switch_off(place)
    shown = cashier("playbook", "learned", "--home", home, "--lang", "en")
    assert (shown.code, shown.err) == (0, "")
    assert "off" in shown.out
    assert json.loads(cashier("playbook", "learned", "--home", home, "--json").out)["on"] is False


def test_a_damaged_history_is_refused_and_left_alone(place: Home) -> None:
    place.database.write_bytes(b"nothing of ours" * 100)
    with pytest.raises(DatabaseDamaged):
        run(place)
    assert place.database.read_bytes() == b"nothing of ours" * 100
