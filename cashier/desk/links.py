"""Feeds the board of the six chain links from what the desk hears. Runs on the desk's thread.

Only what was observed is told: a look of the camera, an answer of the register, a query of the
order. What a customer may or may not do stays with the customer: the board counts payments, and
keeps neither names nor reasons.
"""

from collections.abc import Mapping

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.core.clock import Clock
from cashier.desk.live import LiveCase
from cashier.desk.views import Light, LinkView
from cashier.diagnosis.order import OrderKind
from cashier.health.chain import LIMIT_CAUSES, RISK_CAUSES, Learnt, LinkName
from cashier.health.links import LinkBoard, Observation, ShopLink, of_own_code
from cashier.playbook.playbook import Playbook
from cashier.scan.reading import OwnCode
from cashier.scan.seen import Seen

_TILL_FAILED = ("failed", "timeout", "nothing")
_DYNAMIC = frozenset({"wechat_dynamic", "alipay_dynamic", "unionpay_dynamic"})
_PAYMENT = "_payment"
_STOPS_AT: Mapping[LinkName, tuple[str, ...]] = {
    "limit_check": LIMIT_CAUSES,
    "risk_decision": RISK_CAUSES,
}
_MISREAD = ("merchant.scanner_fault",)


class Links:
    """The six links of this shop, live."""

    def __init__(self, playbook: Playbook, clock: Clock) -> None:
        self._codes = playbook.codes
        self._clock = clock
        self._board = LinkBoard()

    def now(self) -> tuple[ShopLink, ...]:
        """Return the links as they stand now, in their order."""
        return self._board.links(self._clock.now())

    def views(self) -> tuple[LinkView, ...]:
        """Return the same for the windows."""
        return tuple(LinkView(one.name, Light(one.state), one.learnt, one.at) for one in self.now())

    def looked(self, seen: Seen) -> None:
        """Take what the camera saw: the shop's own code, a dynamic one, a payment code."""
        if seen.reading.own is not None:
            self._note(of_own_code(self._clock.now(), good=seen.reading.own is OwnCode.MATCH))
        if seen.front is None or not seen.counts:
            return
        kind = seen.front.kind
        if kind in _DYNAMIC:
            self._see("code_shown", "picture", kind, good=True)
        elif kind.endswith(_PAYMENT):
            # Which code it was is nobody's business: one look an instant is enough to know.
            self._see("code_read", "picture", "camera", good=True)

    def heard(self, live: LiveCase, event: Event) -> None:
        """Take what an event of a case says."""
        if isinstance(event, happened.EvidenceSeen) and event.evidence.name == "register.code":
            self._answered(live, event.evidence.value)
        elif isinstance(event, happened.OrderAnswered) and event.source != "clerk":
            self._queried(live, event.state)

    def _answered(self, live: LiveCase, code: str) -> None:
        """The register's answer to the charge: who got that far, and where it stopped."""
        provider, _, bare = code.partition("/")
        causes = {row.cause for row in self._codes.by_code(provider, bare) if row.call == "charge"}
        if not causes:
            return
        about = live.case.case_id
        misread = all(cause.startswith("code.") or cause in _MISREAD for cause in causes)
        self._see("code_read", "register", about, good=not misread)
        for link, stops in _STOPS_AT.items():
            if causes <= set(stops):
                self._see(link, "answer", about, good=False)

    def _queried(self, live: LiveCase, state: str) -> None:
        """The provider's answer about the order, against what the register showed."""
        about, dynamic = live.case.case_id, live.case.kind_as_seen is OrderKind.dynamic
        if state not in ("unknown", "not_found"):
            arrived: LinkName = "code_shown" if dynamic else "code_read"
            self._see(arrived, "order", about, good=True)
        if state not in ("paid", "refunded"):
            return
        for passed in _STOPS_AT:
            self._see(passed, "order", about, good=True)
        agrees = live.case.facts.get("register.outcome") not in _TILL_FAILED
        self._see("booking", "order", about, good=dynamic or agrees)
        if dynamic:
            self._see("callback", "register", about, good=agrees)

    def _see(self, link: LinkName, learnt: Learnt, about: str, *, good: bool) -> None:
        self._note(Observation(link, good, learnt, self._clock.now(), about))

    def _note(self, observation: Observation) -> None:
        self._board = self._board.with_seen(observation)
