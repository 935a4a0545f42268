"""The results as tables for a terminal."""

from collections.abc import Iterator, Sequence

from benchmarks.simulation.results import Results, lost_ratio, reduction, share, spread


def table(world: Results) -> Iterator[str]:
    """Yield the lines of one world, a policy each."""
    yield (
        f"{'policy':<12}{'mean':>8}{'median':>8}{'p90':>8}{'lost':>8}{'twice':>7}"
        f"{'queue lost/h':>14}{'share':>8}{'less':>8}"
    )
    for one in world.values():
        gain = "-" if one.share_pct is None else f"{one.share_pct:.1f}%"
        less = "-" if one.reduction_pct is None else f"{one.reduction_pct:.1f}%"
        yield (
            f"{one.policy:<12}{one.mean:>8.1f}{one.median:>8.1f}{one.p90:>8.1f}"
            f"{one.lost_pct:>7.2f}%{one.second_charges:>7}{one.queue_lost_per_hour:>14.2f}"
            f"{gain:>8}{less:>8}"
        )


def summary(results: Sequence[Results]) -> Iterator[str]:
    """Yield our figures in the first world, and their middle and worst in the others."""
    base, perturbed = results[0], results[1:]
    less = spread([reduction(one) for one in perturbed], higher_is_better=True)
    shares = spread([share(one) for one in perturbed], higher_is_better=True)
    lost = spread([lost_ratio(one) for one in perturbed], higher_is_better=False)
    yield f"{'ours':<34}{'first':>8}{'median':>8}{'worst':>8}"
    rows = (
        ("less waiting than the checklist, %", reduction(base), less),
        ("share of the oracle's gain, %", share(base), shares),
        ("lost sales of the checklist's, %", lost_ratio(base), lost),
    )
    for name, first, others in rows:
        yield f"{name:<34}{first:>8.1f}{others.median:>8.1f}{others.worst:>8.1f}"
    yield f"second charges: {sum(one['ours'].second_charges for one in results)}"
