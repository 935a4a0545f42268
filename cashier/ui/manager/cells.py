"""Lines of a table as cells, for any list of the manager's window.

It knows nothing of cases, rules or changes; whoever fills it does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from cashier.ui.look import Look

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `ink` is the name of a token."""

    text: str
    ink: str = "ink"
    bold: bool = False
    icon: str = ""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a list.

    Args:
        label: the key of what the list is called.
        names: their ids, from the left; the words are those of `manager-column-<id>`.
        grows: the one that takes the room that is left.
        right: those whose words end at the right.
        spare: those that are left out where there is no room, the first one first.
    """

    label: str
    names: tuple[str, ...]
    grows: str
    right: frozenset[str] = frozenset()
    spare: tuple[str, ...] = ()


class CellTable(QAbstractTableModel):
    """Lines of cells, as Qt wants them."""

    def __init__(self, look: Look, columns: Columns) -> None:
        super().__init__()
        self._look = look
        self.columns = columns
        self._cells: list[tuple[Cell, ...]] = []

    def show_cells(self, lines: Sequence[tuple[Cell, ...]]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._cells = list(lines)
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands in a cell."""
        return self._cells[row][column]

    def column_cells(self, column: int) -> list[Cell]:
        """Return all cells of a column."""
        return [line[column] for line in self._cells]

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns.names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell; how it looks is asked with `cell`."""
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role not in texts or not index.isValid():
            return None
        return self.cell(index.row(), index.column()).text

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the name of a column."""
        named = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        name = self.columns.names[section]
        return self._look.words(f"manager-column-{name}") if named else None


def as_lines(lines: Sequence[Sequence[str]]) -> str:
    """Return texts as lines with tabs, for other programs."""
    return "\n".join("\t".join(" ".join(text.split()) for text in line) for line in lines)
