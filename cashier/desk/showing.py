"""What the desk shows: puts cases, lights and the newest reading into one view and hands it out.

Runs on the desk's thread, except for `offer_reading`, which only swaps a reference. Views are built
when something happened, never on a timer.
"""

from collections import deque
from collections.abc import Callable
from typing import Any, TypeAlias

from cashier.alarms.errors import ChatRefused, ChatSilent
from cashier.cases import events as happened
from cashier.cases.advice import Advice
from cashier.cases.outcome import Outcome
from cashier.core.errors import CashierError
from cashier.core.privacy import Secret, strip_digits
from cashier.desk.banner import banner, louder, marked
from cashier.desk.casework import Casework, News
from cashier.desk.eye import Eye, Looks
from cashier.desk.headline import aloud, chips, head, light_views
from cashier.desk.health_views import HealthNow
from cashier.desk.live import LiveCase
from cashier.desk.present import case_view, open_case_view, speaks
from cashier.desk.pursuer import Pursuer
from cashier.desk.scanning import blank_view, scan_view
from cashier.desk.senses import FRESHNESS
from cashier.desk.views import (
    AlarmView,
    CaseView,
    ChipView,
    DockView,
    Light,
    LightView,
    NoticeView,
    Phrase,
    RecentView,
    ScanView,
    ShiftView,
    UndoView,
)
from cashier.desk.wording import wording
from cashier.diagnosis.order import MoneyState
from cashier.health.lights import Snapshot, evidence, nothing_known
from cashier.history.backup import Backup
from cashier.playbook.evidence import Evidence
from cashier.playbook.playbook import Playbook
from cashier.scan.errors import CameraAbsent, CameraLost
from cashier.scan.preview import Preview
from cashier.scan.reading import Verdict
from cashier.scan.seen import Seen
from cashier.scan.watchdog import CameraState

_RECENT = 3
_MOST_NOTICES = 3
BACKUP_OFFER = "backup-offer"
CHAT_TRIED = "chat-tried"
_Drawn: TypeAlias = tuple[Snapshot, Playbook, tuple[ChipView, ...], tuple[LightView, ...]]


