"""The kernel in Python: the same results as kernel.c, step by step, where no compiler was at hand.

Sums run in the same order, and grey levels stay in single precision as there, so that no tie falls
otherwise. It is slow; what reads well came before what runs fast.
"""

from typing import Literal

import numpy as np

from cashier.scan.kernel import inputs
from cashier.scan.kernel.inputs import Bytes, Floats, Hold, Looks, Pixels
from cashier.scan.kernel.twin_finders import find_finders
from cashier.scan.kernel.twin_lattice import Lattice
from cashier.scan.kernel.twin_shapes import find_triples, measure_shape


class PythonKernel:
    """The kernel without a library. Its methods are those of `Kernel`, in all details."""

    name: Literal["python"] = "python"

    def find_finders(
        self, dark: Bytes, *, step: int = 1, strict: bool = True, most: int = 1024
    ) -> Floats:
        """See `Kernel.find_finders`."""
        dark = inputs.dark_picture(dark)
        inputs.at_least_one(step=step, most=most)
        found = find_finders(dark, step=step, strict=strict, most=most)
        return np.array(found, np.float64).reshape(-1, 5)

    def measure_shapes(self, grey: Pixels, finders: Floats, looks: Looks) -> Floats:
        """See `Kernel.measure_shapes`."""
        grey, looks = inputs.grey_picture(grey), inputs.look_table(looks)
        with np.errstate(all="ignore"):
            shapes = [measure_shape(grey, finder, looks) for finder in inputs.rows(finders, 5)]
        return np.array(shapes, np.float64).reshape(-1, 6)

    def find_triples(
        self, grey: Pixels, shapes: Floats, looks: Looks, *, least: float, most: int = 64
    ) -> Floats:
        """See `Kernel.find_triples`."""
        grey, looks = inputs.grey_picture(grey), inputs.look_table(looks)
        shapes = inputs.rows(shapes, 6)
        inputs.at_least_one(most=most)
        with np.errstate(all="ignore"):
            found = find_triples(grey, shapes, looks, least=least, most=most)
        return np.array(found, np.float64).reshape(-1, 22)

    def grow_lattice(
        self, grey: Pixels, seeds: Floats, shape: tuple[int, int], hold: Hold
    ) -> Floats:
        """See `Kernel.grow_lattice`."""
        grey, seeds = inputs.grey_picture(grey), inputs.rows(seeds, 8)
        inputs.lattice_shape(shape, hold)
        with np.errstate(all="ignore"):
            lattice = Lattice(grey, shape, hold)
            lattice.grow(seeds)
        return lattice.nodes()
