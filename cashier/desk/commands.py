"""What a person can ask of the desk. The window calls these and returns at once.

Every call only records a wish; what became of it arrives as the next view. None of them charges.
"""

from typing import Protocol

from cashier.cases.outcome import Mood, Outcome
from cashier.core.money import Money


class DeskCommands(Protocol):
    """The desk as a window sees it."""

    def open_case(self) -> None:
        """A payment failed."""

    def open_another(self) -> None:
        """Another payment failed while a case is in front; that one stays open beside it."""

    def undo(self) -> None:
        """Take back the last tap: an answer, a tick, a method, or the end of a case just ended."""

    def look_up_last(self) -> None:
        """Did the last one go through?"""

    def resume_case(self, case_id: str) -> None:
        """Bring an open case to the front."""

    def say_till_text(self, text: str) -> None:
        """The register shows these words, as typed."""

    def search_till_text(self, text: str) -> None:
        """Find known messages that contain these words; they arrive as `CaseView.found`."""

    def say_till_phrase(self, phrase_id: str) -> None:
        """The register shows this known message."""

    def answer(self, name: str, value: str) -> None:
        """Answer a question: an evidence name and one of its values."""

    def skip_questions(self) -> None:
        """Ask nothing more about this payment: go on with what is known."""

    def set_details(
        self,
        amount: Money | None = None,
        method: str | None = None,
        order_number: str | None = None,
    ) -> None:
        """Add what is known about the payment; None leaves a field as it is."""

    def step_done(self, step_id: str) -> None:
        """Tick a step, or take the tick back."""

    def choose_method(self, method: str) -> None:
        """Go on with this method. Refused while the order is not known."""

    def clerk_order_state(self, state: str) -> None:
        """The cashier looked: `paid` or `not_paid`."""

    def query_now(self) -> None:
        """Ask the provider now."""

    def request_reverse(self, pin: str | None) -> None:
        """Reverse the order; a person's act, after a fresh query."""

    def override_lock(self) -> None:
        """The cashier looked after the lock's time and found the order not paid."""

    def claim_paid(self) -> None:
        """The customer says that it was paid: ask anew, and charge nothing until then."""

    def start_closing(self) -> None:
        """Go to the question how the case ended."""

    def close_case(self, outcome: Outcome, method: str | None, mood: Mood | None) -> None:
        """End the case; `check_later` keeps it open."""

    def go_back(self) -> None:
        """One step back; from the first one, out of the case."""

    def toggle_camera(self) -> None:
        """Switch the camera on or off."""

    def watch_camera(self, *, seen: bool) -> None:
        """Say whether the camera's picture can be seen."""

    def dismiss_notice(self, notice_id: str) -> None:
        """A notice was read."""

    def act_on_notice(self, notice_id: str, pin: str = "") -> None:
        """Do what a notice offers to do; `pin` where it needs one."""

    def silence_alarm(self, alarm_id: str, minutes: int | None) -> None:
        """Remind nobody of an alarm for so many minutes; None means until it is over."""

    def acknowledge_alarm(self, alarm_id: str) -> None:
        """Somebody takes an alarm on: no more reminders of it."""
