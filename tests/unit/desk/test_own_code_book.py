"""Own codes in the window: registered by showing them, checked once a day, forgotten with a PIN."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from queue import Queue

import pytest

from cashier.config.access import Access
from cashier.config.keychain import KeyChain
from cashier.core.background import Worker
from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.desk.own_code_book import CHECKED, CodesAround, OwnCodeBook
from cashier.desk.own_code_views import OwnCodesView, Shown, Task
from cashier.desk.views import Phrase
from cashier.scan.own_code import OwnCodes, Registered
from cashier.scan.own_code_file import OwnCodeFile, with_more
from tests.helpers.books import NO_PIN, PATIENCE, QUICK
from tests.helpers.readings import PAYMENT_CODE, frame, read

PIN = Secret("739104")
WECHAT, ALIPAY = "wxp://f2f0AbCdEfGhIjKlMnOpQrStUvWxYz0123456789", "https://qr.alipay.com/fkx12345"
OURS = frame(read(WECHAT, "wechat_receive"))
OTHER_WALLET = frame(read(ALIPAY, "alipay_receive"))
SWAPPED = frame(read(WECHAT.replace("AbCd", "XyZz"), "wechat_receive"))
CUSTOMER = frame(read(PAYMENT_CODE))


def no_chain() -> KeyChain | None:
    return None


@dataclass
class Counter:
    """A book, and everything it says."""

    book: OwnCodeBook
    access: Access
    clock: ManualClock
    folder: Path
    heard: "Queue[OwnCodesView]" = field(default_factory=Queue)

    def view(self) -> OwnCodesView:
        return self.heard.get(timeout=PATIENCE)

    def asked(self) -> OwnCodesView:
        # Whatever was said before is out of the way.
        here: Queue[OwnCodesView] = Queue()
        self.book.ask(here.put)
        answer = here.get(timeout=PATIENCE)
        while not self.heard.empty():
            self.heard.get()
        return answer

    def begin(self, task: Task) -> OwnCodesView:
        self.book.begin(task, self.heard.put)
        return self.view()

    def register(self, *frames: object) -> OwnCodesView:
        """Show a code for two frames and keep it."""
        self.begin(Task.register)
        for one in (*frames, *frames):
            self.book.saw(one)  # type: ignore[arg-type]
        self.book.keep(NO_PIN, self.heard.put)
        self.asked()
        self.book.end()
        return self.asked()


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    clock = ManualClock()
    access = Access(tmp_path / "pin.json", clock, None, QUICK)
    file = OwnCodeFile(tmp_path / "own-codes.json", no_chain)
    with Worker("codes") as worker:
        around = CodesAround(file, tmp_path, access, clock)
        yield Counter(OwnCodeBook(around, worker), access, clock, tmp_path)


def test_a_code_is_registered_by_showing_it(counter: Counter) -> None:
    assert not counter.asked().due
    after = counter.register(OURS)
    assert [code.kind for code in after.codes] == ["wechat_receive"]
    assert after.due
    assert WECHAT not in (counter.folder / "own-codes.json").read_text()
    assert WECHAT not in repr(after)


def test_one_frame_is_not_enough_and_a_payment_code_never_is(counter: Counter) -> None:
    counter.begin(Task.register)
    assert counter.book.saw(OURS)
    assert counter.asked().found == ""
    for _ in range(3):
        counter.book.saw(CUSTOMER)
    assert counter.asked().found == ""
    counter.book.keep(NO_PIN, counter.heard.put)
    assert counter.view().codes == ()


def test_the_check_is_done_once_a_day_when_all_codes_were_shown(counter: Counter) -> None:
    counter.register(OURS)
    counter.register(OTHER_WALLET)
    counter.begin(Task.check)
    assert not counter.book.saw(OURS)
    view = counter.asked()
    assert [code.shown for code in view.codes] == [Shown.same, Shown.not_yet]
    assert not view.done
    counter.book.saw(OTHER_WALLET)
    assert counter.asked().done
    assert not counter.asked().due
    counter.clock.advance(timedelta(days=1).total_seconds())
    assert counter.asked().due


@pytest.mark.parametrize(
    ("shown", "kind"), [(SWAPPED, "wechat_receive"), (OTHER_WALLET, "alipay_receive")]
)
def test_a_strange_sticker_is_told_also_of_another_wallet(
    counter: Counter, shown: object, kind: str
) -> None:
    counter.register(OURS)
    counter.begin(Task.check)
    counter.book.saw(shown)  # type: ignore[arg-type]
    assert counter.asked().strange == ""
    counter.book.saw(shown)  # type: ignore[arg-type]
    view = counter.asked()
    assert (view.strange, view.done, view.due) == (kind, False, True)
    counter.book.saw(OURS)
    assert counter.asked().done


def test_goods_beside_a_strange_sticker_are_not_what_is_strange(counter: Counter) -> None:
    counter.register(OURS)
    counter.begin(Task.check)
    goods = read("6901234567892", "goods_barcode")
    for _ in range(2):
        counter.book.saw(frame(goods, *OURS.reads, *SWAPPED.reads))
    assert counter.asked().strange == "wechat_receive"


def test_a_customers_code_says_nothing_in_the_check(counter: Counter) -> None:
    counter.register(OURS)
    counter.begin(Task.check)
    for _ in range(3):
        counter.book.saw(CUSTOMER)
    view = counter.asked()
    assert (view.strange, view.done) == ("", False)


def test_changes_ask_for_the_pin(counter: Counter) -> None:
    after = counter.register(OURS)
    counter.access.set_pin(PIN)
    mark = after.codes[0].mark
    counter.book.forget(mark, Secret("111222"), counter.heard.put)
    view = counter.view()
    assert view.refused is not None
    assert (view.refused.key, len(view.codes)) == ("error-pin-wrong", 1)
    counter.book.forget(mark, PIN, counter.heard.put)
    assert counter.view().codes == ()
    assert not counter.asked().due


def test_what_was_registered_elsewhere_meanwhile_stays_and_the_code_is_shown_again(
    counter: Counter,
) -> None:
    counter.begin(Task.register)
    for _ in range(2):
        counter.book.saw(OURS)
    elsewhere = OwnCodeFile(counter.folder / "own-codes.json", no_chain)
    elsewhere.change(lambda codes: with_more(codes, [Registered("other", "bb")]))
    assert counter.asked().found == "wechat_receive"
    counter.book.keep(NO_PIN, counter.heard.put)
    view = counter.view()
    assert view.said == Phrase("owncodes-show_again")
    assert [code.mark for code in view.codes] == ["bb"]


def test_what_was_forgotten_elsewhere_meanwhile_does_not_come_back(counter: Counter) -> None:
    elsewhere = OwnCodeFile(counter.folder / "own-codes.json", no_chain)
    elsewhere.change(lambda codes: with_more(codes, [Registered("other", "bb")]))
    counter.begin(Task.register)
    for _ in range(2):
        counter.book.saw(OURS)
    elsewhere.change(lambda codes: OwnCodes(codes.key))
    assert counter.asked().found == "wechat_receive"
    counter.book.keep(NO_PIN, counter.heard.put)
    view = counter.view()
    assert view.said == Phrase("owncodes-show_again")
    assert view.codes == ()


def test_nothing_is_looked_for_outside_a_task(counter: Counter) -> None:
    counter.begin(Task.register)
    counter.book.end()
    assert not counter.book.saw(OURS)
    assert counter.asked().found == ""


@pytest.mark.parametrize("noted", ["", "[]", '{"day": 3}', "{"])
def test_a_damaged_note_of_the_day_only_asks_again(counter: Counter, noted: str) -> None:
    counter.register(OURS)
    (counter.folder / CHECKED).write_text(noted)
    assert counter.asked().due


def test_a_file_that_was_changed_by_hand_is_told(counter: Counter) -> None:
    counter.register(OURS)
    (counter.folder / "own-codes.json").write_text("{}")
    view = counter.asked()
    assert view.refused is not None
    assert view.refused.key == "error-own-codes-broken"
    assert not view.due
