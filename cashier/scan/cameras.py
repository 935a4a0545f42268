"""Which cameras there are, under names that stay when one is unplugged and plugged in elsewhere.

An index says only in which order the system found them. On Linux the name is udev's own
(`/dev/v4l/by-id`, else `by-path`), on Windows what DirectShow calls the device. Nothing is opened.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2

from cashier.scan.errors import CameraAbsent

if sys.platform == "win32":
    from cv2_enumerate_cameras import enumerate_cameras

PREFIX = "name:"
"""What a source begins with that is a camera's stable name."""

_DEVICES = Path("/dev")
_CLASSES = Path("/sys/class/video4linux")


@dataclass(frozen=True, slots=True)
class CameraName:
    """One camera.

    Attributes:
        source: what the setting `camera.source` takes.
        label: what people call it.
        index: OpenCV's number for it just now, under `backend`.
    """

    source: str
    label: str
    index: int
    backend: int = cv2.CAP_ANY


def cameras() -> tuple[CameraName, ...]:
    """Return the cameras that are plugged in, in the order of their numbers.

    Elsewhere than on Linux and Windows nobody tells; an index still works.
    """
    if sys.platform == "win32":
        return windows_cameras(enumerate_cameras(cv2.CAP_DSHOW))
    return linux_cameras(_DEVICES, _CLASSES)


class Device(Protocol):
    """A camera as DirectShow lists it."""

    index: int
    name: str
    backend: int


def windows_cameras(devices: Iterable[Device]) -> tuple[CameraName, ...]:
    """Return what DirectShow lists; of cameras that are called alike the later ones get a number.

    Its path would tell them apart, but changes with the socket that a camera is plugged into.
    """
    alike: Counter[str] = Counter()
    found = []
    for device in devices:
        label = _printable(device.name)
        alike[label] += 1
        name = label if alike[label] == 1 else f"{label} #{alike[label]}"
        found.append(CameraName(f"{PREFIX}{name}", name, device.index, device.backend))
    return tuple(found)


def find(source: str) -> CameraName:
    """Return the camera of that stable name, wherever it is plugged in now.

    Raises:
        CameraAbsent: it is not plugged in.
    """
    for camera in cameras():
        if camera.source == source:
            return camera
    raise CameraAbsent(name=source)


def linux_cameras(devices: Path, classes: Path) -> tuple[CameraName, ...]:
    """Return what udev and the kernel know, from their folders; one without a name by its index.

    A camera often has a second device for its metadata: udev calls only the first one `index0`.
    """
    found: dict[int, CameraName] = {}
    for folder in ("by-id", "by-path"):
        for link in _links(devices / "v4l" / folder):
            index = _number(link)
            if index is not None:
                label = _first_line(classes / f"video{index}" / "name") or link.name
                found.setdefault(index, CameraName(f"{PREFIX}{link.name}", label, index))
    for known in _kernel_cameras(classes):
        index = int(known.name.removeprefix("video"))
        label = _first_line(known / "name") or known.name
        found.setdefault(index, CameraName(str(index), label, index))
    return tuple(found[index] for index in sorted(found))


def _links(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(folder.glob("*-index0"))
    except OSError:
        return


def _kernel_cameras(classes: Path) -> Iterator[Path]:
    """Yield the cameras that the kernel knows, whether or not udev has named them."""
    try:
        folders = sorted(classes.glob("video*"))
    except OSError:
        return
    for folder in folders:
        if folder.name.removeprefix("video").isdecimal() and _first_line(folder / "index") == "0":
            yield folder


def _number(link: Path) -> int | None:
    """Return N of the `/dev/videoN` that a link leads to; None where it leads nowhere."""
    try:
        device = link.resolve(strict=True).name
    except (OSError, RuntimeError):
        return None
    number = device.removeprefix("video")
    return int(number) if number != device and number.isdecimal() else None


def _first_line(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return _printable(text.partition("\n")[0])


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable()).strip()
