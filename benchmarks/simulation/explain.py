"""Where our policy loses time against the oracle: by true cause, and the worst failures."""

from collections import defaultdict
from collections.abc import Iterator

from benchmarks.simulation.runs import table_for
from benchmarks.simulation.sale import Sale
from benchmarks.simulation.world import World


def explain(world: World, failures: int, worst: int, policy: str = "ours") -> Iterator[str]:
    """Yield the table by cause, then the failures that lost most, with what was done."""
    table = table_for(world)
    lost = []
    by_cause: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for number in range(failures):
        ours, oracle = table.play(policy, number), table.play("oracle", number)
        by_cause[ours.truth.cause.id].append((ours.seconds, oracle.seconds))
        lost.append((ours.seconds - oracle.seconds, number))
    yield from _by_cause(by_cause, failures, policy)
    for seconds, number in sorted(lost, reverse=True)[:worst]:
        ours, oracle = table.play(policy, number), table.play("oracle", number)
        cause = ours.truth.cause.id
        yield f"\nfailure {number}: {cause}, {seconds:.0f} s lost"
        yield f"  till: {ours.truth.code or '-'} {ours.truth.text or '-'}"
        yield f"  {policy}: {_steps(ours)}"
        yield f"  oracle: {_steps(oracle)}"


def _by_cause(
    by_cause: dict[str, list[tuple[float, float]]], failures: int, policy: str
) -> Iterator[str]:
    yield f"{'cause':<30}{'share':>8}{policy:>12}{'oracle':>9}{'lost':>8}{'of all lost':>13}"
    gaps = {cause: sum(ours - best for ours, best in pairs) for cause, pairs in by_cause.items()}
    whole = sum(gaps.values()) or 1.0
    for cause in sorted(gaps, key=lambda one: -gaps[one]):
        pairs = by_cause[cause]
        mine = sum(pair[0] for pair in pairs) / len(pairs)
        best = sum(pair[1] for pair in pairs) / len(pairs)
        yield (
            f"{cause:<30}{100 * len(pairs) / failures:>7.1f}%{mine:>12.1f}{best:>9.1f}"
            f"{mine - best:>8.1f}{100 * gaps[cause] / whole:>12.1f}%"
        )


def _steps(sale: Sale) -> str:
    return f"{sale.seconds:.0f} s = " + ", ".join(
        f"{what} {taken:.0f}" if taken else f"({what})" for what, taken in sale.steps
    )
