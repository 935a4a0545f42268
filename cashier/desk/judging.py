"""Puts together what is known around a case, and has it judged."""

from math import floor

from cashier.cases.advice import Advice, Situation, advise
from cashier.cases.rules import Context
from cashier.core.clock import Clock
from cashier.desk.live import LiveCase
from cashier.desk.memory import Memory
from cashier.desk.outages import Outages
from cashier.desk.ports import TillInfo
from cashier.playbook.playbook import Playbook


class Judging:
    """Judges cases as they stand; runs on the desk's thread only.

    Args:
        clock: how long ago the charge was.
        who: which trade and which customers this till serves.
        outages: which methods are degraded across the till.
        memory: what the store has learned.
    """

    def __init__(self, clock: Clock, who: TillInfo, outages: Outages, memory: Memory) -> None:
        self._clock = clock
        self._who = who
        self._outages = outages
        self._memory = memory
        self._last: tuple[Situation, Playbook, Advice] | None = None

    def advice(self, live: LiveCase, *, can_query: bool) -> Advice:
        """Judge a case as it stands now."""
        situation, playbook = self._situation(live, can_query=can_query), live.case.playbook
        # Asked for more than once while one view is drawn.
        if self._last is None or self._last[:2] != (situation, playbook):
            self._last = (situation, playbook, advise(situation, playbook))
        return self._last[2]

    def _situation(self, live: LiveCase, *, can_query: bool) -> Situation:
        case, who = live.case, self._who
        sent = any(name.startswith("register.") for name in case.facts.asked)
        return Situation(
            evidence=case.evidence,
            amount=case.amount,
            method=case.method,
            charged_s=floor(live.elapsed(self._clock.monotonic())) if sent else None,
            order_kind=case.order_kind,
            can_query=can_query and bool(live.order_number),
            overridden=case.overridden,
            claimed=case.claimed,
            degraded=self._outages.degraded(),
            learned=self._memory.learned,
            # The hour at which it began: what holds for a payment must not change while it lasts.
            context=Context(case.opened_at.astimezone(), who.industry, who.customer_group),
        )
