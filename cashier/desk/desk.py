"""The one that acts: reports, readings, lights and answers in, one frozen view out.

It applies events to cases, stores before it shows, and asks about orders by itself.

All of it runs on the disk thread, one wish after the other (`turns`): commands return at once, and
no lock is needed. It cannot charge, and it decides nothing about the money: `diagnosis.order` does.

Failure policy: what a room refuses becomes a notice on the screen and changes nothing; a store that
cannot write becomes a notice too, and guidance goes on from memory.
"""

from collections.abc import Callable

from cashier.cases.outcome import Mood, Outcome
from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.desk.live import LiveCase
from cashier.desk.notices import BACKUP_OFFER
from cashier.desk.office import Office
from cashier.desk.ports import Around
from cashier.desk.views import Light
from cashier.health.lights import Snapshot
from cashier.register.report import OrderNumber, Report
from cashier.scan.preview import Preview
from cashier.scan.seen import Seen
from cashier.scan.watchdog import CameraState

_DOCK = "dock"


class Desk(Office):
    """Commands of the window, reports of the senses, answers of the provider: all meet here."""

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._camera: Callable[[], object] | None = None
        self._use_camera: Callable[[str], None] = lambda _: None
        self._watchers: set[str] = {_DOCK}

    def on_camera(
        self, switch: Callable[[], object], use: Callable[[str], None] = lambda _: None
    ) -> None:
        """Name what switches the camera, waiting for nothing, and what takes another one."""
        self._camera = switch
        self._use_camera = use

    def register_reported(self, report: Report) -> None:
        """The register told something about a payment: kept for the next case, or for this one."""
        self._post(lambda: self._wishes.reported(report))

    def reading_seen(self, seen: Seen, shown: Preview | None = None) -> None:
        """The camera gave a reading, judged by our eye; only the newest one is shown."""
        self._showing.offer_reading(seen, shown, self._post)

    def camera_changed(self, state: CameraState, problem: CashierError | None = None) -> None:
        """The camera gives pictures, or not any more; `problem` is told until it is mended."""
        if state is not CameraState.LIVE:
            self.eye.rest()
        self._post(lambda: self._showing.camera_is(state, problem))

    def camera_stopped(self) -> None:
        """The camera is off: nothing is seen any more."""
        self.eye.rest()
        self._post(lambda: self._showing.camera_is(None))

    @property
    def camera_watched(self) -> bool:
        """Whether anybody can see the camera's picture; without anybody none is made."""
        return bool(self._watchers)

    def watch_camera(self, *, seen: bool) -> None:
        """The dock shows the camera's picture, or does not."""
        self.watch_picture(_DOCK, seen=seen)

    def watch_picture(self, who: str, *, seen: bool) -> None:
        """A window shows the camera's picture, or does not."""
        self._watchers = self._watchers | {who} if seen else self._watchers - {who}

    def choose_camera(self, source: str) -> None:
        """Look through another camera from now on; the setting is not touched."""
        self._use_camera(source)

    def health_changed(self, snapshot: Snapshot) -> None:
        """The lights changed."""
        self._post(lambda: self._wishes.lights(snapshot))

    def woke(self) -> None:
        """The machine slept: ask about every order that is followed, and show what time it is."""
        self._post(self._pursuer.ask_all)

    def notice(self, error: CashierError) -> None:
        """Show what went wrong elsewhere, until it is put away."""
        self._post(lambda: self._notices.tell(error))

    def alarm(self, error: CashierError) -> None:
        """Show what the manager must hear of; lesser news does not push it out."""
        self._post(lambda: self._notices.tell(error, Light.fail))

    def open_case(self) -> None:
        """A payment failed."""
        self._post(lambda: self._wishes.open("failed"))

    def open_another(self) -> None:
        """Another payment failed while a case is in front; that one stays open beside it."""
        self._post(lambda: self._wishes.open("failed", another=True))

    def undo(self) -> None:
        """Take back the last tap, or the end of a case that was just ended."""
        self._post(self._endings.undoing.undo)

    def look_up_last(self) -> None:
        """Did the last one go through?"""
        self._post(lambda: self._wishes.open("nothing"))

    def resume_case(self, case_id: str) -> None:
        """Bring an open case to the front."""
        self._post(lambda: self._wishes.resume(case_id))

    def say_till_text(self, text: str) -> None:
        """The register shows these words, as typed."""
        self._with_front(lambda live: self._wishes.till_says(live, text))

    def search_till_text(self, text: str) -> None:
        """Find known messages that contain these words."""
        self._with_front(lambda live: self._wishes.search(live, text))

    def say_till_phrase(self, phrase_id: str) -> None:
        """The register shows this known message; its text is its id."""
        self._with_front(lambda live: self._wishes.till_says(live, phrase_id))

    def answer(self, name: str, value: str) -> None:
        """Answer a question."""
        self._with_front(lambda live: self._wishes.answer(live, name, value))

    def skip_questions(self) -> None:
        """Ask nothing more about this payment: go on with what is known."""
        self._with_front(self._wishes.skip_questions)

    def set_details(
        self,
        amount: Money | None = None,
        method: str | None = None,
        order_number: str | None = None,
    ) -> None:
        """Add what is known about the payment."""

        def note(live: LiveCase) -> None:
            number = OrderNumber.parse(order_number) if order_number else OrderNumber()
            self._wishes.note(live, amount, method, number)

        self._with_front(note)

    def step_done(self, step_id: str) -> None:
        """Tick a step, or take the tick back."""
        self._with_front(lambda live: self._wishes.tick(live, step_id))

    def choose_method(self, method: str) -> None:
        """Go on with this method; refused while the order is not known."""
        self._with_front(lambda live: self._wishes.switch(live, method))

    def clerk_order_state(self, state: str) -> None:
        """The cashier looked: `paid` or `not_paid`."""
        self._with_front(lambda live: self._order.clerk_said(live, state))

    def query_now(self) -> None:
        """Ask the provider now."""
        self._with_front(self._pursuer.ask)

    def request_reverse(self, pin: str | None) -> None:
        """Reverse the order, if it may be and the PIN is right."""
        secret = Secret(pin or "")
        self._with_front(lambda live: self._order.reverse(live, secret))

    def override_lock(self) -> None:
        """The cashier looked after the lock's time and found the order not paid."""
        self._with_front(self._order.override)

    def claim_paid(self) -> None:
        """The customer says that it was paid: lock, and ask anew."""
        self._with_front(self._order.claim_paid)

    def start_closing(self) -> None:
        """Go to the question how the case ended."""
        self._with_front(self._wishes.start_closing)

    def close_case(self, outcome: Outcome, method: str | None, mood: Mood | None) -> None:
        """End the case; `check_later` keeps it open."""
        self._with_front(lambda live: self._endings.close(live, outcome, method, mood))

    def go_back(self) -> None:
        """One step back; from the first one, out of the case."""
        self._with_front(self._wishes.back)

    def toggle_camera(self) -> None:
        """Switch the camera on or off."""
        if self._camera is not None:
            self._camera()

    def dismiss_notice(self, notice_id: str) -> None:
        """A notice was read."""
        self._post(lambda: self._notices.dismiss(notice_id))

    def act_on_notice(self, notice_id: str, pin: str = "") -> None:
        """Do what a notice offers to do, if it needs no PIN or this one is right."""
        secret = Secret(pin)

        def bring_back() -> None:
            if not self._work.who.restore_needs_pin() or self._check_restore(secret):
                self._keeper.bring_back()

        if notice_id == BACKUP_OFFER:
            self._post(bring_back)
