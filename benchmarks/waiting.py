"""How long customers wait at a failed payment: our advice against other ways to handle it.

    python -m benchmarks.waiting [--world FILE ...] [--seeds 1-20] [--failures 20000] [--explain N]

A shop and its failures are drawn from a world file whose causes, symptoms, answers and repairs are
not the program's own beliefs. Six policies meet the same failures (every draw has a key):
`ours`, on its first day; `ours_learned`, after a month of other failures of the same shop;
`ours_blind`, without lights, camera and memory; `checklist`, the paper one; `retry`, twice and then
the supervisor; `oracle`, which knows the cause but not what will work this time.

Rules, the same for all. Everybody reads the till once. A remedy costs its seconds and a sentence
said, whether it works or not; whether it works is drawn once for a failure, for waiting and
retrying each time. Remedies outside the clerk's reach fetch the supervisor first. An order that may
be pending costs a query before any remedy; one that is pending must be reversed before another
charge. Whoever charges it regardless has taken the money twice. When nothing is left the supervisor
closes the sale. Waiting runs from the first failure to paid as if everyone stayed; a customer with
less patience is a lost sale. The checklist uses the oracle's plan once it has found the cause.
"""

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figures import Absent, Figure
from benchmarks.simulation.explain import explain
from benchmarks.simulation.results import (
    Results,
    judge_world,
    lost_ratio,
    reduction,
    share,
    spread,
)
from benchmarks.simulation.runs import POLICIES, WorldSource, play_worlds
from benchmarks.simulation.sources import base_world, perturbed_worlds, world_file
from benchmarks.simulation.telling import summary, table
from benchmarks.simulation.world import WorldBroken

FAILURES = int(os.environ.get("BENCH_FAILURES", "20000"))
PERTURBED = tuple(range(1, 21))
_JOBS = 2
_TWO_THIRDS = 200 / 3


def measure() -> list[Figure]:
    """Play the base world and twenty perturbed ones."""
    sources = [base_world(), *perturbed_worlds(PERTURBED, 0.5)]
    results = play_and_judge(sources, POLICIES, FAILURES, _JOBS)
    return figures(results[0], results[1:])


def figures(base: Results, perturbed: Sequence[Results]) -> list[Figure]:
    """Hold the results to their limits: on the first day, and after a month of learning."""
    blind = spread([reduction(one, "ours_blind") for one in perturbed], higher_is_better=True)
    every = [base, *perturbed]
    twice = sum(one[policy].second_charges for one in every for policy in POLICIES[:2])
    return [
        *(Figure(f"waiting, {policy}", base[policy].mean, "s") for policy in POLICIES),
        *(_held(base, perturbed, "ours", "first day")),
        *(_held(base, perturbed, "ours_learned", "after a month")),
        Figure("first day, without lights and camera", reduction(base, "ours_blind"), "%"),
        Figure("first day, without them, median perturbed world", blind.median, "%"),
        Figure("second charges, all worlds", twice, "", 0),
    ]


def _held(base: Results, perturbed: Sequence[Results], policy: str, when: str) -> Iterator[Figure]:
    """Yield one policy's figures with their limits."""
    every = [base, *perturbed]
    shorter = spread([reduction(one, policy) for one in perturbed], higher_is_better=True)
    shares = spread([share(one, policy) for one in every], higher_is_better=True)
    lost = spread([lost_ratio(one, policy) for one in every], higher_is_better=False)
    for name, value, limit in (
        ("less waiting than the checklist", reduction(base, policy), _TWO_THIRDS),
        ("less waiting, median perturbed world", shorter.median, _TWO_THIRDS),
        ("less waiting, worst perturbed world", shorter.worst, 60),
        ("share of the oracle's gain", share(base, policy), 94),
        ("share of it, worst of all worlds", shares.worst, 94),
    ):
        yield Figure(f"{when}: {name}", value, "%", limit, "higher")
    name = "lost sales against the checklist's"
    yield Figure(f"{when}: {name}", lost_ratio(base, policy), "%", 12.5)
    yield Figure(f"{when}: {name}, worst of all worlds", lost.worst, "%", 12.5)


def play_and_judge(
    sources: Sequence[WorldSource], policies: tuple[str, ...], failures: int, jobs: int
) -> list[Results]:
    """Play worlds and put what came of it into figures."""
    played = play_worlds(sources, policies, failures, jobs)
    return [judge_world(source.world(), one) for source, one in zip(sources, played, strict=True)]


def main(arguments: Sequence[str]) -> int:
    """Run the command; exit 2 when a world cannot be used."""
    chosen = _parser().parse_args(arguments)
    try:
        sources = _sources(chosen)
        for line in _explained(sources[0], chosen) if chosen.explain else _told(sources, chosen):
            print(line)
    except (WorldBroken, Absent) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.waiting", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--world", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--seeds", type=_seeds, default=(), help="perturbed worlds: 1-20 or 3,5")
    parser.add_argument("--spread", type=float, default=0.5, help="how far they are perturbed")
    parser.add_argument("--failures", type=_count, default=FAILURES)
    parser.add_argument("--policies", type=_policies, default=POLICIES, help=",".join(POLICIES))
    parser.add_argument("--jobs", type=_count, default=_JOBS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--explain", type=_count, metavar="N", help="the N worst failures")
    return parser


def _seeds(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return tuple(found)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _policies(text: str) -> tuple[str, ...]:
    named = tuple(text.split(","))
    if not set(named) <= set(POLICIES):
        raise ValueError(text)
    return named


def _sources(chosen: argparse.Namespace) -> list[WorldSource]:
    named = [world_file(path) for path in chosen.world]
    perturbed = perturbed_worlds(chosen.seeds, chosen.spread) if chosen.seeds else []
    return [*(named or [base_world()]), *perturbed]


def _explained(source: WorldSource, chosen: argparse.Namespace) -> Iterator[str]:
    policy = chosen.policies[0] if chosen.policies != POLICIES else "ours"
    return explain(source.world(), chosen.failures, chosen.explain, policy)


def _told(sources: Sequence[WorldSource], chosen: argparse.Namespace) -> Iterator[str]:
    results = play_and_judge(sources, chosen.policies, chosen.failures, chosen.jobs)
    named = list(zip((source.name for source in sources), results, strict=True))
    if chosen.json:
        yield json.dumps(
            {
                name: {policy: dataclasses.asdict(one) for policy, one in world.items()}
                for name, world in named
            }
        )
        return
    for name, world in named:
        yield f"\n{name}, {chosen.failures} failures"
        yield from table(world)
    if len(results) > 1 and {"ours", "checklist", "oracle"} <= set(chosen.policies):
        yield "\nsummary"
        yield from summary(results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
