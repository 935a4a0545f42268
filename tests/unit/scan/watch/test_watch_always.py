"""What holds of a watch whatever goes by: hypothesis plays phones, gaps, jumps and charges."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from cashier.core.privacy import Secret
from cashier.scan.grammar.kinds import is_payment
from cashier.scan.reading import Read, Verdict
from cashier.scan.seen import Freshness, Seen
from cashier.scan.watch import Watch
from cashier.scan.watch.codes import MOST
from tests.helpers.readings import at, frame, read

KINDS = {"13": "wechat_payment", "28": "alipay_payment", "wx": "wechat_receive"}
LIVES = {"wechat_payment": 60.0, "alipay_payment": 30.0}
RANK = (Freshness.FRESH, Freshness.FIRST_SEEN, Freshness.STALE, Freshness.USED)
PAYLOADS = [f"{start}{number:016}" for start in KINDS for number in range(4)]

payloads = st.sampled_from(PAYLOADS)
symbols = st.sampled_from(["QRCode", "Code128"])
left = st.floats(0, 1)
gaps = st.one_of(st.sampled_from([0.0, 1 / 15, 0.25, 0.9, 5.0, 31.0, 61.0]), st.floats(0, 300))


@st.composite
def reads(draw: st.DrawFn) -> Read:
    """One read of one of a few codes, at one of two places."""
    payload = draw(payloads)
    return read(
        payload,
        KINDS[payload[:2]],
        unused_ec=draw(st.one_of(st.none(), left)),
        corners=at(draw(st.sampled_from([0.0, 20.0, 300.0]))),
        symbology=draw(symbols),
        letter=draw(st.sampled_from("ABF")),
    )


class Phones(RuleBasedStateMachine):
    """Phones go by; `rank` is the oldest that each code has been called."""

    @initialize()
    def begin(self) -> None:
        self.watch = Watch(LIVES, b"first")
        self.at = 0.0
        self.first: dict[str, float] = {}
        self.used: set[str] = set()
        self.rank: dict[str, int] = {}
        self.last: Seen | None = None
        self.shifts = 0

    @rule(several=st.lists(reads(), max_size=3), gap=gaps)
    def look(self, several: list[Read], gap: float) -> None:
        self.at += gap
        self._judged(several, self.at)

    @rule(again=reads(), frames=st.integers(2, 12))
    def hold(self, again: Read, frames: int) -> None:
        for _ in range(frames):
            self.at += 1 / 15
            self._judged([again], self.at)

    @rule(back=st.floats(0, 100), again=reads())
    def clock_goes_back(self, back: float, again: Read) -> None:
        self._judged([again], self.at - back)

    @rule()
    def charge_front(self) -> None:
        seen = self.last
        if seen is not None and seen.front is not None and seen.mark is not None:
            self.watch.used(seen.mark)
            self.used.add(seen.front.payload.reveal())

    @rule()
    def switch_off(self) -> None:
        self.watch.rest()

    @rule()
    def change_shift(self) -> None:
        self.shifts += 1
        self.watch.new_shift(f"key {self.shifts}".encode())
        self.first, self.rank, self.last = {}, {}, None
        self.used.clear()

    def _judged(self, several: list[Read], when: float) -> None:
        for one in several:
            self.first.setdefault(one.payload.reveal(), self.at)
        best_first = sorted(several, key=lambda one: not is_payment(one.kind))
        seen = self.last = self.watch.see(frame(*best_first), when)
        if seen.front is None:
            assert seen.verdict not in (Verdict.READY, Verdict.USED, Verdict.EXPIRED)
            return
        payload = seen.front.payload.reveal()
        if not is_payment(seen.front.kind):
            assert seen.verdict in (Verdict.WRONG_CODE, Verdict.UNCLEAR)
            assert (seen.life, seen.mark) == (None, None)
            return
        if seen.verdict is Verdict.READY:
            assert seen.counts
            assert payload not in self.used
            assert self.at - self.first[payload] < LIVES[seen.front.kind]
        assert seen.life is not None
        rank = RANK.index(seen.life.freshness)
        assert rank >= self.rank.get(payload, 0)
        self.rank[payload] = rank
        assert seen.life.held_s >= 0
        assert (seen.life.left_s is not None) == (seen.life.freshness is Freshness.FRESH)
        assert seen.life.left_s is None or 0 < seen.life.left_s <= LIVES[seen.front.kind]

    @invariant()
    def stays_small(self) -> None:
        if self.last is not None:
            assert len(self.watch._codes) <= MOST

    @invariant()
    def used_is_used(self) -> None:
        """A used code in sight is never anything but used once it counts."""
        seen = self.last
        if seen is not None and seen.front is not None:
            again = self.watch.see(frame(seen.front), self.at)
            if seen.front.payload.reveal() in self.used and again.counts:
                assert again.verdict is Verdict.USED
            self.last = again


TestPhones = Phones.TestCase
TestPhones.settings = settings(max_examples=200, stateful_step_count=30)


def test_many_codes_do_not_make_it_grow() -> None:
    watch = Watch(LIVES, b"key")
    used = read("13" + "9" * 16)
    mark = watch.see(frame(used), 0).mark
    assert mark is not None
    watch.used(mark)
    for number in range(MOST + 500):
        watch.see(frame(read(f"13{number:016}")), number / 15)
    assert len(watch._codes) == MOST
    again = frame(used)
    watch.see(again, 1e4)
    assert watch.see(again, 1e4).verdict is Verdict.USED
    assert Secret("13" + "9" * 16) == used.payload
