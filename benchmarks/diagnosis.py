"""How long one whole judgement takes in process: money, causes, next step, words, offers."""

import statistics
import time

from benchmarks.figures import Figure
from cashier.cases.advice import Situation, advise
from cashier.core.money import Money
from cashier.playbook.evidence import Evidence
from cashier.playbook.load import load_playbook

_ROUNDS = 300
_LIGHTS = ("internet", "dns", "tls", "gateway.wechat", "gateway.alipay", "clock", "certificate")


def measure() -> list[Figure]:
    """Judge a well-filled case again and again."""
    playbook = load_playbook()
    said = [
        ("register.outcome", "failed"),
        ("register.text", "支付失败，条码无法识别"),
        ("code.kind", "wechat_payment"),
        ("code.clarity", "B"),
        ("code.fault", "none"),
        ("order.state", "failed"),
        *((f"health.{name}", "ok") for name in _LIGHTS),
    ]
    situation = Situation(
        evidence=tuple(Evidence(name, value) for name, value in said),
        amount=Money(1600),
        method="fenfu",
        charged_s=20.0,
    )
    advise(situation, playbook)
    taken = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        advise(situation, playbook)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return [
        Figure("one diagnosis, median", statistics.median(taken), "ms", limit=5),
        Figure("one diagnosis, 95th percentile", taken[int(0.95 * _ROUNDS)], "ms", limit=5),
    ]
