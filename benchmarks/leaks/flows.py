"""Sends payment codes through everything a person, a register or a script can reach.

Nothing here is a fake: the program's own parts on a home folder of their own, its command line, its
exports and its support packet. Every text of every call is a code in some disguise.
"""

import contextlib
import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import structlog
import zxingcpp

from benchmarks.leaks.codes import DISGUISES
from cashier.app.first import First
from cashier.app.launch import Launch
from cashier.app.parts import App
from cashier.cases.outcome import Mood, Outcome
from cashier.cli import app as program
from cashier.cli.entry import enter
from cashier.config.settings import Health, Settings
from cashier.config.settings_file import save
from cashier.core.errors import CashierError
from cashier.core.logs import log_to
from cashier.core.paths import Home
from cashier.desk.desk import Desk
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.shifts import Handover
from cashier.history.store import Store
from cashier.register.report import OrderNumber, Report

_ENDS = (Outcome.paid_same, Outcome.paid_other, Outcome.customer_left)
KINDS = ("csv", "xlsx", "json", "pdf")


def disguised(codes: Sequence[str]) -> Iterator[str]:
    """Yield the codes, one disguise after the other."""
    for place, code in enumerate(codes):
        yield DISGUISES[place % len(DISGUISES)](code)


def at_the_desk(home: Home, codes: Sequence[str], shown: Callable[[str], None]) -> None:
    """Let a whole program meet the codes; `shown` is told all that its window would show."""
    save(Settings(health=Health(enabled=False)), home.make())
    log = log_to(home.log_dir)
    program_parts = App(First(Launch(home=home)))
    try:
        program_parts.start()
        program_parts.desk.subscribe(lambda view: shown(repr(view)))
        for place, text in enumerate(disguised(codes)):
            _meet(program_parts, text, place)
        program_parts.disk.submit(lambda: None).result()
    finally:
        program_parts.close()
        if log is not None:
            log.close()


def _meet(parts: App, text: str, place: int) -> None:
    desk, store = parts.desk, parts.store
    ways: tuple[Callable[[], None], ...] = (
        lambda: _typed(desk, text),
        lambda: _answered(desk, text),
        lambda: _reported(desk, text),
        lambda: _chosen(desk, text),
        lambda: _logged(text),
        lambda: parts.disk.submit(_kept, store, text).result(),
    )
    desk.open_case()
    ways[place % len(ways)]()
    # A few stay open: every open one is looked at anew with each that comes. The others are settled
    # first, for a case whose order is not known stays open however it is closed.
    outcome = Outcome.check_later
    if place % 40:
        desk.clerk_order_state("paid")
        outcome = _ENDS[place % len(_ENDS)]
    desk.close_case(outcome, "wechat", Mood.fine)
    if place % 50 == 0:
        parts.disk.submit(lambda: None).result()


def _typed(desk: Desk, text: str) -> None:
    desk.search_till_text(text)
    desk.say_till_text(f"支付失败 {text}，请重试")
    desk.set_details(order_number=text)
    desk.say_till_phrase(text)


def _answered(desk: Desk, text: str) -> None:
    desk.answer("register.text", text)
    desk.answer("ask.others_pay", text)
    desk.answer(text, "yes")
    desk.clerk_order_state(text)
    desk.go_back()


def _reported(desk: Desk, text: str) -> None:
    number = OrderNumber()
    with contextlib.suppress(CashierError):
        number = OrderNumber.parse(text)
    desk.register_reported(
        Report(text, f"wechat/{text}", text, text, number, None, "fenfu", "register")
    )
    desk.notice(CashierError(text=text))


def _chosen(desk: Desk, text: str) -> None:
    desk.choose_method(text)
    desk.step_done(text)
    desk.resume_case(text)
    desk.request_reverse(text)
    desk.dismiss_notice(text)


def _logged(text: str) -> None:
    logger = structlog.get_logger()
    try:
        raise ValueError(f"no such code {text}")
    except ValueError as error:
        logger.exception("odd", text=text, error=error, more=[text, {"in": text}])


def _kept(store: Store, text: str) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    kind = AuditKind.rules_changed
    store.note_change(AuditRecord(kind=kind, at=now, by=text, what=text, before=text, after=text))
    store.close_shift(Handover(by=text, note=text, to=text))
    store.open_shift(text)


def on_the_command_line(home: Home, out: Path, codes: Sequence[str]) -> bytes:
    """Give every command a code where it takes a text; return all that was printed."""
    said = io.StringIO()
    place = ["--home", str(home.settings_dir)]
    for number, text in enumerate(disguised(codes)):
        lines = (
            ["order", text, *place],
            ["report", "--shift", text, *place],
            ["report", "--from", text, *place],
            ["report", "--export", str(out / "none" / f"{text}.csv"), *place],
            ["diagnose", str(_question(out, text))],
            ["check", "--show-payload", "--jsonl", str(_picture(out, codes[number]))],
            [text],
        )
        run(lines[number % len(lines)], said)
    for kind in KINDS:
        run(["report", "--from", "2020-01-01", "--export", str(out / f"all.{kind}"), *place], said)
    run(["report", "--from", "2020-01-01", *place], said)
    run(["report", "--from", "2020-01-01", "--json", *place], said)
    run(["support", "--yes", "--out", str(out), *place], said)
    return said.getvalue().encode("utf-8", "replace")


def _question(out: Path, text: str) -> Path:
    # Outside of what is searched: this file is the question, not an answer.
    file = out.parent / "question.json"
    said = {"name": "register.text", "value": text}
    file.write_text(json.dumps({"evidence": [said], "method": text}), "utf-8")
    return file


def _picture(out: Path, code: str) -> Path:
    """Draw a payment code as a phone shows it; the picture is a question too."""
    made = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode)
    file = out.parent / "phone.png"
    cv2.imwrite(str(file), np.array(made.to_image(scale=6, add_quiet_zones=True), np.uint8))
    return file


def run(arguments: list[str], said: io.StringIO) -> None:
    """Run one command line; `said` takes all that it prints."""
    before = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = said
    try:
        enter(program, arguments)
    finally:
        sys.stdout, sys.stderr = before
