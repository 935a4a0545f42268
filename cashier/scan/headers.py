"""Picture headers: kind, size, wholeness and animation, before any pixel is unpacked. Pure.

Only kinds whose size stands in a header that is read here are ever decoded: a small file can claim
a huge picture. Every length is checked against what is left; nothing is trusted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SOS, _EOI = 0xDA, b"\xff\xd9"
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture file says about itself; `whole` is False where its end is missing."""

    kind: str
    width: int
    height: int
    whole: bool
    animated: bool = False

    @property
    def pixels(self) -> int:
        """Width times height."""
        return self.width * self.height


def header_of(data: bytes) -> Header | None:
    """Return what the file says about itself; None where it is no picture of a known kind.

    A file of a known kind whose header is cut off comes back with no size and `whole` False.
    """
    for is_kind, parse in _KINDS:
        if is_kind(data):
            return parse(data)
    return None


def _png(data: bytes) -> Header:
    width, height = _big(data, 16, 4), _big(data, 20, 4)
    at, animated = 8, False
    while at + 12 <= len(data):
        length, name = _big(data, at, 4), data[at + 4 : at + 8]
        animated = animated or name == b"acTL"
        at += 12 + length
        if name == b"IEND":
            return Header("PNG", width, height, at <= len(data), animated)
    return Header("PNG", width, height, whole=False, animated=animated)


def pixels_of_jpeg(data: bytes) -> slice:
    """Return where a JPEG tells of its pixels: behind its notes, and before what is hung on.

    Inside of them the bytes of the end do not occur.
    """
    begin = next((at for marker, at in _segments(data) if marker == _SOS), 0)
    end = data.find(_EOI, begin)
    return slice(begin, end if end >= 0 else len(data))


def _jpeg(data: bytes) -> Header:
    at = next((at for marker, at in _segments(data) if marker in _SOF), len(data))
    height, width = _big(data, at + 5, 2), _big(data, at + 7, 2)
    return Header("JPEG", width, height, whole=_EOI in data[-65536:])


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Return the marker and the place of each segment of a JPEG, up to its pixels."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _JPEG_ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        yield marker, at
        if marker == _SOS:
            return
        at += 2 + _big(data, at + 2, 2)


def _gif(data: bytes) -> Header:
    width, height = _little(data, 6, 2), _little(data, 8, 2)
    frames = data.count(b"\x21\xf9\x04")
    whole = b"\x3b" in data[-64:]
    return Header("GIF", width, height, whole, animated=frames > 1)


def _webp(data: bytes) -> Header:
    whole = len(data) >= _little(data, 4, 4) + 8 > 20
    match data[12:16]:
        case b"VP8X":
            width, height = _little(data, 24, 3) + 1, _little(data, 27, 3) + 1
            return Header("WebP", width, height, whole, bool(_little(data, 20, 1) & 0x02))
        case b"VP8L":
            bits = _little(data, 21, 4)
            return Header("WebP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, whole)
        case b"VP8 ":
            width, height = _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF
            return Header("WebP", width, height, whole)
    return Header("WebP", 0, 0, whole=False)


def _bmp(data: bytes) -> Header:
    old = _little(data, 14, 4) == 12
    width = _little(data, 18, 2 if old else 4)
    height = _little(data, 20, 2) if old else _little(data, 22, 4)
    if height >= 1 << 31:
        height = (1 << 32) - height
    return Header("BMP", width, height, whole=len(data) > 26 and len(data) >= _little(data, 2, 4))


_KINDS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Header]], ...] = (
    (lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), _png),
    (lambda data: data.startswith(b"\xff\xd8\xff"), _jpeg),
    (lambda data: data[:6] in (b"GIF87a", b"GIF89a"), _gif),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", _webp),
    (lambda data: data[:2] == b"BM", _bmp),
)


def _big(data: bytes, at: int, count: int) -> int:
    return int.from_bytes(data[at : at + count], "big")


def _little(data: bytes, at: int, count: int) -> int:
    return int.from_bytes(data[at : at + count], "little")
