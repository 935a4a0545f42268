"""What the window gets in each moment that docs/eye.md shows: one of every verdict, kind and fault.

Verdicts are those of the real reader and the real watch on rendered phones. Faults are named as
the renderer made them: which of them the reader names by itself is a matter of its own bench.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from benchmarks.render.held import (
    SPOILT,
    Spoilt,
    goods_page,
    held,
    phone,
    poster_page,
    wallet_page,
)
from benchmarks.render.pages import Colours
from benchmarks.render.sheets import Points
from cashier.core.clock import SystemClock
from cashier.core.privacy import Secret
from cashier.desk.scanning import scan_view
from cashier.desk.views import ScanView
from cashier.scan.advice import FALLBACK, advice_for
from cashier.scan.own_code import OwnCodes
from cashier.scan.reading import Corners, Fault, Reading, Unread, Verdict
from cashier.scan.scanner import Scanner
from cashier.scan.seen import Seen
from cashier.scan.shown import preview
from cashier.scan.watch import Watch

NOW = 1000.0
"""Monotonic seconds at which the pictures are taken."""
_LIVES = {"wechat_payment": 60.0, "alipay_payment": 60.0, "unionpay_payment": 60.0}
_SEEN_AT = datetime(2026, 11, 22, 6, 32, tzinfo=UTC)
_GREEN, _GREY = (89, 163, 60), (120, 110, 100)
_TWICE = (-0.1, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A picture and when it was taken, in seconds before or after NOW."""

    picture: Colours
    at: float


def verdict_scenes() -> dict[str, ScanView]:
    """Return every verdict, and the kinds of codes that are told apart."""
    wechat, alipay = phone(wallet_page()).picture, phone(wallet_page(1)).picture
    receive = phone(poster_page("wxp://f2f0Zc9ljQ7dVeXa2sH1", _GREEN)).picture
    goods = phone(goods_page("6901234567892")).picture
    strange = phone(poster_page("https://qr.alipay.com.pay-cn.top/f", _GREY)).picture
    return {
        "ready": _seen(_takes(wechat, *range(-12, 1, 2))),
        "fresh": _fresh(),
        "seen before": _seen(_takes(alipay, -24, *_TWICE)),
        "look again": _doubtful(wechat),
        "expired": _seen(_takes(wechat, -61, *_TWICE)),
        "used": _seen(_takes(alipay, *_TWICE), used=True),
        "receive code": _seen(_takes(receive, *_TWICE)),
        "goods": _seen(_takes(goods, *_TWICE)),
        "look-alike": _seen(_takes(strange, *_TWICE)),
        "swapped": _swapped(receive),
        "unclear": _unclear(),
        "none": _seen(_takes(phone(wallet_page(), held((0, 600, 235))).picture, 0.0)),
    }


def fault_scenes(names: Iterable[str] = tuple(SPOILT)) -> dict[str, ScanView]:
    """Return faults by name, each with its mark and what to say."""
    return {name: _spoilt(name, SPOILT[name]()) for name in names}


def _takes(picture: Colours, *times: float) -> list[Take]:
    return [Take(picture, at) for at in times]


def _seen(takes: Sequence[Take], *, used: bool = False) -> ScanView:
    """Show pictures to the reader and the watch; return the last view."""
    scanner, watch = Scanner(SystemClock()), Watch(_LIVES, b"pictures")
    seen = [watch.see(scanner.read(one.picture), NOW + one.at) for one in takes][-1]
    if used and seen.mark is not None:
        watch.used(seen.mark)
        seen = watch.see(seen.reading, NOW)
    return _view(seen, takes[-1].picture)


def _view(seen: Seen, picture: Colours) -> ScanView:
    lives = _LIVES.get(seen.front.kind) if seen.front is not None else None
    return scan_view(seen, preview(picture), NOW, lives)


def _fresh() -> ScanView:
    old, new = (phone(wallet_page(0, seed)).picture for seed in (1, 2))
    return _seen([*_takes(old, -18.4, -18.3), *_takes(new, *range(-18, 1, 2))])


def _doubtful(picture: Colours) -> ScanView:
    """One frame, whose error correction was all needed."""
    reading = Scanner(SystemClock()).read(picture)
    alone = replace(reading.reads[0], symbology="QRCode", unused_ec=0.0)
    seen = Watch(_LIVES, b"pictures").see(replace(reading, reads=(alone,)), NOW)
    return _view(seen, picture)


def _swapped(picture: Colours) -> ScanView:
    """A receive code that is not the one which the shop registered."""
    reading = Scanner(SystemClock()).read(picture)
    other = replace(reading.reads[0], payload=Secret("wxp://f2f0theshops"))
    blank = OwnCodes(b"pictures" * 4)
    shop = OwnCodes(blank.key, [blank.entry(other)])
    watch = Watch(_LIVES, b"pictures")
    seen = [watch.see(shop.judged(reading), NOW + at) for at in _TWICE][-1]
    return _view(seen, picture)


def _unclear() -> ScanView:
    spoilt = SPOILT["blur_focus"]()
    return _unread(spoilt, Unread(_corners(spoilt.corners), (), FALLBACK))


def _spoilt(name: str, spoilt: Spoilt) -> ScanView:
    fault = Fault(name, 0.8, spoilt.box)
    return _unread(spoilt, Unread(_corners(spoilt.corners), (fault,), advice_for([fault])))


def _unread(spoilt: Spoilt, unread: Unread) -> ScanView:
    reading = Reading(Verdict.UNCLEAR, (), (unread,), 0.0, _SEEN_AT)
    return _view(Watch(_LIVES, b"pictures").see(reading, NOW), spoilt.picture)


def _corners(points: Points) -> Corners:
    a, b, c, d = ((float(x), float(y)) for x, y in points)
    return (a, b, c, d)
