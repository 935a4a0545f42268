"""The parts put together without a demo: what is missing or broken is told, the rest works."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest

from cashier.app.first import First
from cashier.app.launch import Launch
from cashier.app.parts import App
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.core.paths import Home, HomeUnusable
from cashier.desk.dock_views import DockView
from cashier.desk.guidance_views import GuidanceView, TryWish
from cashier.desk.setup_note import SetUp, read_set_up
from cashier.desk.views import Phrase
from tests.helpers.histories import open_store
from tests.helpers.logbook import Logbook

WECHAT = '[wechat]\nenabled = true\nmchid = "1"\nserial = "A"\npublic_key_id = "B"\n'


class Running:
    """An app that has started, and the newest picture of its desk."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.closed = False
        self.views: list[DockView] = []
        app.desk.subscribe(self.views.append)
        app.start()

    @property
    def view(self) -> DockView:
        """What the window would draw once everything asked for has been done."""
        for _ in range(3):
            self.app.disk.submit(lambda: None).result(60)
        return self.views[-1]

    @property
    def notices(self) -> list[str]:
        return [notice.id for notice in self.view.notices]

    def close(self) -> None:
        """End the program, once."""
        if not self.closed:
            self.closed = True
            self.app.close()

    def works(self) -> bool:
        """Whether a failed payment can be taken up and is kept."""
        self.app.desk.open_case()
        assert self.view.case is not None
        rows = self.app.disk.submit(self.app.store.open_cases).result(60)
        return len(rows) == 1


@pytest.fixture
def place(home: Path) -> Home:
    return Home.at(home).make()


@pytest.fixture
def start(place: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Running]]:
    """Start the app with no network; it is closed after the test."""
    monkeypatch.setenv("CASHIER_HEALTH__ENABLED", "false")
    running: list[Running] = []

    def build() -> Running:
        running.append(Running(App(First(Launch(home=place), ManualClock()))))
        return running[-1]

    yield build
    for one in running:
        one.close()


Start = Callable[[], Running]


def test_a_new_home_needs_nothing(start: Start, place: Home) -> None:
    running = start()
    assert running.notices == []
    assert len(running.app.gateways) == 0
    assert running.app.monitor is None
    assert not running.app.has_demo
    assert running.works()
    assert place.database.exists()
    assert not place.vault_file.exists()


@pytest.mark.parametrize("on", [True, False])
def test_the_store_is_learned_from_unless_the_settings_say_no(
    start: Start, place: Home, on: bool
) -> None:
    if not on:
        place.settings_file.write_text("[guidance]\nlearn = false\n", encoding="utf-8")
    got: list[GuidanceView] = []
    running = start()
    running.app.desk.ask_guidance(TryWish(), got.append)
    assert running.notices == []
    assert got[0].learning.on is on


def test_without_a_demo_nothing_can_charge(start: Start) -> None:
    app = start().app
    with pytest.raises(RuntimeError):
        app.charge(Money(1600), "wechat")
    with pytest.raises(RuntimeError):
        app.settle("20261122063207000042")


def test_a_settings_file_with_a_typo_is_told_and_passed_over(
    start: Start, place: Home, logbook: Logbook
) -> None:
    logbook.allow("settings_refused")
    place.settings_file.write_text("[camra]\n", encoding="utf-8")
    running = start()
    assert running.notices == ["settings-unknown-key"]
    assert running.works()


def test_a_history_of_a_newer_version_is_left_alone(start: Start, place: Home) -> None:
    open_store(place.database).close()
    raw = sqlite3.connect(place.database)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    before = place.database.read_bytes()
    running = start()
    assert running.notices == ["database-too-new"]
    assert running.works()
    assert place.database.read_bytes() == before


def test_a_second_window_keeps_its_records_apart_and_brings_them_home(
    start: Start, place: Home
) -> None:
    first, second = start(), start()
    assert first.notices == []
    assert second.notices == ["history-in-use"]
    assert first.works()
    assert second.works()
    first.close()
    second.app.disk.submit(second.app.store.go_home).result(60)
    assert len(second.app.disk.submit(second.app.store.open_cases).result(60)) == 2
    second.close()
    assert sorted(one.name for one in place.data_dir.glob("*.sqlite")) == ["history.sqlite"]


def test_what_was_kept_apart_until_the_end_is_taken_in_at_the_next_start(
    start: Start, place: Home
) -> None:
    first, second = start(), start()
    assert second.works()
    second.close()
    first.close()
    third = start()
    assert third.notices == []
    assert len(third.app.disk.submit(third.app.store.open_cases).result(60)) == 1


def test_a_damaged_history_is_set_aside(start: Start, place: Home, logbook: Logbook) -> None:
    logbook.allow("history_set_aside")
    place.database.write_bytes(b"x" * 5_000)
    running = start()
    assert running.notices == ["history-set-aside"]
    assert running.works()
    kept = [path for path in place.data_dir.iterdir() if ".corrupt-" in path.name]
    assert [path.read_bytes() for path in kept] == [b"x" * 5_000]


