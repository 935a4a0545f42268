"""Feeds the grammar texts that nobody meant: spoilt codes of every kind, and noise.

None may raise or take long, and what comes out keeps its promises: a known kind, a text that shows
itself, one spelling that is its own. `python -m benchmarks.fuzz_payloads --count 1000000 --seed 9`
takes another count; an input that fails is named by seed and number and can be made again.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from benchmarks import payload_makers as made
from benchmarks.figures import Figure, as_table
from cashier.core.privacy import Secret, mask_payload
from cashier.scan.grammar.content import Content, content_of
from cashier.scan.grammar.kinds import KINDS, is_payment
from cashier.scan.grammar.normal import normal
from cashier.scan.grammar.oddities import Oddity, plain
from cashier.scan.grammar.payment import hides_payment
from cashier.scan.own_code import OwnCodes
from cashier.scan.reading import Clarity, Read

COUNT = 50_000
SEED = 8
RETRIES = 8
SYMBOLOGIES = ("QRCode", "QRCode", "QRCode", "Code128", "EAN13", "ITF", "")
ODDITIES = {oddity.value for oddity in Oddity}
SIGNS = (
    "0123456789%%//::@@..\\?#=-_ \x00\x07\t\n\x1b\x7f\u200b\u202e\u2066\ufeff\ufffd"
    "аеорсу１２．。＠ｑ\u0301\ufdfa\ue000\ud83d\udc9a店𝒶abcxyzABCXYZ"
)
PIECES = (
    *("https://", "HTTP://", "wxp://", "weixin://wxpay/bizpayurl?pr=", "qr.alipay.com", "xn--"),
    *("000201", "6304", "hQVDUFYwMW", "%2F%2F", "qr.95516.com/", "payapp.weixin.qq.com", "99"),
)
KEY = b"a fuzzer has no secret to keep!!"
CORNERS = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of the inputs."""

    inputs: int
    payment: int
    odd: int
    slowest_ms: float
    seconds: float


class Broken(Exception):
    """The grammar broke a promise."""


def spoilt(random: Random) -> str:
    """Return a text that began as a code of some kind, or as noise."""
    text = _start(random)
    for _ in range(random.choice((0, 1, 1, 2, 3, 8))):
        text = random.choice(_MUTATIONS)(text, random)
    return text[:5000]


def take(shop: OwnCodes, text: str, symbology: str) -> Content:
    """Take one text through all of the grammar.

    Raises:
        Broken: a promise does not hold.
    """
    content = content_of(text, symbology)
    one, shown = normal(text), plain(text)
    masked = mask_payload(shown)
    said = Secret(text)
    clarity = Clarity("A", 4.0)
    kind, odd = content.kind, content.oddities
    read = Read(symbology, kind, said, masked, CORNERS, clarity, oddities=odd)
    shop.compare([read])
    if kind not in KINDS or not set(odd) <= ODDITIES:
        raise Broken("kind or oddity")
    if not shown.isprintable() or normal(one) != one:
        raise Broken("shown or spelling")
    if is_payment(kind) and kind != "emv_customer" and not hides_payment(text):
        raise Broken("a payment code that could be shown")
    return content


def timed(shop: OwnCodes, text: str, symbology: str) -> tuple[Content, float]:
    """Return what `take` returns, and the seconds of processor time it took."""
    begun = time.thread_time()
    content = take(shop, text, symbology)
    return content, time.thread_time() - begun


def run(count: int, seed: int = SEED) -> Tally:
    """Take `count` texts through; whatever is raised gets out, with its number."""
    blank = OwnCodes(KEY)
    own = "https://qr.bank.example.cn/m/1"
    held = Read("QRCode", "other", Secret(own), "•", CORNERS, Clarity("A", 4.0))
    shop = OwnCodes(KEY, [blank.entry(held)])
    payment = odd = 0
    slowest = 0.0
    started = time.perf_counter()
    for index in range(count):
        random = Random(f"{seed}/{index}")
        text, symbology = spoilt(random), random.choice(SYMBOLOGIES)
        try:
            content, taken = timed(shop, text, symbology)
        except Exception as error:
            error.add_note(f"input {index} of seed {seed}: {text[:200]!r} in {symbology}")
            raise
        # Other programs on this machine are no cost of ours: what was slow is tried again.
        repeats = RETRIES if taken > slowest else 0
        again = (timed(shop, text, symbology)[1] for _ in range(repeats))
        slowest = max(slowest, min((taken, *again)))
        payment += is_payment(content.kind)
        odd += bool(content.oddities)
    return Tally(count, payment, odd, slowest * 1000, time.perf_counter() - started)


def _start(random: Random) -> str:
    kind = random.randrange(20)
    if kind == 0:
        return random.choice(made.HOSTILE)[: random.choice((60, 300, 4296))]
    if kind == 1:
        return made.some(random, SIGNS, 0, 60)
    if kind == 2:
        return "".join(chr(random.randrange(0x110000)) for _ in range(random.randrange(40)))
    if kind == 3:
        return made.look_alike(random, made.alipay(random))
    return random.choice(list(made.MAKERS.values()))(random)


def _place(text: str, random: Random) -> int:
    return random.randint(0, len(text))


def _cut(text: str, random: Random) -> str:
    return text[: _place(text, random)]


def _without(text: str, random: Random) -> str:
    at = _place(text, random)
    return text[:at] + text[at + random.randint(1, 4) :]


def _with_signs(text: str, random: Random) -> str:
    at = _place(text, random)
    return text[:at] + made.some(random, SIGNS, 1, 3) + text[at + random.randint(0, 1) :]


def _with_piece(text: str, random: Random) -> str:
    at = _place(text, random)
    return text[:at] + random.choice(PIECES) + text[at:]


def _doubled(text: str, random: Random) -> str:
    at = _place(text, random)
    return text[:at] + text[at:][:200] * random.randint(2, 5)


def _sealed(text: str, _random: Random) -> str:
    return made.with_checksum("000201" + text.encode("utf-8", "ignore").decode()[:500])


def _encoded(text: str, random: Random) -> str:
    return quote(text.encode("utf-8", "ignore"), safe=random.choice(("", "/:")))


_MUTATIONS: tuple[Callable[[str, Random], str], ...] = (
    *(_cut, _without, _with_signs, _with_signs, _with_piece, _doubled, _sealed, _encoded),
    lambda text, _: text.upper(),
)


def measure(count: int = COUNT, seed: int = SEED) -> list[Figure]:
    tally = run(count, seed)
    return [
        Figure("spoilt payloads taken through", tally.inputs, ""),
        Figure("exceptions and broken promises", 0, "", 0),
        Figure("that are payment codes", tally.payment, ""),
        Figure("with something strange about them", tally.odd, ""),
        Figure("the slowest of all, every promise checked", tally.slowest_ms, "ms", 5),
        Figure("time for one, with making it", tally.seconds / tally.inputs * 1e6, "µs"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz_payloads", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    print(as_table(measure(chosen.count, chosen.seed)))


if __name__ == "__main__":
    main()
