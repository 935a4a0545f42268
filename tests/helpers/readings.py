"""Readings as the camera gives them, and what a watch makes of them, without a picture behind."""

from datetime import UTC, datetime
from types import MappingProxyType

from cashier.core.privacy import Secret
from cashier.scan.grammar.kinds import is_payment
from cashier.scan.reading import Clarity, Corners, Fault, Read, Reading, Unread, Verdict
from cashier.scan.seen import Freshness, Life, Seen

CORNERS: Corners = ((0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0))
PAYMENT_CODE = "131234567890123456"
SEEN_AT = datetime(2026, 11, 22, 6, 32, tzinfo=UTC)


def reading(score: float, letter: str = "B", kind: str = "wechat_payment") -> Reading:
    """A reading of one code with a little glare on it."""
    read = Read(
        "QRCode",
        kind,
        Secret(PAYMENT_CODE),
        "13••••••••••••••56",
        CORNERS,
        Clarity(letter, score, MappingProxyType({})),
        (Fault("glare", 0.4, (0.0, 0.0, 4.0, 4.0)),),
        ("tilt_away_from_lamp",),
    )
    return Reading(Verdict.READY, (read,), (), 1.0, SEEN_AT)


def seen(reading: Reading, freshness: Freshness = Freshness.FIRST_SEEN, mark: str = "one") -> Seen:
    """A reading that counts, as a watch hands it on."""
    codes: tuple[Read | Unread, ...] = (*reading.reads, *reading.unread)
    worst = codes[0].faults[:1] if codes else ()
    advice = codes[0].advice[:1] if codes else ()
    fault, say = (worst or (None,))[0], (advice or (None,))[0]
    if not reading.reads:
        return Seen(reading, reading.verdict, counts=False, fault=fault, advice=say)
    front = reading.reads[0]
    return Seen(
        reading,
        Verdict.USED if freshness is Freshness.USED else reading.verdict,
        counts=True,
        front=front,
        life=Life(freshness, 2.0) if is_payment(front.kind) else None,
        fault=fault,
        advice=say,
        mark=Secret(mark) if is_payment(front.kind) else None,
    )


def at(left: float, top: float = 0.0, side: float = 100.0) -> Corners:
    """Corners of an upright symbol."""
    right, bottom = left + side, top + side
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def read(
    payload: str,
    kind: str = "wechat_payment",
    *,
    unused_ec: float | None = 0.1,
    corners: Corners = CORNERS,
    symbology: str = "QRCode",
    letter: str = "B",
    faults: tuple[Fault, ...] = (),
    advice: tuple[str, ...] = (),
) -> Read:
    """One read of a made-up code; by default one frame alone does not make it count."""
    return Read(
        symbology,
        kind,
        Secret(payload),
        "••••",
        corners,
        Clarity(letter, 3.0),
        faults,
        advice,
        unused_ec,
    )


def frame(*reads: Read, unread: tuple[Unread, ...] = ()) -> Reading:
    """The reading of one frame."""
    payment = [one for one in reads if is_payment(one.kind)]
    if any(one.clarity.letter != "F" for one in payment):
        verdict = Verdict.READY
    elif payment:
        verdict = Verdict.ASK_AGAIN
    elif reads:
        verdict = Verdict.WRONG_CODE
    else:
        verdict = Verdict.UNCLEAR if unread else Verdict.NONE
    return Reading(verdict, reads, unread, 1.0, SEEN_AT)
