"""Puts outcomes of troubles into figures, and prints what was named instead of the right thing."""

from collections import Counter
from collections.abc import Sequence
from statistics import median

from benchmarks.figures import Figure
from benchmarks.lines.watching import Outcome

_NEVER_S = 999.0


def figures(name: str, outcomes: Sequence[Outcome], allowed_s: float) -> list[Figure]:
    """Return share named rightly, times until named, red and clear again."""
    wrong = Counter((one.kind.name, one.said) for one in outcomes if not one.right)
    for (kind, said), times in sorted(wrong.items()):
        print(f"{kind}: {times} × {said}")
    kinds = {one.kind for one in outcomes}
    named = [_or_never(one.named_s) for one in outcomes]
    red = [_or_never(one.red_s) for one in outcomes if one.kind.soon]
    clear = [_or_never(one.cleared_s) for one in outcomes]
    green = [_or_never(one.green_s) for one in outcomes]
    right = 100.0 * sum(one.right for one in outcomes) / len(outcomes)
    found = [
        Figure(f"{name}: kinds of trouble × seeds", len(outcomes), f"of {len(kinds)} kinds"),
        Figure(f"{name}: right cause and light in {allowed_s:g} s", right, "%", 97, "higher"),
        Figure(f"{name}: named after, median", median(named), "s"),
        Figure(f"{name}: named after, 97 of 100", _at(named, 0.97), "s", allowed_s),
    ]
    if red:
        found.append(Figure(f"{name}: red after, 97 of 100", _at(red, 0.97), "s"))
    return [
        *found,
        Figure(f"{name}: no longer red after, worst", max(clear), "s", 10 if red else None),
        Figure(f"{name}: green again after, median", median(green), "s"),
        Figure(f"{name}: green again after, 97 of 100", _at(green, 0.97), "s"),
        Figure(f"{name}: green again after, worst", max(green), "s", 10 if red else None),
    ]


def _or_never(seconds: float | None) -> float:
    return _NEVER_S if seconds is None else seconds


def _at(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]