def test_an_emptied_history_is_told(start: Start, place: Home) -> None:
    place.database.write_bytes(b"")
    running = start()
    assert running.notices == ["history-was-empty"]
    assert running.works()


def test_keys_without_a_keyring_are_told(start: Start, place: Home) -> None:
    place.settings_file.write_text(WECHAT, encoding="utf-8")
    running = start()
    assert running.notices == ["keyring-missing"]
    assert len(running.app.gateways) == 0
    assert running.works()


@pytest.mark.parametrize("spoil", ["file", "folder"])
def test_a_damaged_pin_file_still_guards_and_is_told(start: Start, place: Home, spoil: str) -> None:
    pin = place.settings_dir / "pin.json"
    pin.write_text("{") if spoil == "file" else pin.mkdir()
    running = start()
    assert running.notices == ["pin-store-broken"]
    assert running.works()


def test_everything_at_once_is_still_a_till(start: Start, place: Home, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    place.settings_file.write_bytes(b"\xff\x00" * 99)
    (place.data_dir / "history.sqlite-wal").mkdir()
    (place.settings_dir / "install-id").write_bytes(b"\xff")
    (place.settings_dir / "pin.json").write_bytes(b"\xff")
    running = start()
    assert set(running.notices) == {"settings-encoding", "storage-failed", "pin-store-broken"}
    assert running.works()


def test_the_shops_choice_of_a_version_is_shown(start: Start, place: Home) -> None:
    path = place.settings_dir / "playbook" / "variants.toml"
    path.parent.mkdir()
    path.write_text('[script.cause-code-expired]\nin_force = ["a", "b"]\n', encoding="utf-8")
    running = start()
    running.app.desk.open_case()
    running.app.desk.say_till_text("101 付款码已过期，请退出重试")
    case = running.view.case
    assert case is not None
    assert case.script == Phrase("cause-code-expired--b")
    path.write_text("[script", encoding="utf-8")
    running.app.desk.close_case(Outcome.customer_left, None, None)
    assert running.works()
    assert running.notices == ["playbook-broken"]


def wait_for_book(app: App) -> None:
    """Wait until the book has done what it was asked so far."""
    heard: Queue[object] = Queue()
    app.book.ask(heard.put)
    heard.get(timeout=60)


def test_the_set_up_is_offered_to_a_new_home_until_it_is_done(start: Start, place: Home) -> None:
    app = start().app
    assert app.begun == SetUp()
    app.set_up.note(SetUp("pin"))
    wait_for_book(app)
    assert read_set_up(place) == SetUp("pin")
    app.set_up.note(SetUp("ready", done=True))
    wait_for_book(app)
    assert read_set_up(place) == SetUp("ready", done=True)


def test_taste_is_remembered_and_a_file_that_cannot_be_used_is_told(
    start: Start, place: Home, logbook: Logbook
) -> None:
    logbook.allow("settings_refused")
    running = start()
    running.app.keep_taste("en", "dark")
    wait_for_book(running.app)
    assert running.notices == []
    assert 'language = "en"' in place.settings_file.read_text("utf-8")
    place.settings_file.unlink()
    place.settings_file.mkdir()
    running.app.keep_taste("zh_CN", "light")
    wait_for_book(running.app)
    assert running.notices == ["settings-not-a-file"]


def test_a_home_that_cannot_be_made_stops_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeUnusable):
        App(First(Launch(home=Home.at(tmp_path / "file"))))


@pytest.mark.parametrize("off", ["true", "1"])
def test_the_shops_own_rules_hold_and_broken_ones_are_told(
    start: Start, place: Home, off: str
) -> None:
    place.playbook_dir.mkdir()
    text = f"[rule.late_evening]\noff = {off}\n"
    (place.playbook_dir / "rules.toml").write_text(text, encoding="utf-8")
    running, broken = start(), off != "true"
    assert running.notices == (["overlay-broken"] if broken else [])
    assert ("late_evening" in [rule.id for rule in running.app.playbook.rules]) is broken
    assert running.works()


def test_the_kind_of_shop_reaches_the_rules(start: Start, place: Home) -> None:
    place.settings_file.write_text('[store]\nindustry = "electronics"\n', encoding="utf-8")
    running = start()
    running.app.desk.open_case()
    running.app.desk.set_details(amount=Money(600_000), method="wechat")
    running.app.desk.say_till_text("103 暂无可用的支付方式,请绑定其它银行卡完成支付")
    case = running.view.case
    assert case is not None
    told = (*case.rules, *case.clerk_rules)
    assert "rule-easily_resold" in [line.key for line in told]


def test_a_register_of_shop_codes_that_was_changed_is_told_and_nothing_is_compared(
    start: Start, place: Home
) -> None:
    (place.settings_dir / "own-codes.json").write_text("{}")
    running = start()
    assert running.app.eyes.own_codes().registered == ()
    assert running.notices == ["own-codes-broken"]
    assert running.works()


def test_a_shop_without_registered_codes_is_told_nothing(start: Start) -> None:
    running = start()
    assert running.app.eyes.own_codes().registered == ()
    assert running.notices == []
