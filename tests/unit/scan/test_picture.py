"""Picture files, good and bad: each bad one has its own sentence, and costs little."""

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.errors import CashierError
from cashier.core.words import LANGUAGES, Words
from cashier.scan import errors
from cashier.scan.headers import header_of
from cashier.scan.picture import load, shown_name
from tests.helpers.codes import PAYMENT, drawn, encoded

SUFFIXES = (".png", ".jpg", ".webp", ".bmp", ".gif")
SMALL = drawn(PAYMENT, scale=3, border=8)
FILES = {suffix: encoded(SMALL, suffix) for suffix in SUFFIXES}


def png_of_size(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    rows = zlib.compress(bytes(height * (width // 8 + 1)), 9)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_kind_is_sized_by_its_header_and_loads(suffix: str, tmp_path: Path) -> None:
    header = header_of(FILES[suffix])
    assert header is not None
    assert (header.height, header.width) == SMALL.shape
    assert header.whole
    assert not header.animated
    loaded = load(written(tmp_path, f"code{suffix}", FILES[suffix]))
    assert loaded.pixels.shape == SMALL.shape
    assert loaded.pixels.dtype == np.uint8
    assert not loaded.animated


@pytest.mark.parametrize("quality", [80, 101])
def test_both_sorts_of_webp(quality: int) -> None:
    done, data = cv2.imencode(".webp", SMALL, [cv2.IMWRITE_WEBP_QUALITY, quality])
    header = header_of(data.tobytes())
    assert done
    assert header is not None
    assert (header.height, header.width) == SMALL.shape


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("keep", [0.1, 0.6, 0.95])
def test_truncated(suffix: str, keep: float, tmp_path: Path) -> None:
    data = FILES[suffix]
    path = written(tmp_path, f"cut{suffix}", data[: max(8, int(len(data) * keep))])
    with pytest.raises(errors.PictureTruncated if suffix != ".webp" else CashierError):
        load(path)


def test_a_hundred_megapixels_are_refused_unopened(tmp_path: Path) -> None:
    path = written(tmp_path, "huge.png", png_of_size(10_000, 10_000))
    assert path.stat().st_size < 100_000
    with pytest.raises(errors.PictureTooLarge) as caught:
        load(path)
    assert caught.value.fields == {"name": "huge.png", "megapixels": 100, "limit": 40}


def jpeg_of_size(side: int) -> tuple[bytes, bytes, bytes]:
    """Return a JPEG in three parts; the one in the middle, which names its size, tells a lie."""
    data = FILES[".jpg"]
    at = data.index(b"\xff\xc0")
    end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    lie = data[at : at + 5] + struct.pack(">HH", side, side) + data[at + 9 : end]
    return data[:at], lie, data[end:]


def lying_files() -> Iterator[tuple[str, bytes]]:
    """Yield files whose first size is small, and what follows is of 900 million pixels or more."""
    start, lie, end = jpeg_of_size(60_000)
    honest = FILES[".jpg"][len(start) : len(start) + len(lie)]
    yield "second.jpg", start + honest + lie + end
    shown = struct.pack(">H", len(honest) + 2) + honest
    yield "hidden.jpg", start[:2] + b"\xff\xe1" + shown + start[2:] + lie + end
    yield "filled.jpg", start[:2] + b"\xff" * 1000 + start[2:] + lie + end
    png, gif, bmp = FILES[".png"], FILES[".gif"], FILES[".bmp"]
    yield "second.png", png[:33] + png_of_size(40_000, 8)[8:33] + png[33:]
    frame = gif.index(b"\x2c\0\0\0\0")
    yield "beyond.gif", gif[: frame + 5] + struct.pack("<HH", 30_000, 30_000) + gif[frame + 9 :]
    yield "upside.bmp", bmp[:22] + struct.pack("<i", -9_000_000) + bmp[26:]


@pytest.mark.parametrize(("name", "data"), [pytest.param(*one, id=one[0]) for one in lying_files()])
def test_a_picture_larger_than_its_first_header_says_is_refused(
    name: str, data: bytes, tmp_path: Path
) -> None:
    with pytest.raises((errors.PictureTooLarge, errors.PictureDamaged)):
        load(written(tmp_path, name, data))


def test_a_file_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cashier.scan.picture.MOST_BYTES", 100)
    with pytest.raises(errors.PictureTooHeavy):
        load(written(tmp_path, "heavy.png", FILES[".png"]))


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".png"])
def test_the_first_frame_of_an_animation(suffix: str, tmp_path: Path) -> None:
    first = np.zeros((40, 50, 3), np.uint8)
    animation = cv2.Animation()
    animation.frames = [first, first + 120, first + 240]
    animation.durations = [100, 100, 100]
    path = tmp_path / f"moving{suffix}"
    assert cv2.imwriteanimation(str(path), animation)
    loaded = load(path)
    assert loaded.animated
    assert loaded.pixels.shape == (40, 50)
    assert loaded.pixels.max() < 20


def test_orientation_is_ignored(tmp_path: Path) -> None:
    wide = encoded(np.zeros((40, 80), np.uint8), ".jpg")
    # An EXIF block that says "rotated by a quarter" (orientation 6).
    tiff = (
        b"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"
        + bytes(4)
    )
    block = b"Exif\x00\x00" + tiff
    turned = wide[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + wide[2:]
    assert load(written(tmp_path, "turned.jpg", turned)).pixels.shape == (40, 80)


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("empty.png", b"", errors.PictureEmpty),
        ("note.txt", "不是图片".encode(), errors.PictureUnknown),
        ("page.pdf", b"%PDF-1.7 and more", errors.PictureUnknown),
        ("zero.png", png_of_size(0, 0), errors.PictureDamaged),
        ("wild.webp", b"RIFF\x10\x00\x00\x00WEBPVP9 " + bytes(20), errors.PictureTruncated),
    ],
)
def test_what_is_no_picture(
    name: str, data: bytes, error: type[CashierError], tmp_path: Path
) -> None:
    with pytest.raises(error) as caught:
        load(written(tmp_path, name, data))
    assert caught.value.fields["name"] == name


def test_missing_folder_and_pipe(tmp_path: Path) -> None:
    with pytest.raises(errors.PictureMissing):
        load(tmp_path / "none.png")
    with pytest.raises(errors.PictureIsFolder):
        load(tmp_path)
    with pytest.raises(errors.PictureUnreadable):
        load(Path("a\0b.png"))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.png")
        with pytest.raises(errors.PictureUnreadable):
            load(tmp_path / "pipe.png")


def test_pixels_that_cannot_be_unpacked(tmp_path: Path) -> None:
    data = bytearray(FILES[".gif"])
    data[len(data) // 3 : len(data) // 2] = bytes(len(data) // 2 - len(data) // 3)
    with pytest.raises(CashierError):
        load(written(tmp_path, "broken.gif", bytes(data)))


def test_a_name_that_is_no_text_can_be_shown() -> None:
    assert shown_name(Path("bild\udcff.png")) == "bild\\udcff.png"


@given(
    st.sampled_from(
        [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF....WEBP", b"BM"]
    ),
    st.binary(max_size=200),
)
def test_any_header_is_survived(head: bytes, tail: bytes) -> None:
    header = header_of(head + tail)
    assert header is None or header.pixels >= 0


@given(st.sampled_from(SUFFIXES), st.integers(0), st.binary(min_size=1, max_size=6))
def test_any_change_to_a_header_is_survived(suffix: str, at: int, bite: bytes) -> None:
    data = bytearray(FILES[suffix])
    at %= 64
    data[at : at + len(bite)] = bite
    header = header_of(bytes(data))
    assert header is None or header.pixels >= 0


def test_every_error_has_words() -> None:
    found = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type)
        and issubclass(kind, CashierError)
        and kind.__module__ == errors.__name__
    ]
    assert len(found) == 11
    for language in LANGUAGES:
        words = Words(language, ("errors",))
        for kind in found:
            assert words.has(f"error-{kind.code}")
            assert words.has(f"error-{kind.code}.do")