class Showing:
    """The desk's outward face: one view, made anew after each wish."""

    def __init__(self, work: Casework, pursuer: Pursuer, eye: Eye) -> None:
        self.snapshot: Snapshot = nothing_known(work.clock.now())
        self.checked_monotonic: float | None = None
        self.alarms: Callable[[], tuple[AlarmView, ...]] = tuple
        self._work = work
        self._pursuer = pursuer
        self._notices: dict[str, NoticeView] = {}
        self._disk: set[str] = set()
        self._offered: Backup | None = None
        self.looks = Looks(eye, work.clock)
        self._camera: CameraState | None = None
        self._scan: ScanView | None = None
        self._newest: deque[tuple[Seen, Preview | None]] = deque(maxlen=1)
        self._newest_waits = False
        self.undo: Callable[[], UndoView | None] = lambda: None
        self._drawn: _Drawn | None = None

    def note_decisions(self) -> None:
        """Let the case in front remember its words and rules; a closed one remembers no more."""
        live = self._work.front
        if live is None or live.case.is_closed:
            return
        advice = self.advice(live)
        words = wording(live, advice)
        if speaks(live, advice) and words.text_key != live.shown_script:
            live.shown_script = words.text_key
            script = advice.cause if words.script.startswith("cause-") else words.script
            self._work.record(live, happened.ScriptShown, script=script, version=words.version)
        rules = tuple(one.rule.id for one in advice.fired)
        if rules != live.case.rules_fired:
            self._work.record(live, happened.RulesFired, rules=rules)

    def view(self) -> DockView:
        """Return the whole dock as it stands."""
        shown, lights = self._lit()
        top = head(shown, self.snapshot, self.checked_monotonic)
        outages, damping = self._work.outages, self._work.playbook.timings.damping
        degraded = outages.degraded()
        open_cases = [
            live
            for live in self._work.live.values()
            if live.case.is_open and live is not self._work.front and not live.ending
        ]
        return DockView(
            head=top,
            shift=self._shift(),
            chips=tuple(marked(chip, degraded.get(chip.method)) for chip in shown),
            lights=lights,
            scan=self._seen_now(),
            recent=self._recent(),
            open_cases=tuple(
                open_case_view(live, self._pursuer.provider_of(live)) for live in open_cases
            ),
            notices=self._all_notices(),
            case=self._case(),
            banner=louder(
                banner(degraded, outages.since, shown, damping, self.snapshot.trouble), top.state
            ),
            alarms=self.alarms(),
            links=self._work.links.views(),
            undo=self.undo(),
            aloud=aloud(shown, self.snapshot),
        )

    def health(self) -> HealthNow:
        """Return lights, links and alarms as they stand."""
        return HealthNow(self._lit()[1], self._work.links.views(), self.alarms())

    def _lit(self) -> tuple[tuple[ChipView, ...], tuple[LightView, ...]]:
        """Return chips and lights; they change with the snapshot only."""
        snapshot, playbook = self.snapshot, self._work.playbook
        drawn = self._drawn
        if drawn is None or drawn[0] is not snapshot or drawn[1] is not playbook:
            drawn = (snapshot, playbook, chips(snapshot, playbook), light_views(snapshot))
            self._drawn = drawn
        return drawn[2:]

    def advice(self, live: LiveCase) -> Advice:
        """Judge a case as it stands."""
        return self._work.advice(live, can_query=self._pursuer.can_ask(live))

    def sensed(self) -> tuple[Evidence, ...]:
        """Return what lights and camera say now, for a case that opens."""
        return (*evidence(self.snapshot), *self.looks.said)

    def offer_reading(
        self,
        seen: Seen,
        shown: Preview | None,
        post: Callable[[Callable[[], None]], Any],
    ) -> None:
        """Take the newest reading; while one waits to be shown, a newer one takes its place."""
        self._newest.append((seen, shown))
        if not self._newest_waits:
            self._newest_waits = True
            post(self._take_reading)

    def camera_is(self, state: CameraState | None, problem: CashierError | None = None) -> None:
        """Take the camera's state, None when it is off; without pictures nothing is seen."""
        self._camera = state
        if state is not CameraState.LIVE:
            self._scan = None
        for error in (CameraAbsent, CameraLost):
            self.dismiss(error.code)
        if problem is not None:
            self.tell(problem)

    def tell(self, error: CashierError, state: Light = Light.warn) -> None:
        """Show an error as a notice; the newest of a kind replaces the older one."""
        fields = ((name, _shown(value)) for name, value in error.fields.items())
        phrase = Phrase(f"error-{error.code}", tuple(fields))
        self._notices.pop(error.code, None)
        self._notices[error.code] = NoticeView(error.code, state, phrase)

    def tell_of_chat(self, wrong: tuple[CashierError, ...], trial: bool) -> None:  # noqa: FBT001
        """Show what became of a message to the manager's chat; what works again is told no more."""
        for code in (ChatRefused.code, ChatSilent.code, CHAT_TRIED):
            self.dismiss(code)
        for error in wrong:
            self.tell(error)
        if trial and not wrong:
            phrase = Phrase("notice-alarm_sent")
            self._notices[CHAT_TRIED] = NoticeView(CHAT_TRIED, Light.ok, phrase)

    def dismiss(self, notice_id: str) -> None:
        """Put a notice away."""
        self._notices.pop(notice_id, None)

    def _take_reading(self) -> None:
        # In this order: what comes in between is either taken here or posted anew.
        self._newest_waits = False
        if not self._newest:
            return
        seen, shown = self._newest.pop()
        self._work.links.looked(seen)
        lives = self._work.playbook.timings.code_lives_s
        kind, now = seen.front.kind if seen.front else "", self._work.clock.monotonic()
        # That the lens is covered says more than that there is no code.
        covered = self._camera is CameraState.BLACK and seen.verdict is Verdict.NONE
        self._scan = None if covered else scan_view(seen, shown, now, lives.get(kind))
        self._add_to_case(self.looks.take(seen), seen.mark)

    def _add_to_case(self, said: tuple[Evidence, ...], mark: Secret | None) -> None:
        """Let the case in front know of its code; once it has one, no other says anything to it.

        How fresh it was is said once: later it is as old or used as the case itself made it.
        """
        live = self._work.front
        if live is None or live.left or not said:
            return
        live.mark = live.mark or mark
        if mark == live.mark:
            known = live.case.facts.get(FRESHNESS) is not None
            self._work.see(live, (one for one in said if not known or one.name != FRESHNESS))

    def _all_notices(self) -> tuple[NoticeView, ...]:
        keeping = self._work.keeping
        for error in (*self._work.unreadable, *keeping.found):
            self.tell(error)
        self._work.unreadable.clear()
        keeping.found.clear()
        self._tell_of_the_disk()
        self._offer_backup()
        for news, case in self._work.news:
            amount = case.amount.yuan if case.amount else "?"
            phrase = Phrase(f"notice-{news}", (("amount", amount),))
            state = Light.warn if news is News.paid_late else Light.fail
            self._notices.pop(case.case_id, None)
            self._notices[case.case_id] = NoticeView(case.case_id, state, phrase)
        self._work.news.clear()
        grave_last = sorted(self._notices.values(), key=lambda one: one.state is Light.fail)
        return tuple(grave_last[-_MOST_NOTICES:])

    def _tell_of_the_disk(self) -> None:
        """Say what waits for the disk as long as it waits, and no longer."""
        keeping = self._work.keeping
        now = {error.code: error for error in (keeping.problem, keeping.missed) if error}
        for code in self._disk - set(now):
            self._notices.pop(code, None)
        for error in now.values():
            self.tell(error, Light.fail)
        self._disk = set(now)

    def _offer_backup(self) -> None:
        offer = self._work.offer
        if offer is None:
            self._notices.pop(BACKUP_OFFER, None)
        elif self._offered != offer:
            when = offer.at.astimezone().strftime("%Y-%m-%d %H:%M")
            phrase = Phrase("notice-backup_offer", (("when", when), ("count", offer.head.seq)))
            action = Phrase("notice-backup_offer-take")
            asked = self._work.who.restore_needs_pin()
            self._notices[BACKUP_OFFER] = NoticeView(
                BACKUP_OFFER, Light.warn, phrase, action, needs_pin=asked
            )
        self._offered = offer

    def _seen_now(self) -> ScanView | None:
        if self._scan is not None:
            return self._scan
        return blank_view(self._camera) if self._camera is not None else None

    def _case(self) -> CaseView | None:
        live = self._work.front
        if live is None:
            return None
        advice = self.advice(live)
        provider = self._pursuer.provider_of(live)
        needs_pin = self._work.who.needs_pin
        return case_view(live, advice, self._work.playbook, provider=provider, needs_pin=needs_pin)

    def _recent(self) -> tuple[RecentView, ...]:
        return tuple(
            RecentView(
                case_id=row.case_id,
                at=row.opened_at,
                amount=row.amount,
                method=row.method_failed or None,
                outcome=Outcome(row.outcome),
                other_method=row.method_paid or None,
                paid_late=row.lost and row.state == MoneyState.paid,
            )
            for row in self._work.recent
            if row.outcome and row.outcome != Outcome.cancelled
        )[:_RECENT]

    def _shift(self) -> ShiftView:
        figures = self._work.figures
        if figures is None:
            return ShiftView(None)
        return ShiftView(figures.shift.opened_at, figures.figures.failures, figures.figures.saved)


def _shown(value: str | int) -> str | int:
    """Return what an error tells, without a number that may be a payment code."""
    return strip_digits(value) if isinstance(value, str) else value
