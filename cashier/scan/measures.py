"""What is measured on one symbol: plain numbers between the pixels and the judgement. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measures:
    """Numbers of one straightened symbol; edge widths in modules, light from 0 to 1."""

    module_px: float
    contrast: float
    lightest: float
    edge_along: float
    edge_across: float
    linear: bool = False

    @property
    def grain(self) -> float:
        """Pixels a module as they count: bars are read from half as many as squares."""
        return 2 * self.module_px if self.linear else self.module_px

    @property
    def edge(self) -> float:
        """The wider of the two edge widths."""
        return max(self.edge_along, self.edge_across)
