"""What the desk shows: every listener hears, grave news stays, only the newest reading counts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.desk.case_views import CasePage
from cashier.desk.casework import Casework
from cashier.desk.dock_views import DockView
from cashier.desk.numbers import KeptNumbers
from cashier.desk.ports import NoDesks, TillInfo
from cashier.desk.pursuer import Pursuer
from cashier.desk.showing import Showing
from cashier.desk.views import Light as Colour
from cashier.health.lights import Light, Snapshot, nothing_known
from cashier.providers.gateway import OrderState
from cashier.register.report import OrderNumber, Report, TypedOrderNumberInvalid
from cashier.scan.preview import Preview
from cashier.scan.reading import Fault, Reading, Unread, Verdict
from cashier.scan.watchdog import CameraState
from tests.helpers.desks import Till
from tests.helpers.fake_gateway import FakeGateway
from tests.helpers.logbook import Logbook
from tests.helpers.playbooks import shipped
from tests.helpers.readings import CORNERS, PAYMENT_CODE, SEEN_AT, reading, seen

NUMBER = "DEMO20261122000123"
UNREADABLE = "支付失败，条码无法识别"


def lights(**states: str) -> Snapshot:
    known = {
        name.replace("__", "."): Light(name.replace("__", "."), state)  # type: ignore[arg-type]
        for name, state in states.items()
    }
    nothing = nothing_known(SEEN_AT)
    return Snapshot({**nothing.lights, **known}, {}, SEEN_AT)


def evidence_of(till: Till, name: str) -> list[str]:
    rows = till.disk.submit(till.store.cases).result(60)
    return [
        stored.record["evidence"]["value"]  # type: ignore[index]
        for row in rows
        for stored in till.disk.submit(till.store.events, row.case_id).result(60)
        if stored.record["kind"] == "EvidenceSeen" and stored.record["evidence"]["name"] == name  # type: ignore[index]
    ]


def test_a_listener_that_fails_stops_neither_the_others_nor_the_desk(
    tmp_path: Path, logbook: Logbook
) -> None:
    logbook.allow("desk_broke")

    def fail(view: DockView) -> None:
        raise ValueError(f"cannot draw {view}")

    heard: list[DockView] = []
    with Till(tmp_path) as till:
        till.desk.subscribe(fail)
        till.desk.subscribe(heard.append)
        till.desk.register_reported(Report(order_number=OrderNumber.parse(NUMBER)))
        till.desk.open_case()
        till.settle()
        assert heard[-1].case is not None
        assert heard[-1] == till.views[-1]
    assert {line.fields["kind"] for line in logbook.lines} == {"ValueError"}
    assert NUMBER not in repr(logbook.lines)
    assert "cannot draw" not in repr(logbook.lines)


def test_a_wish_that_breaks_is_logged_without_its_text(tmp_path: Path, logbook: Logbook) -> None:
    logbook.allow("desk_broke")

    def fail(_rows: object) -> None:
        raise KeyError(NUMBER)

    with Till(tmp_path) as till:
        till.desk.ask_manager(None, fail)  # type: ignore[arg-type]
        till.settle()
    assert logbook.events == ["desk_broke"]
    assert NUMBER not in repr(logbook.lines)


def test_money_taken_twice_is_not_pushed_out_by_lesser_news(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.charges(NUMBER, method=None)
        till.desk.open_case()
        till.wait(46)
        till.desk.override_lock()
        till.desk.close_case(Outcome.paid_other, "cash", None)
        gateway.states[NUMBER] = OrderState.paid
        till.wait(60)
        till.desk.open_case()
        till.desk.notice(TypedOrderNumberInvalid(length=1))
        till.desk.override_lock()
        till.desk.choose_method("cash")
        till.desk.answer("ask.others_pay", "perhaps")
        notices = till.view().notices
        assert len(notices) == 3
        assert notices[-1].phrase.key == "notice-paid_twice"
        assert notices[-1].state is Colour.fail


def test_lights_reach_the_case_in_front_and_no_ended_one(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.health_changed(lights(internet="ok", gateway__wechat="ok"))
        till.desk.health_changed(lights(internet="ok", gateway__wechat="fail"))
        till.settle()
        assert evidence_of(till, "health.internet") == ["ok"]
        assert evidence_of(till, "health.gateway.wechat") == ["ok", "fail"]
        till.desk.say_till_text(UNREADABLE)
        till.wait(46)
        till.desk.override_lock()
        till.desk.close_case(Outcome.paid_other, "cash", None)
        till.desk.resume_case(till.view().open_cases[0].case_id)
        till.desk.health_changed(lights(internet="fail"))
        assert till.view().notices == ()
        assert evidence_of(till, "health.internet") == ["ok"]


def test_a_reading_is_shown_and_becomes_evidence_without_the_code(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.reading_seen(seen(reading(2.0)), Preview(b"\0" * 16, 4, 4, 4, grey=True, step=2))
        scan = till.view().scan
        assert scan is not None
        assert (scan.kind, scan.clarity, scan.advice) == (
            "wechat_payment",
            "B",
            "tilt_away_from_lamp",
        )
        assert scan.corners[0][1] == (4.0, 0.0)
        assert scan.faults[0].box == (0.0, 0.0, 2.0, 2.0)
        assert scan.frame is not None
        assert scan.frame.grey
        till.desk.open_case()
        till.settle()
        assert evidence_of(till, "code.kind") == ["wechat_payment"]
        assert evidence_of(till, "code.fault") == ["glare"]
        till.desk.reading_seen(seen(reading(1.0, "D")))
        till.desk.reading_seen(seen(reading(3.5, "A")))
        till.settle()
        assert evidence_of(till, "code.clarity") == ["B", "A"]
        assert PAYMENT_CODE not in repr(till.views)
        till.desk.camera_stopped()
        assert till.view().scan is None


def test_a_code_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    fault = Fault("dark", 0.9, (0.0, 0.0, 8.0, 8.0))
    lost = Reading(
        Verdict.ASK_AGAIN, (), (Unread(CORNERS, (fault,), ("brighten_screen",)),), 1.0, SEEN_AT
    )
    bare = Reading(Verdict.ASK_AGAIN, (), (Unread(CORNERS),), 1.0, SEEN_AT)
    nothing = Reading(Verdict.NONE, (), (), 1.0, SEEN_AT)
    with Till(tmp_path) as till:
        till.desk.reading_seen(seen(lost))
        scan = till.view().scan
        assert scan is not None
        assert (scan.verdict, scan.advice, scan.frame) == ("ask_again", "brighten_screen", None)
        till.desk.open_case()
        assert evidence_of(till, "code.fault") == []
        till.desk.reading_seen(seen(lost))
        till.settle()
        assert evidence_of(till, "code.fault") == ["dark"]
        assert evidence_of(till, "code.clarity") == ["F"]
        for empty in (bare, nothing):
            till.wait(21)
            till.desk.reading_seen(seen(empty))
        assert till.view().notices == ()
        assert evidence_of(till, "code.clarity") == ["F"]


def test_a_covered_lens_is_told_as_long_as_nothing_is_seen(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        for state in (CameraState.LIVE, CameraState.BLACK):
            till.desk.camera_changed(state)
        till.desk.reading_seen(seen(Reading(Verdict.NONE, (), (), 1.0, SEEN_AT)))
        scan = till.view().scan
        assert scan is not None
        assert scan.camera == "black"
        till.desk.reading_seen(seen(reading(2.0)))
        scan = till.view().scan
        assert scan is not None
        assert scan.verdict == "ready"


def test_a_code_seen_long_ago_belongs_to_somebody_else(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.reading_seen(seen(reading(3.0)))
        till.wait(21)
        till.desk.open_case()
        till.settle()
        assert evidence_of(till, "code.kind") == []


def test_of_many_readings_only_the_newest_waits(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.settle()
        work = Casework(shipped(), till.store, till.clock, TillInfo("1"))
        numbers = KeptNumbers(work, None)
        pursuer = Pursuer(work, NoDesks(), till.network, lambda _wish: None, numbers=numbers)
        showing = Showing(work, pursuer, till.desk.eye)
        posted: list[Callable[[], Any]] = []
        for score in (1.0, 2.0, 3.0):
            showing.offer_reading(seen(reading(score)), None, posted.append)
        assert len(posted) == 1
        posted.pop()()
        view = till.disk.submit(showing.view).result(60)
        assert view.scan is not None
        showing.offer_reading(seen(reading(1.0, kind="alipay_payment")), None, posted.append)
        assert len(posted) == 1


def test_the_camera_is_switched_by_whoever_can(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.toggle_camera()
        asked: list[str] = []
        till.desk.on_camera(lambda: asked.append("switch"))
        till.desk.toggle_camera()
        till.desk.reading_seen(seen(reading(3.0)))
        assert till.view().scan is not None
        assert asked == ["switch"]
        till.desk.camera_stopped()
        assert till.view().scan is None


def test_the_words_on_the_screen_are_kept_once(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        assert till.case().page is CasePage.locked
        kinds = till.kinds()
        till.desk.health_changed(lights(internet="ok"))
        assert till.kinds().count("ScriptShown") == kinds.count("ScriptShown") >= 1
