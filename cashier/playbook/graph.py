"""Follows references between named things: in which order they build on each other, and circles.

Works on names only; what refers to what, the caller says. Long chains are no recursion here.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Walk:
    """Every name after those it refers to, and each circle as the names on it."""

    order: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]


def walk(references: Mapping[str, Collection[str]]) -> Walk:
    """Follow all references; those to names that are not there lead nowhere."""
    order: list[str] = []
    circles: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in references:
        if start not in done:
            _from(start, references, done, order, circles)
    return Walk(tuple(order), tuple(circles))


def _from(
    start: str,
    references: Mapping[str, Collection[str]],
    done: set[str],
    order: list[str],
    circles: list[tuple[str, ...]],
) -> None:
    on_way: dict[str, Iterator[str]] = {start: iter(references[start])}
    while on_way:
        name = next(reversed(on_way))
        following = next(on_way[name], None)
        if following is None:
            on_way.pop(name)
            done.add(name)
            order.append(name)
        elif following in on_way:
            way = tuple(on_way)
            circles.append(way[way.index(following) :])
        elif following not in done and following in references:
            on_way[following] = iter(references[following])
