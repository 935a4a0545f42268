"""How long one whole judgement takes in process, and what it holds in memory.

Money, causes, next step, words, offers. Every example of the playbook is judged, so that easy and
hard cases have their share.
"""

import gc
import json
import statistics
import time
import tracemalloc

from benchmarks.figures import Figure
from cashier.cases.advice import Situation, advise
from cashier.cli.situation import read_situation
from cashier.core.resources import resource
from cashier.playbook.evidence import Evidence
from cashier.playbook.load import load_playbook
from cashier.playbook.playbook import Playbook

_ROUNDS = 5
_MEGABYTE = 1_000_000
_LIGHTS = ("internet", "dns", "tls", "gateway.wechat", "gateway.alipay", "clock", "certificate")


def measure() -> list[Figure]:
    """Judge every example again and again, and weigh what a playbook and its judgements hold."""
    playbook = load_playbook()
    situations = [_with_lights(one) for one in _examples(playbook)]
    for situation in situations:
        advise(situation, playbook)
    taken = []
    for _ in range(_ROUNDS):
        for situation in situations:
            begun = time.perf_counter()
            advise(situation, playbook)
            taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return [
        Figure("one step, median", statistics.median(taken), "ms"),
        Figure("one step, 99th percentile", taken[int(0.99 * len(taken))], "ms", limit=5),
        Figure("playbook and judgements in memory", _memory(situations), "MB", limit=20),
    ]


def _examples(playbook: Playbook) -> list[Situation]:
    found = []
    for line in resource("playbook", "examples.jsonl").read_text(encoding="utf-8").splitlines():
        request = json.loads(line)
        request.pop("expect")
        found.append(read_situation(json.dumps(request).encode(), playbook.vocabulary))
    return found


def _with_lights(situation: Situation) -> Situation:
    """Add the lights that a running program knows, where the example does not speak of them."""
    known = {item.name for item in situation.evidence}
    lights = [Evidence(f"health.{name}", "ok") for name in _LIGHTS if f"health.{name}" not in known]
    return Situation(
        evidence=(*situation.evidence, *lights),
        amount=situation.amount,
        method=situation.method,
        charged_s=situation.charged_s,
        order_kind=situation.order_kind,
        number_known=situation.number_known,
    )


def _memory(situations: list[Situation]) -> float:
    """Return what is allocated by loading a playbook and judging every example with it."""
    gc.collect()
    tracemalloc.start()
    try:
        playbook = load_playbook()
        for situation in situations:
            advise(situation, playbook)
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return held / _MEGABYTE
