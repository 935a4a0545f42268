"""Payment codes by the thousand through a small film pipeline: is the kind of what is read right?

A small picture instead of a frame: a code on a lit card, seen at a slant, out of focus and moved,
with sensor noise and JPEG.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.contest.readers import Picture
from benchmarks.render.camera import Plane, blurred, jpeg
from benchmarks.render.symbols import Flags, bars, qr_symbol
from cashier.scan.scanner import Scanner

SEED = 2026
_SIDE = 400
_GRAIN = np.random.default_rng(SEED).standard_normal((2 * _SIDE, 2 * _SIDE), np.float32)
"""Noise that every picture takes from another place."""
_QUIET, _QUIET_BARS = 4, 10
_BARS_HIGH = 28
_BARS_EVERY = 4
_LETTERS = list("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789_-")
_DIGITS = list("0123456789")


@dataclass(frozen=True, slots=True)
class Shown:
    """A payload, and the kind that it is made as."""

    payload: str
    kind: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were shown and read; how many of those were of a wrong kind, or misread."""

    shown: int
    read: int
    wrong_kind: int
    misread: int


def made(rng: Generator) -> Shown:
    """Make a code up: four in five are payment codes of every wallet, the others receive codes."""
    ways = (_wechat, _alipay, _unionpay, _ecny, _emv, _wechat, _alipay, _receive)
    return ways[int(rng.integers(len(ways)))](rng)


def _some(rng: Generator, letters: list[str], count: int) -> str:
    return "".join(rng.choice(letters, count))


def _wechat(rng: Generator) -> Shown:
    return Shown(f"1{rng.integers(6)}" + _some(rng, _DIGITS, 16), "wechat_payment")


def _alipay(rng: Generator) -> Shown:
    digits = _some(rng, _DIGITS, int(rng.integers(14, 23)))
    return Shown(f"{rng.integers(25, 31)}{digits}", "alipay_payment")


def _unionpay(rng: Generator) -> Shown:
    return Shown("62" + _some(rng, _DIGITS, 17), "unionpay_payment")


def _ecny(rng: Generator) -> Shown:
    return Shown("01" + _some(rng, _DIGITS, 17), "ecny_payment")


def _emv(rng: Generator) -> Shown:
    """Build a customer's EMV code: base64 of nested tags, as UnionPay's app shows it."""
    pan = b"\x5a\x0a" + bytes.fromhex("62" + _some(rng, _DIGITS, 17) + "f")
    name = b"\x4f\x08\xa0\x00\x00\x03\x33\x01\x01\x02"
    track = b"\x9f\x36\x02" + rng.bytes(2)
    inner = name + pan + track
    whole = b"\x85\x05CPV01\x61" + bytes([len(inner)]) + inner
    return Shown(base64.b64encode(whole).decode(), "emv_customer")


def _receive(rng: Generator) -> Shown:
    codes = (
        ("wxp://f2f0", 40, "wechat_receive"),
        ("https://qr.alipay.com/fkx", 18, "alipay_receive"),
        ("https://qr.95516.com/00010000/", 20, "unionpay_receive"),
        ("https://qr.alipay.com/bax", 20, "alipay_dynamic"),
        ("weixin://wxpay/bizpayurl?pr=", 9, "wechat_dynamic"),
    )
    start, length, kind = codes[int(rng.integers(len(codes)))]
    return Shown(start + _some(rng, _LETTERS, length), kind)


def picture(shown: Shown, number: int, rng: Generator) -> Picture:
    """Take a small picture of a code; every fourth number is shown as bars."""
    pitch = rng.uniform(3.2, 7.0)
    if shown.payload.isdigit() and number % _BARS_EVERY == 0:
        dark = bars(shown.payload)
        pitch = min(rng.uniform(1.6, 2.6), 0.9 * _SIDE / (dark.shape[1] + 2 * _QUIET_BARS))
        dark = np.pad(np.repeat(dark, _BARS_HIGH, 0), ((0, 0), (_QUIET_BARS - _QUIET,) * 2))
    else:
        dark = _symbol(shown.payload, rng)
        pitch = min(pitch, 0.8 * _SIDE / (dark.shape[1] + 2 * _QUIET))
    light = _seen(dark, pitch, rng)
    light = blurred(light, pitch * rng.uniform(0.1, 0.5))
    length = max(1, round(rng.uniform(0, 0.7) * pitch))
    light = np.asarray(cv2.blur(light, (length, 1)), np.float32)
    top, left = (int(start) for start in rng.integers(0, _SIDE, 2))
    grain = _GRAIN[top : top + _SIDE, left : left + _SIDE] * np.float32(rng.uniform(1, 5))
    grey = np.float32(255) * np.asarray(cv2.pow(light, 1 / 2.2), np.float32) + grain
    return jpeg(np.clip(grey, 0, 255, out=grey).astype(np.uint8), int(rng.integers(55, 93)))


def _symbol(payload: str, rng: Generator) -> Flags:
    if payload.isdigit():
        version, levels = int(rng.integers(1, 4)), "LMQ"
    else:
        version, levels = int(rng.integers(5, 7)), "LM"
    level = levels[int(rng.integers(len(levels)))]
    return qr_symbol(payload, version, level, int(rng.integers(8))).dark


def _seen(dark: Flags, pitch: float, rng: Generator) -> Plane:
    """Return the light of a code on a shining card at a slant, before darker surroundings."""
    grain = max(2, round(pitch))
    inks = np.pad(np.where(dark, rng.uniform(0.01, 0.06), 1.0), _QUIET, constant_values=1.0)
    inks *= rng.uniform(0.15, 0.95)
    size = (inks.shape[1] * grain, inks.shape[0] * grain)
    card = cv2.resize(inks.astype(np.float32), size, interpolation=cv2.INTER_NEAREST)
    height, width = card.shape
    turn = rng.normal(0, 0.2)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (width, height) / 2 * pitch / grain
    turned = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    slanted = turned * (1 + rng.uniform(-0.09, 0.09, (4, 1))) + _SIDE / 2 + rng.normal(0, 6, 2)
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)]) - 0.5
    matrix = cv2.getPerspectiveTransform(flat.astype(np.float32), slanted.astype(np.float32))
    around = float(rng.uniform(0.02, 0.4))
    seen = cv2.warpPerspective(card, matrix, (_SIDE, _SIDE), borderValue=around)
    left, right = (float(light) for light in rng.uniform(0.7, 1.1, 2))
    slope = np.linspace(left, right, _SIDE, dtype=np.float32)
    return np.asarray(np.clip(seen * slope + rng.uniform(0, 0.04), 0, 1), np.float32)


def pictures(count: int, seed: int = SEED) -> Iterator[tuple[Shown, Picture]]:
    """Render so many codes; each has a generator of its own, whatever the count."""
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        shown = made(rng)
        yield shown, picture(shown, number, rng)


def tally(count: int) -> Tally:
    """Read so many codes in frame mode and judge the kinds."""
    scanner = Scanner()
    read = wrong_kind = misread = 0
    for shown, frame in pictures(count):
        for one in scanner.read(frame).reads:
            read += one.payload.reveal() == shown.payload
            misread += one.payload.reveal() != shown.payload
            wrong_kind += one.kind != shown.kind
    return Tally(count, read, wrong_kind, misread)
