"""Made-up histories, the same for the same seed: a month that has something to tell, and a big one.

They go through the store's own writer, a shift at a time, so nothing in them is of another make
than what a till writes. The story: the shop is busiest at noon and in the evening, Saturday
evenings bring the provider down and with it sales, and in the middle the words that ask a customer
to confirm on the phone are changed, after which people wait less.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from pathlib import Path
from typing import Any

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Mood, Outcome
from cashier.core.clock import ManualClock
from cashier.core.ids import new_id
from cashier.core.money import Money
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.privacy import Privacy
from cashier.history.rules import Rules, StoreOptions
from cashier.history.shifts import Handover
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence

CREDIT = frozenset({"customer.fenfu_limit", "customer.fenfu_frozen", "customer.fenfu_not_open"})
SCRIPT = "lock-password"
_SATURDAY = 5
_A_CASE = timedelta(minutes=10)
_EVENING = range(18, 21)
_SHIFTS = ((8, 15), (15, 22))
_BUSY = {8: 3, 9: 4, 10: 5, 11: 9, 12: 10, 13: 6, 14: 4, 15: 4, 16: 5, 17: 9, 18: 11, 19: 10,
         20: 7, 21: 3}  # fmt: skip
_DAYS = (8, 8, 8, 9, 11, 14, 13)
_CASHIERS = ("李敏", "王芳", "张伟", "刘洋")
_SWITCHES = {"wechat": 5, "alipay": 4, "cash": 2, "card": 2, "unionpay": 1}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cause as a till meets it: how often, with which method, what it shows, what it costs."""

    cause: str
    weight: int
    methods: tuple[str, ...]
    code: str
    text: str
    loses: float
    seconds: float
    locks: bool = False


