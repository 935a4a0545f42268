"""A desk that only writes down what a window asks of it."""

from cashier.cases.outcome import Mood, Outcome
from cashier.core.money import Money

Wish = tuple[object, ...]


class WishList:
    """Every wish in order: the name of the command, then what came with it."""

    def __init__(self) -> None:
        self.made: list[Wish] = []
        self.camera_seen: list[bool] = []

    def open_case(self) -> None:
        self.made.append(("open_case",))

    def open_another(self) -> None:
        self.made.append(("open_another",))

    def undo(self) -> None:
        self.made.append(("undo",))

    def look_up_last(self) -> None:
        self.made.append(("look_up_last",))

    def resume_case(self, case_id: str) -> None:
        self.made.append(("resume_case", case_id))

    def say_till_text(self, text: str) -> None:
        self.made.append(("say_till_text", text))

    def search_till_text(self, text: str) -> None:
        self.made.append(("search_till_text", text))

    def say_till_phrase(self, phrase_id: str) -> None:
        self.made.append(("say_till_phrase", phrase_id))

    def answer(self, name: str, value: str) -> None:
        self.made.append(("answer", name, value))

    def skip_questions(self) -> None:
        self.made.append(("skip_questions",))

    def set_details(
        self,
        amount: Money | None = None,
        method: str | None = None,
        order_number: str | None = None,
    ) -> None:
        self.made.append(("set_details", amount, method, order_number))

    def step_done(self, step_id: str) -> None:
        self.made.append(("step_done", step_id))

    def choose_method(self, method: str) -> None:
        self.made.append(("choose_method", method))

    def clerk_order_state(self, state: str) -> None:
        self.made.append(("clerk_order_state", state))

    def query_now(self) -> None:
        self.made.append(("query_now",))

    def request_reverse(self, pin: str | None) -> None:
        self.made.append(("request_reverse", pin))

    def override_lock(self) -> None:
        self.made.append(("override_lock",))

    def claim_paid(self) -> None:
        self.made.append(("claim_paid",))

    def start_closing(self) -> None:
        self.made.append(("start_closing",))

    def close_case(self, outcome: Outcome, method: str | None, mood: Mood | None) -> None:
        self.made.append(("close_case", outcome, method, mood))

    def go_back(self) -> None:
        self.made.append(("go_back",))

    def toggle_camera(self) -> None:
        self.made.append(("toggle_camera",))

    def watch_camera(self, *, seen: bool) -> None:
        self.camera_seen.append(seen)

    def dismiss_notice(self, notice_id: str) -> None:
        self.made.append(("dismiss_notice", notice_id))

    def act_on_notice(self, notice_id: str, pin: str = "") -> None:
        self.made.append(("act_on_notice", notice_id, pin))

    def silence_alarm(self, alarm_id: str, minutes: int | None) -> None:
        self.made.append(("silence_alarm", alarm_id, minutes))

    def acknowledge_alarm(self, alarm_id: str) -> None:
        self.made.append(("acknowledge_alarm", alarm_id))
