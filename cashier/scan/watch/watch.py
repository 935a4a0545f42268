"""Watches the readings of one camera go by, and judges each with what was seen before.

Pure: no clock, no I/O. What is said never claims more than is known: a code is `fresh` only when
it was seen to take the place of another one on the same phone; anything else, a screenshot too,
is `first_seen` until it has been known for longer than its kind lives. Only whoever knows of a
charge says that a code is used; then nothing makes it ready again while the shift lasts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from cashier.core.privacy import Secret
from cashier.scan.agreement import agreeing
from cashier.scan.grammar.kinds import is_payment
from cashier.scan.reading import Read, Reading, Verdict
from cashier.scan.seen import Freshness, Life, Seen
from cashier.scan.verdict import verdict_of
from cashier.scan.watch.codes import Codes, Met
from cashier.scan.watch.place import Places, places_of, same_place
from cashier.scan.watch.steady import Steady, Trouble, trouble_of

AGREE_WITHIN_S = 1.0
"""Two frames bear each other out when no more than this lies between them."""
ENOUGH_UNUSED = 0.25
"""Share of error correction that must be left for one frame to count alone: ISO/IEC 15415's D."""
CHANGED_WITHIN_S = 0.8
"""A wallet puts its next code up at once; a second phone takes longer to be put in place."""
AWAY_AFTER_S = 3.0
HELD_S = 0.7
"""How long frames may miss the code before it is taken to be gone."""

_MENDED_BY_REFRESH = Trouble("refresh")


@dataclass(frozen=True, slots=True)
class _Front:
    """The code in front, as last read; the verdict is what its frame alone says of it."""

    read: Read
    mark: Secret
    met: Met
    places: Places
    verdict: Verdict
    at: float


