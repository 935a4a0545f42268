"""Makes payment codes that look live, disguises them, and finds them again in anything written."""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from urllib.parse import quote, unquote

SHORTEST, LONGEST = 16, 24
_BETWEEN = re.compile(r"[^\w:]+|_+")
_DIGITS = re.compile(rf"\d{{{SHORTEST},}}")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def make(count: int, seed: int = 7) -> list[str]:
    """Make codes: 18 digits of WeChat (10 to 15), 16 to 24 of Alipay (25 to 30)."""
    lot = Random(seed)
    codes: dict[str, None] = {}
    while len(codes) < count:
        wechat = lot.randrange(2)
        prefix = str(lot.randrange(10, 16) if wechat else lot.randrange(25, 31))
        length = 18 if wechat else lot.randrange(SHORTEST, LONGEST + 1)
        codes[prefix + "".join(str(lot.randrange(10)) for _ in range(length - 2))] = None
    return list(codes)


def _spaced(code: str) -> str:
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def _wide(code: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) for sign in code)


DISGUISES: tuple[Callable[[str], str], ...] = (
    lambda code: code,
    _spaced,
    lambda code: _spaced(code).replace(" ", "-"),
    _wide,
    lambda code: "\u3000".join(map(_wide, _spaced(code).split())),
    lambda code: f'{{"auth_code": "{code}"}}',
    lambda code: f"auth_code={quote(_spaced(code))}&sign=x",
    lambda code: "".join(f"%{ord(sign):02X}" for sign in code),
    lambda code: f"auth_code={quote(_wide(code))}",
    lambda code: "".join(f"\\u{ord(sign):04x}" for sign in _wide(code)),
    lambda code: "\u200b".join(code),
    lambda code: f"wxp://f2f0{code}?t=1",
    lambda code: f"码{code}已过期😀\x07",
)


def found(data: bytes, codes: frozenset[str]) -> set[str]:
    """Return the codes that stand in some bytes, however they are written there."""
    text = data.decode("utf-8", "ignore")
    seen: set[str] = set()
    for one in {text, unquote(text), _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)}:
        plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", one))
        for run in _DIGITS.findall(plain):
            seen |= _within(run, codes)
    return seen


def _within(run: str, codes: frozenset[str]) -> set[str]:
    spans = (
        run[at : at + length]
        for at in range(len(run) - SHORTEST + 1)
        for length in range(SHORTEST, LONGEST + 1)
    )
    return {span for span in spans if span in codes}


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder as it lies there, and what is packed inside it."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file():
            continue
        name, data = str(file.relative_to(folder)), file.read_bytes()
        yield f"name of {name}", name.encode()
        yield name, data
        if zipfile.is_zipfile(BytesIO(data)):
            with zipfile.ZipFile(BytesIO(data)) as packed:
                yield from ((f"{name}/{inner}", packed.read(inner)) for inner in packed.namelist())
        if data.startswith(b"%PDF-"):
            for stream in _STREAM.findall(data):
                try:
                    yield f"{name} stream", zlib.decompress(stream.strip(b"\r\n"))
                except zlib.error:
                    continue
