"""The hot loops of finding QR symbols: compiled where a compiler was at hand, else the Python twin.

Both keep one contract, `Kernel`, and give the same results. Pixel centres lie at whole numbers, x
to the right and y down. Nothing here judges, and nothing here is specific to payments.
"""

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

import structlog

from cashier.scan.kernel.inputs import Bytes, Floats, Hold, Looks, Pixels
from cashier.scan.kernel.native import NativeKernel
from cashier.scan.kernel.twin import PythonKernel

VARIABLE = "CASHIER_KERNEL"
"""Set to `python`, it keeps the compiled kernel out: for tests and when something is wrong."""
LIBRARY = f"_kernel.lib.{ {'win32': 'dll', 'darwin': 'dylib'}.get(sys.platform, 'so') }"

_log = structlog.get_logger()


class Kernel(Protocol):
    """Finds finders and grids. Wrong sizes raise ValueError; NaN gives no result."""

    @property
    def name(self) -> Literal["compiled", "python"]:
        """Which of the two this is."""

    def find_finders(
        self, dark: Bytes, *, step: int = 1, strict: bool = True, most: int = 1024
    ) -> Floats:
        """Return rows of x, y, module across, module down, hits, in the order of being met.

        Every `step`-th row is looked at. Unless `strict`, a rim may be broken, or run into what
        lies around it; then the stone must be five pixels wide, since noise is full of smaller
        ones. More than `most` are not kept.
        """

    def measure_shapes(self, grey: Pixels, finders: Floats, looks: Looks) -> Floats:
        """Return rows of x, y, the matrix (xx, xy, yy) of the module, likeness (-1 to 1).

        One row a finder. The symmetric matrix turns the unit square into one module, up to a turn.
        """

    def find_triples(
        self, grey: Pixels, shapes: Floats, looks: Looks, *, least: float, most: int = 64
    ) -> Floats:
        """Return rows of likeness, three indices and three frames, likely ones first.

        The likeness is above `least`. The indices are those of the corner, of the finder along the
        row and of the one along the column. A frame is a centre and one module along the row and
        along the column: six numbers.
        Of `shapes` the first 128 count; mirrored symbols come transposed.
        """

    def grow_lattice(
        self, grey: Pixels, seeds: Floats, shape: tuple[int, int], hold: Hold
    ) -> Floats:
        """Return rows x columns nodes of x, y, confidence (-1: unknown), grown from the seeds.

        Seeds are rows of column, row and a frame; those outside are passed over. `shape` is rows
        and columns; `hold` says how firmly nodes hang together.
        """


@cache
def load() -> Kernel:
    """Return the kernel of this process: the compiled one if it is there and loads."""
    return choose(Path(__file__).parent, os.environ)


def choose(folder: Path, environment: Mapping[str, str]) -> Kernel:
    """Return the compiled kernel that lies in a folder, else the twin."""
    path = folder / LIBRARY
    if environment.get(VARIABLE) == "python" or not path.is_file():
        return PythonKernel()
    try:
        return NativeKernel(path)
    except OSError as error:
        _log.warning("kernel_not_loaded", reason=str(error))
        return PythonKernel()
