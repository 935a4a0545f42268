"""What the scan kernel is tried on: drawn symbols, their dark pixels, looks of a finder, seeds."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

import cashier.scan.kernel
from benchmarks.eye.work import CountingKernel
from cashier.scan.kernel import Kernel, choose
from cashier.scan.kernel.inputs import Bytes, Floats, Hold, Looks, Pixels
from tests.helpers.symbols import Flags, written

FOLDER = Path(cashier.scan.kernel.__file__).parent
FINDER: Flags = np.array(
    [[max(abs(i), abs(j)) != 2 for i in range(-3, 4)] for j in range(-3, 4)], np.bool_
)
"""7 x 7 modules; True is dark."""


def compiled() -> Kernel | None:
    """Return the compiled kernel; None where it was not built."""
    kernel = choose(FOLDER, {})
    return kernel if kernel.name == "compiled" else None


class RememberingKernel(CountingKernel):
    """The kernel of this process; counts how often finders were looked for, and in which rows.

    Of each lattice that was grown it remembers the seeds, the rows and columns, and the hold.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scans = 0
        self.steps: list[int] = []
        self.grown: list[tuple[bytes, tuple[int, int], Hold]] = []

    def find_finders(
        self, dark: Bytes, *, step: int = 1, strict: bool = True, most: int = 1024
    ) -> Floats:
        self.scans += 1
        self.steps.append(step)
        return super().find_finders(dark, step=step, strict=strict, most=most)

    def grow_lattice(
        self, grey: Pixels, seeds: Floats, shape: tuple[int, int], hold: Hold
    ) -> Floats:
        self.grown.append((seeds.tobytes(), shape, hold))
        return super().grow_lattice(grey, seeds, shape, hold)


def looks() -> Looks:
    """Return a finder's look, sharp and blurred."""
    both = np.array([FINDER, cv2.GaussianBlur(FINDER.astype(np.float32), (0, 0), 0.6)])
    both -= both.mean(axis=(1, 2), keepdims=True)
    return np.asarray(both / np.linalg.norm(both, axis=(1, 2), keepdims=True), np.float32)


def drawn(modules: Flags, *, scale: int = 5, border: int = 20) -> Pixels:
    """Return modules in black on white, each scale x scale pixels, `border` pixels around."""
    light = np.kron(np.where(modules, 30, 220), np.ones((scale, scale)))
    return np.pad(light, border, constant_values=220).astype(np.float32)


def dark_in(grey: Pixels) -> Bytes:
    """Return where a picture is dark: 255, else 0."""
    return np.asarray(np.where(grey < 125, 255, 0), np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A symbol in a picture, and which point of the picture a point in modules is.

    Module (0, 0) has its centre at module point (0.5, 0.5).
    """

    grey: Pixels
    size: int
    homography: Floats

    def points(self, x: Floats, y: Floats) -> Floats:
        """Return the pixels of points in modules: [..., 2]."""
        places = np.stack([x, y, np.ones_like(x)]) + 0.0
        px, py, pz = np.tensordot(self.homography, places, 1)
        return np.stack([px / pz, py / pz], axis=-1) - 0.5

    def frame(self, column: float, row: float) -> list[float]:
        """Return the frame at a module's centre."""
        x, y = np.array([0, 0.5, 0, -0.5, 0]), np.array([0, 0, 0.5, 0, -0.5])
        p, right, below, left, above = self.points(x + column + 0.5, y + row + 0.5)
        return [*p, *(right - left), *(below - above)]

    def seeds(self, margin: int = 2) -> Floats:
        """Return seeds at the three finders, in a lattice with `margin` nodes around the symbol."""
        places = [(3, 3), (self.size - 4, 3), (3, self.size - 4)]
        return np.array([[x + margin, y + margin, *self.frame(x, y)] for x, y in places])


def shown(corners: list[tuple[float, float]], text: str = "twin", *, version: int = 2) -> Shown:
    """Return a symbol whose corners lie there, from the first module clockwise, softly drawn."""
    modules = written(text, version)
    size, fine = len(modules), 8
    flat = drawn(modules, scale=fine, border=4 * fine)
    source = np.array([(0, 0), (size, 0), (size, size), (0, size)], np.float32)
    whole = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    # Pixel (0, 0) of the drawing has its centre at module point (-4 + 1/16, ...).
    into = np.array([[1 / fine, 0, -4 + 0.5 / fine], [0, 1 / fine, -4 + 0.5 / fine], [0, 0, 1]])
    half = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1]])
    reach = int(np.max(corners)) + 30
    grey = cv2.warpPerspective(
        cv2.GaussianBlur(flat, (0, 0), fine / 5),
        half @ whole @ into,
        (reach, reach),
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(220,),
    )
    return Shown(np.asarray(grey, np.float32), size, np.asarray(whole, np.float64))