TROUBLES = (
    Trouble("customer.password_pending", 24, ("wechat", "fenfu"), "wechat/USERPAYING",
            "需要用户输入支付密码", 0.05, 61, locks=True),
    Trouble("customer.fenfu_limit", 16, ("fenfu",), "wechat/NOTENOUGH", "分付额度不足", 0.14, 44),
    Trouble("code.expired", 14, ("wechat", "alipay"), "wechat/AUTHCODEEXPIRE",
            "付款码已过期，请刷新后再试", 0.03, 24),
    Trouble("code.glare", 11, ("wechat", "alipay"), "", "条码无法识别", 0.04, 28),
    Trouble("customer.no_funds", 8, ("alipay", "unionpay"), "alipay/ACQ.BUYER_BALANCE_NOT_ENOUGH",
            "买家余额不足", 0.16, 52),
    Trouble("network.slow", 7, ("wechat", "alipay", "fenfu"), "", "网络超时，请稍后重试", 0.22, 84,
            locks=True),
    Trouble("customer.phone_offline", 6, ("wechat",), "", "支付失败", 0.18, 66),
    Trouble("merchant.credit_not_enabled", 4, ("fenfu",), "wechat/NO_AUTH", "商户未开通分付收款",
            0.2, 58),
    Trouble("customer.card_refused", 4, ("unionpay",), "unionpay/61", "发卡行拒绝交易", 0.2, 63),
    Trouble("provider.bank", 3, ("wechat",), "wechat/BANKERROR", "银行系统异常", 0.25, 92,
            locks=True),
    Trouble("unclear", 3, ("wechat", "alipay"), "", "交易失败", 0.3, 80),
)  # fmt: skip
OUTAGE = Trouble(
    "provider.outage", 1, ("wechat", "fenfu"), "wechat/SYSTEMERROR",
    "系统繁忙，请用相同参数重新调用", 0.62, 148, locks=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What history to make.

    Args:
        cases: how many failed payments, spread over `days` days.
        last: the last day.
        seed: the same seed makes the same history.
        zone: where the shop is; None is this machine's zone.
        unsettled: how many of the last cases are still in doubt.
        until: no case begins later; None lets the last day run to its end.
    """

    cases: int
    days: int = 30
    last: date = date(2026, 11, 22)
    seed: int = 7
    zone: tzinfo | None = None
    unsettled: int = 1
    until: datetime | None = None


@dataclass(slots=True)
class _Teller:
    """Makes the events of cases; `swapped` says whether the new words are in use."""

    draw: random.Random
    clock: ManualClock
    swapped: bool = False
    privacy: Privacy = field(default_factory=lambda: Privacy(CREDIT))

    def case(self, at: datetime, cashier: str, *, open_: bool = False) -> list[Event]:
        """Return one failed payment from opening to end."""
        trouble = self._trouble(at)
        scene = _Scene(self, trouble, at, cashier)
        return scene.doubtful() if open_ else scene.whole()

    def _trouble(self, at: datetime) -> Trouble:
        down = at.weekday() == _SATURDAY and at.hour in _EVENING
        if down and self.draw.random() < 0.6:
            return OUTAGE
        return self.draw.choices(TROUBLES, [one.weight for one in TROUBLES])[0]


class _Scene:
    """One case in the making."""

    def __init__(self, teller: _Teller, trouble: Trouble, at: datetime, cashier: str) -> None:
        self._teller = teller
        self._draw = teller.draw
        self._trouble = trouble
        self._at = at.astimezone(UTC)
        self._cashier = cashier
        teller.clock.jump((self._at - teller.clock.now()).total_seconds())
        self._id = new_id(teller.clock, teller.draw.randbytes)

    def doubtful(self) -> list[Event]:
        """A case whose order is not known: locked, asked about, open."""
        return [*self._reported(), happened.ChargeLocked(**self._stamp(3.0))]

    def whole(self) -> list[Event]:
        """A case with its end."""
        trouble, draw = self._trouble, self._draw
        swift = 0.6 if self._teller.swapped and trouble.cause.endswith("pending") else 1.0
        seconds = round(max(6.0, draw.lognormvariate(0, 0.5) * trouble.seconds * swift), 1)
        said = round(min(seconds / 2, 1.5 + draw.random() * 7), 1)
        if draw.random() < 0.02:
            opened = happened.CaseOpened(**self._stamp(0.0), till="2", cashier=self._cashier)
            end = happened.CaseClosed(**self._stamp(seconds), outcome=Outcome.cancelled)
            return [opened, end]
        outcome = self._outcome()
        made = [*self._reported(), *self._settled(said, outcome), *self._words(said)]
        return [*made, *self._end(seconds, outcome)]

    def _outcome(self) -> Outcome:
        cause, draw = self._trouble.cause, self._draw
        if draw.random() < self._trouble.loses:
            return Outcome.customer_left
        same = cause.startswith("code.") or cause.endswith("pending")
        return Outcome.paid_same if same and draw.random() < 0.85 else Outcome.paid_other

    def _reported(self) -> list[Event]:
        draw, trouble = self._draw, self._trouble
        amount = Money(round(draw.lognormvariate(8.1, 0.8)) // 10 * 10 + 90)
        opened = happened.CaseOpened(
            **self._stamp(0.0),
            till="2",
            cashier=self._cashier,
            method=draw.choice(trouble.methods),
            amount=amount,
            order_tail=f"{draw.randrange(10**6):06d}",
        )
        outcome = "waiting" if trouble.locks else "failed"
        seen = [("register.outcome", outcome), ("register.text", trouble.text)]
        if trouble.code:
            seen.append(("register.code", trouble.code))
        return [opened, *(self._seen(name, value) for name, value in seen)]

    def _settled(self, said: float, outcome: Outcome) -> list[Event]:
        """What the provider says of the order: most words of a register leave it in doubt."""
        state = "failed" if self._draw.random() < 0.5 else "closed"
        if outcome is Outcome.paid_same and self._trouble.locks:
            state = "paid"
        return [
            happened.ChargeLocked(**self._stamp(said)),
            happened.OrderAnswered(**self._stamp(said), state=state, source="wechat"),
        ]

    def _words(self, said: float) -> list[Event]:
        version = "b" if self._teller.swapped else ""
        cause = self._teller.privacy.kept_cause(self._trouble.cause)
        made: list[Event] = []
        if self._trouble.cause.endswith("pending"):
            stamp = self._stamp(said)
            made.append(happened.ScriptShown(**stamp, script=SCRIPT, version=version))
        made.append(happened.ScriptShown(**self._stamp(said + 0.5), script=cause))
        if self._draw.random() < 0.3:
            fired = happened.RulesFired(**self._stamp(said), rules=("wechat.password_over_1000",))
            made.append(fired)
        return made

    def _end(self, seconds: float, outcome: Outcome) -> Iterator[Event]:
        draw, trouble = self._draw, self._trouble
        method = None
        if outcome is Outcome.customer_left and draw.random() < 0.35:
            tried = draw.choices(list(_SWITCHES), list(_SWITCHES.values()))[0]
            yield happened.MethodSwitched(**self._stamp(seconds / 2), method=tried)
        if outcome is Outcome.paid_other:
            method = draw.choices(list(_SWITCHES), list(_SWITCHES.values()))[0]
            yield happened.MethodSwitched(**self._stamp(seconds - 1), method=method)
        moods = {Outcome.customer_left: (Mood.upset, None), Outcome.paid_same: (Mood.fine, None)}
        yield happened.CaseClosed(
            **self._stamp(seconds),
            outcome=outcome,
            method=method,
            mood=draw.choice(moods.get(outcome, (Mood.fine, Mood.so_so, None))),
            cause=trouble.cause if trouble.cause != "unclear" else "",
            confirmed=draw.random() < 0.5,
        )

    def _seen(self, name: str, value: str) -> Event:
        told = Evidence(name, value, "clerk", self._at)
        return happened.EvidenceSeen(**self._stamp(1.0), evidence=told)

    def _stamp(self, after_s: float) -> dict[str, Any]:
        after = timedelta(seconds=after_s)
        return {"case_id": self._id, "at": self._at + after, "elapsed_s": float(after_s)}


def fill(path: Path, plan: Plan) -> None:
    """Write the history of a plan into a new file."""
    draw = random.Random(plan.seed)
    first = plan.last - timedelta(days=plan.days - 1)
    days = [first + timedelta(days=number) for number in range(plan.days)]
    clock = ManualClock(_at(days[0], 7, plan.zone).astimezone(UTC))
    teller = _Teller(draw, clock)
    options = StoreOptions(clock, Rules(Privacy(CREDIT)))
    with Store.open(path, options).store as store:
        for number, (day, cases) in enumerate(zip(days, _shared(days, plan.cases), strict=True)):
            if number == plan.days // 2:
                _swap(store, teller, _at(day, 7, plan.zone))
            _play_day(store, teller, _Day(day, cases, plan, last=day == plan.last))


@dataclass(frozen=True, slots=True)
class _Day:
    """A day to play; on the last one the evening shift stays open."""

    day: date
    cases: int
    plan: Plan
    last: bool


def _play_day(store: Store, teller: _Teller, today: _Day) -> None:
    draw, zone = teller.draw, today.plan.zone
    hours = sorted(draw.choices(list(_BUSY), list(_BUSY.values()), k=today.cases))
    for number, (begin, end) in enumerate(_SHIFTS):
        who = _CASHIERS[(today.day.toordinal() * 2 + number) % len(_CASHIERS)]
        _jump(teller.clock, _at(today.day, begin, zone))
        store.open_shift(who)
        mine = [hour for hour in hours if begin <= hour < end]
        minutes = sorted(hour * 60 + draw.random() * 60 for hour in mine)
        moments = [_at(today.day, 0, zone) + timedelta(minutes=one) for one in minutes]
        until = today.plan.until
        moments = [at for at in moments if until is None or at < until - _A_CASE]
        open_from = len(moments)
        if today.last and end == _SHIFTS[-1][1]:
            open_from -= today.plan.unsettled
        batch: list[Event] = []
        for place, at in enumerate(moments):
            batch += teller.case(at, who, open_=place >= open_from)
        store.append(batch)
        if not (today.last and end == _SHIFTS[-1][1]):
            _jump(teller.clock, _at(today.day, end, zone))
            store.close_shift(_handover(draw, who, len(mine)))


def _handover(draw: random.Random, who: str, failures: int) -> Handover:
    notes = ("", "", "扫码枪有点脏，擦过了。", "三号柜的顾客说明天来退。")
    other = draw.choice([name for name in _CASHIERS if name != who])
    return Handover(who, draw.choice(notes), other, failures * draw.randrange(28, 46))


def _swap(store: Store, teller: _Teller, at: datetime) -> None:
    teller.swapped = True
    change = AuditRecord(kind=AuditKind.script_pinned, at=at, by="manager", what=SCRIPT, after="b")
    store.note_change(change)


def _shared(days: Sequence[date], cases: int) -> list[int]:
    """Share the cases out over the days, all of them, by how busy a day of the week is."""
    total = sum(_DAYS[day.weekday()] for day in days)
    bounds = [0]
    for day in days:
        bounds.append(bounds[-1] + _DAYS[day.weekday()])
    places = [round(cases * bound / total) for bound in bounds]
    return [after - before for before, after in pairwise(places)]


def _at(day: date, hour: int, zone: tzinfo | None) -> datetime:
    moment = datetime.combine(day, time(hour))
    return moment.replace(tzinfo=zone) if zone is not None else moment.astimezone()


def _jump(clock: ManualClock, to: datetime) -> None:
    clock.jump((to - clock.now()).total_seconds())
