"""Asks the grammar what codes say: every kind, swapped shop codes, texts meant to hurt.

No picture is drawn: what reading itself may get wrong is measured elsewhere. A swapped code is
missed where it is not told as changed; a false alarm is anything but a match for the shop's own.
"""

import time
from collections.abc import Sequence
from random import Random

from benchmarks import payload_makers as made
from benchmarks.figures import Figure
from cashier.core.privacy import Secret
from cashier.scan.grammar.content import content_of
from cashier.scan.grammar.kinds import is_payment
from cashier.scan.grammar.normal import normal
from cashier.scan.grammar.oddities import plain
from cashier.scan.grammar.payment import hides_payment
from cashier.scan.own_code import OwnCodes
from cashier.scan.reading import Clarity, OwnCode, Read

EACH = 4_000
PAIRS = 10_000
ROUNDS = 5
SEED = 4
KEY = b"a bench is no shop and has no secret"[:32]
CORNERS = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
UPPER = ("wechat_dynamic", "alipay_receive", "alipay_dynamic", "unionpay_receive", "aggregate")


def read(payload: str, symbology: str = "QRCode") -> Read:
    """Return a payload as the scanner hands it on."""
    said = content_of(payload, symbology)
    clarity = Clarity("A", 4.0)
    secret = Secret(payload)
    return Read(symbology, said.kind, secret, "•", CORNERS, clarity, oddities=said.oddities)


def spelt(random: Random, kind: str) -> tuple[str, str]:
    """Return a payload of a kind, in one of its spellings, and the symbology it stands in."""
    payload = made.MAKERS[kind](random)
    if kind == "goods_barcode":
        return payload, "Code128"
    if kind in UPPER and random.random() < 0.2:
        payload = payload.upper()
    elif kind in UPPER and random.random() < 0.2:
        payload = made.percented(random, payload)
    if random.random() < 0.1:
        payload = f" {payload}\r\n"
    bars = payload.strip().isdigit() and kind != "other"
    return payload, "Code128" if bars and random.random() < 0.5 else "QRCode"


def wrong_kinds(random: Random, each: int) -> tuple[int, int, int]:
    """Return how many payloads were asked, how many got a wrong kind, how many a wrong purse.

    A wrong purse is a payment code that is taken for none, or the other way round.
    """
    asked = wrong = purse = 0
    for kind in made.MAKERS:
        for _ in range(each):
            payload, symbology = spelt(random, kind)
            found = content_of(payload, symbology).kind
            asked += 1
            wrong += found != kind
            purse += is_payment(found) != is_payment(kind)
    return asked, wrong, purse


def own_view(random: Random, payload: str) -> list[str]:
    """Return what lies in view of a shop whose code hangs where it should."""
    beside = [made.MAKERS["wechat_payment"], made.MAKERS["wechat_dynamic"], made.something_else]
    more = [random.choice(beside)(random)] if random.random() < 0.3 else []
    return [made.respelt(random, payload), *more]


def swapped_view(random: Random, payload: str) -> list[str]:
    """Return what lies in view of a shop whose code somebody changed, or covered with another."""
    way = random.randrange(4)
    if way == 0:
        return [payload, random.choice(made.STATIC[:4])(random)]
    if way == 1 and payload.startswith("https"):
        return [made.look_alike(random, payload)]
    if way == 2 and payload.startswith("https"):
        return [payload, made.look_alike(random, payload)]
    other = made.neighbour(random, payload)
    return [made.hidden(random, other) if random.random() < 0.3 else other]


def swapped_codes(random: Random, pairs: int) -> tuple[int, int]:
    """Return how many swapped codes were missed and how many of the shop's own raised an alarm."""
    missed = false = 0
    blank = OwnCodes(KEY)
    for index in range(pairs):
        payload = made.STATIC[index % len(made.STATIC)](random)
        shop = OwnCodes(KEY, [blank.entry(read(payload))])
        if index // len(made.STATIC) % 2:
            own = shop.compare([read(one) for one in own_view(random, payload)])
            false += own is not OwnCode.MATCH
        else:
            own = shop.compare([read(one) for one in swapped_view(random, payload)])
            missed += own is not OwnCode.CHANGED
    return missed, false


def slowest_ms(payloads: Sequence[str], rounds: int = ROUNDS) -> float:
    """Return the most processor time that one payload takes through all of the grammar.

    Of some runs the best counts: other programs on this machine are no cost of ours.
    """
    shop = OwnCodes(KEY, [OwnCodes(KEY).entry(read("https://qr.bank.example.cn/m/1"))])
    longest = 0.0
    for payload in payloads:
        best = float("inf")
        for _ in range(rounds):
            started = time.thread_time()
            shop.compare([read(payload)])
            normal(payload)
            plain(payload)
            hides_payment(payload)
            best = min(best, time.thread_time() - started)
        longest = max(longest, best)
    return longest * 1000


def measure(each: int = EACH, pairs: int = PAIRS) -> list[Figure]:
    asked, wrong, purse = wrong_kinds(Random(SEED), each)
    missed, false = swapped_codes(Random(SEED), pairs)
    return [
        Figure("payloads of 15 kinds", asked, "", 50_000, "higher"),
        Figure("taken for a wrong kind", wrong, "", 0),
        Figure("payment codes taken for none, or the other way", purse, "", 0),
        Figure("pairs of a shop's own code and what hangs there", pairs, "", 10_000, "higher"),
        Figure("swapped codes missed", missed, "", 0),
        Figure("false alarms", false, "", 0),
        Figure("hostile payload, the slowest of all", slowest_ms(made.HOSTILE), "ms", 5),
    ]
