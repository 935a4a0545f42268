"""Calls the compiled kernel through ctypes, which lets other threads run meanwhile."""

import ctypes
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_POINTER = ctypes.c_void_p
_INT = ctypes.c_int
_DOUBLE = ctypes.c_double


class NativeKernel:
    """The compiled kernel of one shared library."""

    def __init__(self, path: Path) -> None:
        lib = ctypes.CDLL(str(path))
        self._find = lib.find_finders
        self._find.argtypes = [_POINTER, _INT, _INT, _INT, _INT, _POINTER, _INT]
        self._shape = lib.measure_shape
        self._shape.restype = None
        self._shape.argtypes = [_POINTER, _INT, _INT, _POINTER, _POINTER]
        self._triples = lib.find_triples
        self._triples.argtypes = [_POINTER, _INT, _INT, _POINTER, _INT, _DOUBLE, _POINTER, _INT]
        self._refine = lib.refine_finder
        self._refine.argtypes = [_POINTER, _INT, _INT, _POINTER, _INT]
        self._refine.restype = None
        self._grow = lib.grow_lattice
        self._grow.argtypes = [_POINTER, _INT, _INT, _POINTER, _INT, _INT, _POINTER]

    def find_finders(self, dark: NDArray[np.uint8], step: int = 1, strict: int = 1, most: int = 512) -> Floats:
        out = np.empty((most, 5))
        count = self._find(dark.ctypes.data, *dark.shape, step, strict, out.ctypes.data, most)
        return out[:count]

    def measure_shapes(self, grey: NDArray[np.uint8], finders: Floats) -> Floats:
        finders = np.ascontiguousarray(finders)
        out = np.empty((len(finders), 6))
        for finder, shape in zip(finders, out, strict=True):
            self._shape(grey.ctypes.data, *grey.shape, finder.ctypes.data, shape.ctypes.data)
        return out

    def find_triples(
        self, grey: NDArray[np.uint8], shapes: Floats, least: float, most: int = 64
    ) -> Floats:
        shapes = np.ascontiguousarray(shapes)
        out = np.empty((most, 22))
        count = self._triples(
            grey.ctypes.data, *grey.shape, shapes.ctypes.data, len(shapes), least,
            out.ctypes.data, most,
        )
        return out[:count]

    def refine_finder(self, grey: NDArray[np.float32], frame: Floats, rounds: int = 3) -> Floats:
        frame = np.array(frame, np.float64).reshape(3, 2)
        self._refine(grey.ctypes.data, *grey.shape, frame.ctypes.data, rounds)
        return frame

    def grow_lattice(self, grey: NDArray[np.float32], seeds: Floats, side: int) -> Floats:
        seeds = np.ascontiguousarray(seeds, np.float64)
        out = np.empty((side, side, 3))
        self._grow(
            grey.ctypes.data, *grey.shape, seeds.ctypes.data, len(seeds), side, out.ctypes.data
        )
        return out
