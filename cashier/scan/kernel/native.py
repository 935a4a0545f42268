"""Calls the compiled kernel through ctypes, which lets other threads run meanwhile."""

import ctypes
import sys
from pathlib import Path
from typing import Any, Literal

import numpy as np

from cashier.scan.kernel import inputs
from cashier.scan.kernel.inputs import Bytes, Floats, Hold, Looks, Pixels

CONTRACT = 4
"""Which kernel.c this speaks to; both count up when what a function takes or gives changes."""

_POINTER = ctypes.c_void_p
_INT = ctypes.c_int
_DOUBLE = ctypes.c_double


class NativeKernel:
    """The compiled kernel of one shared library.

    Raises:
        OSError: it cannot be loaded, was compiled from another kernel.c, or the machine's bytes
            come in an order that its scan does not know.
    """

    name: Literal["compiled"] = "compiled"

    def __init__(self, path: Path) -> None:
        if sys.byteorder != "little":
            raise OSError(f"the compiled kernel is for little-endian machines, not {sys.byteorder}")
        lib = ctypes.CDLL(str(path))
        try:
            contract = lib.kernel_contract()
            self._find, self._shapes = lib.find_finders, lib.measure_shapes
            self._triples, self._grow = lib.find_triples, lib.grow_lattice
        except AttributeError as error:
            raise OSError(str(error)) from error
        if contract != CONTRACT:
            raise OSError(f"{path.name} keeps contract {contract}, not {CONTRACT}")
        picture: list[Any] = [_POINTER, _INT, _INT]
        table: list[Any] = [_POINTER, _INT]
        self._find.argtypes = [*picture, _INT, _INT, _POINTER, _INT]
        self._shapes.argtypes = [*picture, *table, *table, _POINTER]
        self._shapes.restype = None
        self._triples.argtypes = [*picture, *table, *table, _DOUBLE, _POINTER, _INT]
        self._grow.argtypes = [*picture, *table, _INT, _INT, _DOUBLE, _DOUBLE, _INT, _POINTER]

    def find_finders(
        self, dark: Bytes, *, step: int = 1, strict: bool = True, most: int = 1024
    ) -> Floats:
        """See `Kernel.find_finders`."""
        dark = inputs.dark_picture(dark)
        inputs.at_least_one(step=step, most=most)
        out = np.empty((most, 5))
        count = self._find(dark.ctypes.data, *dark.shape, step, strict, out.ctypes.data, most)
        return out[:count]

    def measure_shapes(self, grey: Pixels, finders: Floats, looks: Looks) -> Floats:
        """See `Kernel.measure_shapes`."""
        grey, looks = inputs.grey_picture(grey), inputs.look_table(looks)
        finders = inputs.rows(finders, 5)
        out = np.empty((len(finders), 6))
        self._shapes(
            grey.ctypes.data, *grey.shape, finders.ctypes.data, len(finders),
            looks.ctypes.data, len(looks), out.ctypes.data,
        )  # fmt: skip
        return out

    def find_triples(
        self, grey: Pixels, shapes: Floats, looks: Looks, *, least: float, most: int = 64
    ) -> Floats:
        """See `Kernel.find_triples`."""
        grey, looks = inputs.grey_picture(grey), inputs.look_table(looks)
        shapes = inputs.rows(shapes, 6)
        inputs.at_least_one(most=most)
        out = np.empty((most, 22))
        count = self._triples(
            grey.ctypes.data, *grey.shape, shapes.ctypes.data, len(shapes),
            looks.ctypes.data, len(looks), least, out.ctypes.data, most,
        )  # fmt: skip
        return out[:count]

    def grow_lattice(
        self, grey: Pixels, seeds: Floats, shape: tuple[int, int], hold: Hold
    ) -> Floats:
        """See `Kernel.grow_lattice`."""
        grey, seeds = inputs.grey_picture(grey), inputs.rows(seeds, 8)
        inputs.lattice_shape(shape, hold)
        out = np.full((*shape, 3), -1.0)
        self._grow(
            grey.ctypes.data, *grey.shape, seeds.ctypes.data, len(seeds), *shape,
            hold.bell, hold.prior, hold.bends, out.ctypes.data,
        )  # fmt: skip
        return out
