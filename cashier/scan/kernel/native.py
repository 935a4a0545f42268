"""Calls the compiled kernel through ctypes, which lets other threads run meanwhile."""

import ctypes
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Pixels = NDArray[np.float32]
Looks = NDArray[np.float32]
_POINTER = ctypes.c_void_p
_INT = ctypes.c_int
_DOUBLE = ctypes.c_double


class NativeKernel:
    """The compiled kernel of one shared library."""

    def __init__(self, path: Path) -> None:
        lib = ctypes.CDLL(str(path))
        picture = [_POINTER, _INT, _INT]
        self._find = lib.find_finders
        self._find.argtypes = [*picture, _INT, _INT, _POINTER, _INT]
        self._shapes = lib.measure_shapes
        self._shapes.argtypes = [*picture, _POINTER, _INT, _POINTER, _INT, _POINTER]
        self._shapes.restype = None
        self._triples = lib.find_triples
        self._triples.argtypes = [
            *picture, _POINTER, _INT, _POINTER, _INT, _DOUBLE, _POINTER, _INT,
        ]
        self._grow = lib.grow_lattice
        self._grow.argtypes = [*picture, _POINTER, _INT, _INT, _DOUBLE, _DOUBLE, _POINTER]

    def find_finders(
        self, dark: Bytes, *, step: int = 1, strict: bool = True, most: int = 1024
    ) -> Floats:
        out = np.empty((most, 5))
        count = self._find(dark.ctypes.data, *dark.shape, step, strict, out.ctypes.data, most)
        return out[:count]

    def measure_shapes(self, grey: Pixels, finders: Floats, looks: Looks) -> Floats:
        finders = np.ascontiguousarray(finders, np.float64)
        out = np.empty((len(finders), 6))
        self._shapes(
            grey.ctypes.data, *grey.shape, finders.ctypes.data, len(finders),
            looks.ctypes.data, len(looks), out.ctypes.data,
        )
        return out

    def find_triples(
        self, grey: Pixels, shapes: Floats, looks: Looks, *, least: float, most: int = 64
    ) -> Floats:
        shapes = np.ascontiguousarray(shapes, np.float64)
        out = np.empty((most, 22))
        count = self._triples(
            grey.ctypes.data, *grey.shape, shapes.ctypes.data, len(shapes),
            looks.ctypes.data, len(looks), least, out.ctypes.data, most,
        )
        return out[:count]

    def grow_lattice(
        self, grey: Pixels, seeds: Floats, side: int, *, bell: float, prior: float
    ) -> Floats:
        seeds = np.ascontiguousarray(seeds, np.float64)
        out = np.empty((side, side, 3))
        self._grow(
            grey.ctypes.data, *grey.shape, seeds.ctypes.data, len(seeds), side, bell, prior,
            out.ctypes.data,
        )
        return out
