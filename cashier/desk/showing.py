"""What the desk shows: puts cases, lights and the newest reading into one view and hands it out.

Runs on the desk's thread, except for `offer_reading`, which only swaps a reference. Views are built
when something happened, never on a timer.
"""

from collections import deque
from collections.abc import Callable
from typing import Any, TypeAlias

from cashier.cases import events as happened
from cashier.cases.advice import Advice
from cashier.cases.outcome import Outcome
from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.desk.banner import banner, louder, marked
from cashier.desk.case_views import CaseView
from cashier.desk.casework import Casework
from cashier.desk.dock_views import DockView, RecentView, ShiftView, UndoView
from cashier.desk.eye import Eye, Looks
from cashier.desk.headline import aloud, chips, head, light_views
from cashier.desk.health_views import HealthNow
from cashier.desk.live import LiveCase
from cashier.desk.notices import Notices
from cashier.desk.present import case_view, open_case_view, speaks, with_caution
from cashier.desk.pursuer import Pursuer
from cashier.desk.scanning import blank_view, scan_view
from cashier.desk.senses import FRESHNESS
from cashier.desk.views import AlarmView, ChipView, LightView, ScanView
from cashier.desk.wording import wording
from cashier.diagnosis.order import MoneyState
from cashier.health.lights import Snapshot, evidence, nothing_known
from cashier.playbook.evidence import Evidence
from cashier.playbook.playbook import Playbook
from cashier.scan.errors import CameraAbsent, CameraLost
from cashier.scan.preview import Preview
from cashier.scan.reading import Verdict
from cashier.scan.seen import Seen
from cashier.scan.watchdog import CameraState

_RECENT = 3
_Drawn: TypeAlias = tuple[Snapshot, Playbook, tuple[ChipView, ...], tuple[LightView, ...]]


class Showing:
    """The desk's outward face: one view, made anew after each wish."""

    def __init__(self, work: Casework, pursuer: Pursuer, eye: Eye) -> None:
        self.snapshot: Snapshot = nothing_known(work.clock.now())
        self.checked_monotonic: float | None = None
        self.alarms: Callable[[], tuple[AlarmView, ...]] = tuple
        self._work = work
        self._pursuer = pursuer
        self.notices = Notices(work)
        self.looks = Looks(eye, work.clock)
        self._camera: CameraState | None = None
        self._scan: ScanView | None = None
        self._newest: deque[tuple[Seen, Preview | None]] = deque(maxlen=1)
        self._newest_waits = False
        self.undo: Callable[[], UndoView | None] = lambda: None
        self.last_amount: Callable[[], Money | None] = lambda: None
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
        pinned = tuple(open_case_view(live, self._pursuer.provider_of(live)) for live in open_cases)
        case = self._case()
        return DockView(
            head=top,
            shift=self._shift(),
            chips=tuple(marked(chip, degraded.get(chip.method)) for chip in shown),
            lights=lights,
            scan=self._seen_now(),
            recent=self._recent(),
            open_cases=pinned,
            notices=self.notices.views(),
            case=with_caution(case, pinned) if case is not None else None,
            banner=louder(
                banner(degraded, outages.since, shown, damping, self.snapshot.trouble), top.state
            ),
            alarms=self.alarms(),
            links=self._work.links.views(),
            undo=self.undo(),
            aloud=aloud(shown, self.snapshot),
            last_amount=self.last_amount(),
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
        return self._work.judging.advice(live, can_query=self._pursuer.can_ask(live))

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
            self.notices.dismiss(error.code)
        if problem is not None:
            self.notices.tell(problem)

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
        playbook, who = self._work.playbook, self._work.who
        return case_view(live, advice, playbook, provider=provider, who=who)

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