class Watch:
    """Judges readings in their order, from one thread at a time.

    Args:
        lives: how long a code of a kind works, in seconds; kinds that do not age are left out.
        key: of the keyed hash; made anew for each shift.
    """

    def __init__(self, lives: Mapping[str, float], key: bytes) -> None:
        self._lives = lives
        self._now = 0.0
        self._repeated = False
        self._steady = Steady()
        self._codes = Codes(key)
        self._front: _Front | None = None
        self._unclear_at: float | None = None

    def new_shift(self, key: bytes) -> None:
        """Forget every code: what was met in one shift is nobody's business in the next."""
        self._codes = Codes(key)
        self.rest()

    def rest(self) -> None:
        """The camera is off: keep nothing of the code in front but its mark."""
        self._front, self._unclear_at = None, None
        self._steady.let_go()

    def used(self, mark: Secret) -> None:
        """A charge went out on this code; it works only once."""
        met = self._codes.known(mark) or Met(self._now, self._now)
        met.used = True
        self._codes.keep(mark, met)

    def see(self, reading: Reading, at: float, *, repeated: bool = False) -> Seen:
        """Judge a reading.

        Args:
            reading: of the newest frame.
            at: monotonic seconds; a time before an earlier one counts as that one.
            repeated: the frame is the one before; it ages what is in front, but bears no witness.
        """
        self._now = max(self._now, at)
        self._repeated = repeated
        front = self._noticed(reading)
        if front is None:
            return self._nothing_read(reading)
        life = self._life(front)
        verdict = _verdict(front, life)
        self._unclear_at = None
        trouble = self._trouble(reading, front, verdict)
        return Seen(
            reading=reading,
            verdict=verdict,
            counts=front.met.sure,
            front=front.read,
            life=life,
            fault=trouble.fault if trouble else None,
            advice=trouble.advice if trouble else None,
            mark=front.mark if is_payment(front.read.kind) else None,
        )

    def _noticed(self, reading: Reading) -> _Front | None:
        """Remember what this frame shows; return the code in front, held while frames miss it."""
        groups = _by_payload(reading.reads)
        met = {payload: self._meet(same) for payload, same in groups.items()}
        if not any(is_payment(read.kind) for read in reading.reads):
            # What lies beside a payment code for good must not push it aside for one bad frame.
            held = self._held()
            if not reading.reads or (held is not None and is_payment(held.read.kind)):
                return held
        before, read = self._front, self._first(reading)
        front, same = met[read.payload], groups[read.payload]
        places = places_of(same)
        if before is not None and before.met is front:
            places = {**before.places, **places}
        elif before is not None and before.read.payload not in met:
            self._inherit(before, front, read, places)
        mark, verdict = self._codes.mark(read.payload), _alone(reading, same)
        self._front = _Front(read, mark, front, places, verdict, self._now)
        return self._front

    def _held(self) -> _Front | None:
        front = self._front
        if front is None or self._now - front.at > CHANGED_WITHIN_S:
            self._front = None
            return None
        return front if front.met.sure and self._now - front.at <= HELD_S else None

    def _first(self, reading: Reading) -> Read:
        """Return the read that matters most: a swapped code; of two of a sort the one in front."""
        first, before = reading.reads[0], self._front
        swapped = reading.verdict is Verdict.SWAPPED
        if swapped or before is None or is_payment(before.read.kind) != is_payment(first.kind):
            return first
        return next((one for one in reading.reads if one.payload == before.read.payload), first)

    def _meet(self, same: list[Read]) -> Met:
        """Remember that one code is in sight, by its symbols in this frame."""
        mark = self._codes.mark(same[0].payload)
        met = self._codes.known(mark) or Met(self._now, self._now)
        if met.seen:
            soon = self._now - met.last <= AGREE_WITHIN_S
            met.sure = met.sure or (soon and not self._repeated)
            met.away = met.away or self._now - met.last > AWAY_AFTER_S
        if met.heir is not None:
            # Seen again it cannot have been replaced: what stood in its place is another phone's.
            met.heir.born, met.heir = None, None
        met.sure = met.sure or agreeing(same) or _enough_left(same)
        met.last = self._now
        met.seen += 1
        self._codes.keep(mark, met)
        return met

    def _inherit(self, before: _Front, met: Met, read: Read, places: Places) -> None:
        """A code that takes the place of another one on the same phone was born meanwhile."""
        alike = before.met.sure and before.read.kind == read.kind
        soon = self._now - before.at <= CHANGED_WITHIN_S
        if alike and soon and met.seen == 1 and same_place(before.places, places):
            met.born, before.met.heir = before.at, met

    def _life(self, front: _Front) -> Life | None:
        lives = self._lives.get(front.read.kind)
        if lives is None and not is_payment(front.read.kind):
            return None
        met = front.met
        held = self._now - met.first
        age = held if met.born is None else self._now - met.born
        met.dead = met.dead or (lives is not None and age >= lives)
        left = None
        if met.used:
            freshness = Freshness.USED
        elif met.dead:
            freshness = Freshness.STALE
        elif met.born is None:
            freshness = Freshness.FIRST_SEEN
        else:
            freshness = Freshness.FRESH
            left = lives - age if lives is not None else None
        return Life(freshness, held, left, met.away)

    def _trouble(self, reading: Reading, front: _Front, verdict: Verdict) -> Trouble | None:
        if verdict is Verdict.EXPIRED:
            self._steady.let_go()
            return _MENDED_BY_REFRESH if is_payment(front.read.kind) else None
        if verdict not in (Verdict.ASK_AGAIN, Verdict.UNCLEAR):
            self._steady.let_go()
            return None
        # Most codes count with the next frame: an advice that flashes up helps nobody.
        sure_read = reading.reads and front.met.sure
        return self._steady.hold(trouble_of(front.read) if sure_read else None, self._now)

    def _nothing_read(self, reading: Reading) -> Seen:
        if reading.unread:
            self._unclear_at = self._now
        elif self._unclear_at is None or self._now - self._unclear_at > HELD_S:
            self._steady.let_go()
            return Seen(reading, reading.verdict, counts=False)
        wanted = trouble_of(reading.unread[0]) if reading.unread else None
        trouble = self._steady.hold(wanted, self._now)
        return Seen(
            reading,
            reading.verdict if reading.unread else Verdict.UNCLEAR,
            counts=False,
            fault=trouble.fault if trouble else None,
            advice=trouble.advice if trouble else None,
        )

    def __repr__(self) -> str:
        return f"Watch({self._codes!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a watch is not pickled")


def _enough_left(reads: list[Read]) -> bool:
    """Whether one symbol alone leaves no doubt; those without error correction always do."""
    return any(read.unused_ec is not None and read.unused_ec >= ENOUGH_UNUSED for read in reads)


def _by_payload(reads: tuple[Read, ...]) -> dict[Secret, list[Read]]:
    groups: dict[Secret, list[Read]] = {}
    for read in reads:
        groups.setdefault(read.payload, []).append(read)
    return groups


def _alone(reading: Reading, same: list[Read]) -> Verdict:
    """Judge one code of a frame by its symbols: what lies beside it has a verdict of its own."""
    if reading.verdict is Verdict.SWAPPED:
        return Verdict.SWAPPED
    return verdict_of(same, (), reading.seen_at)


def _verdict(front: _Front, life: Life | None) -> Verdict:
    payment = is_payment(front.read.kind)
    if not front.met.sure:
        return Verdict.ASK_AGAIN if payment else Verdict.UNCLEAR
    if life is not None and life.freshness is Freshness.USED:
        return Verdict.USED
    if life is not None and life.freshness is Freshness.STALE:
        return Verdict.EXPIRED
    return front.verdict
