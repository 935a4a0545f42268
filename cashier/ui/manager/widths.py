"""How wide the columns of the list are: what their words need, and how room is shared out."""

from collections.abc import Sequence
from dataclasses import dataclass

from cashier.ui.look import Look
from cashier.ui.manager.cells import Cell
from cashier.ui.text import Setting
from cashier.ui.theme import BODY, BODY_BOLD, HINT, HINT_BOLD, Type

PAD = 10
_LEAST_PAD = 5
ICON = 24
_FIGURES = frozenset({"time", "amount", "wait"})
_ONE_LINE = _FIGURES - {"time"}


@dataclass(frozen=True, slots=True)
class Need:
    """The width at which every word of a column stands on one line, and the least: on two."""

    full: int
    least: int


@dataclass(frozen=True, slots=True)
class Shares:
    """The widths of the columns, and the air at both sides of what stands in them."""

    widths: tuple[int, ...]
    pad: int


def needed(look: Look, name: str, cells: Sequence[Cell]) -> Need:
    """Return what a column needs for its name and its cells."""
    setter = look.setter
    title = setter.width(look.words(f"manager-column-{name}"), HINT)
    full = least = title
    for cell in _samples(name, cells):
        icon = ICON if cell.icon else 0
        whole = setter.width(cell.text, large(cell)) + icon
        full = max(full, whole)
        least = max(least, whole if name in _ONE_LINE else _on_two_lines(look, cell) + icon)
    return Need(full, least)


def fits(needs: Sequence[Need], room: int) -> bool:
    """Whether the columns have room when every word wraps and little air is left."""
    return sum(need.least + 2 * _LEAST_PAD for need in needs) <= room


def shared(needs: Sequence[Need], room: int, stretch: int) -> Shares:
    """Share out the room: one column takes the rest, others wrap when it is short, then air goes.

    The last columns wrap first.
    """
    if not needs:
        return Shares((), PAD)
    pad = _air(needs, room)
    widths = [need.full for need in needs]
    rest = room - 2 * pad * len(needs) - sum(widths) + widths[stretch]
    least = needs[stretch].least
    for number in reversed([one for one in range(len(needs)) if one != stretch]):
        given = min(max(least - rest, 0), widths[number] - needs[number].least)
        widths[number] -= given
        rest += given
    widths[stretch] = max(rest, least)
    return Shares(tuple(width + 2 * pad for width in widths), pad)


def large(cell: Cell) -> Type:
    """Return how a cell is set when it stands on one line."""
    return BODY_BOLD if cell.bold else BODY


def small(cell: Cell) -> Type:
    """Return how a cell is set when it needs two lines."""
    return HINT_BOLD if cell.bold else HINT


def _air(needs: Sequence[Need], room: int) -> int:
    left = (room - sum(need.least for need in needs)) // (2 * len(needs))
    return max(min(PAD, left), _LEAST_PAD)


def _samples(name: str, cells: Sequence[Cell]) -> set[Cell]:
    """Return the cells worth measuring: figures are all equally wide, the longest will do."""
    if name in _FIGURES and cells:
        return {max(cells, key=lambda cell: len(cell.text))}
    return set(cells)


def _on_two_lines(look: Look, cell: Cell) -> int:
    setter, type_ = look.setter, small(cell)
    width = max(setter.width(cell.text, type_) // 2, setter.longest_word(cell.text, type_))
    while setter.block(cell.text, Setting(type_, width)).lines > 2:
        width += 4
    return width
