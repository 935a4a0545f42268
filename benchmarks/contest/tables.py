"""Rows of results, a column a reader, and how they are laid out as Markdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of every reader that has it; `total` is what a count is out of."""

    name: str
    values: Mapping[str, float]
    unit: str = ""
    total: int | None = None

    @property
    def title(self) -> str:
        """The name with what the figure is out of."""
        return self.name if self.total is None else f"{self.name} (of {self.total})"

    def cell(self, reader: str) -> str:
        """Return a reader's figure as text."""
        value = self.values.get(reader)
        if value is None:
            return "–"
        shown = f"{value:.0f}" if float(value).is_integer() else f"{value:.3g}"
        return f"{value:.2f} %" if self.unit == "%" else f"{shown} {self.unit}".rstrip()


def as_markdown(rows: Sequence[Row], readers: Sequence[str]) -> str:
    """Lay rows out, a column a reader."""
    cells = [("", *readers)]
    cells += [(row.title, *(row.cell(reader) for reader in readers)) for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines = [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
