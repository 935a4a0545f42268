"""What a benchmark hands back, and how figures are laid out for a terminal and for the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


class Absent(Exception):
    """A benchmark cannot run here; the text says what it lacks."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value and the limit it is held to, if any."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    better: Literal["lower", "higher"] = "lower"

    @property
    def holds(self) -> bool:
        """Whether the limit, if there is one, is kept."""
        if self.limit is None:
            return True
        return self.value <= self.limit if self.better == "lower" else self.value >= self.limit

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """Name, value, limit and verdict as texts."""
        sign = "≤" if self.better == "lower" else "≥"
        limit = "–" if self.limit is None else f"{sign} {self.limit:g} {self.unit}".rstrip()
        verdict = "–" if self.limit is None else "yes" if self.holds else "NO"
        return self.name, f"{self.value:.4g} {self.unit}".rstrip(), limit, verdict


def as_table(figures: Sequence[Figure]) -> str:
    """Lay figures out as a Markdown table, readable in a terminal as well."""
    rows = [("figure", "measured", "limit", "kept"), *(figure.cells for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def write_section(page: str, name: str, text: str) -> str:
    """Return the page with the text between a benchmark's two markers replaced.

    Raises:
        ValueError: the page has no such markers.
    """
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, found, rest = page.partition(start)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"the page has no place for {name}")
    return f"{before}{start}{text}\n{end}{after}"
