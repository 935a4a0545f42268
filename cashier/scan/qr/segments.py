"""The data of a symbol → its segments → bytes and text, or a refusal. Pure.

Every rule of the standard that a run of segments can break is checked: what noise would hardly
keep, a real symbol keeps always. Modes: numeric, alphanumeric, byte, kanji, hanzi (GB/T 18284),
ECI, FNC1 in first and second position, structured append.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from cashier.core.privacy import Secret
from cashier.scan.charset import Run, text_of_runs

_ALPHANUMERIC = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_SEPARATOR = b"\x1d"
# Python's names: as the standard has it, and with the signs that Windows adds.
_KANJI = ("shift_jis", "cp932")
_HANZI = ("gb18030",)
_GB2312_SUBSET = 1
_PADS = frozenset({0xEC, 0x11})
_LARGEST_ECI = 999_999
# ISO 8859 has no part 12; ECI numbers keep its place free.
_ECI = {
    0: "cp437",
    1: "latin-1",
    2: "cp437",
    **{number: f"iso8859-{number - 2}" for number in range(3, 19) if number != 14},
    20: _KANJI[0],
    21: "cp1250",
    22: "cp1251",
    23: "cp1252",
    24: "cp1256",
    25: "utf-16-be",
    26: "utf-8",
    27: "ascii",
    28: "big5",
    29: "gb18030",
    30: "euc-kr",
    31: "gbk",
    32: "gb18030",
    33: "utf-16-le",
    34: "utf-32-be",
    35: "utf-32-le",
    170: "ascii",
}


class Malformed(Exception):
    """The data does not follow the rules of segments; never leaves this package."""


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What a symbol says; `padded` whether all that follows it is as the standard wants it."""

    raw: bytes = field(repr=False)
    text: Secret
    padded: bool


def content_of(data: bytes, version: int) -> Content:
    """Read the data codewords of a symbol of this version.

    Raises:
        Malformed: they are not a run of segments.
    """
    return _Segments(data, version).read()


class _Bits:
    """A row of bits, read from the front."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self.left = 8 * len(data)

    def take(self, count: int) -> int:
        if count > self.left:
            raise Malformed
        self.left -= count
        return self._value >> self.left & ((1 << count) - 1)


class _Segments:
    """Goes through the segments once."""

    def __init__(self, data: bytes, version: int) -> None:
        self._bits = _Bits(data)
        self._grade = (version > 9) + (version > 26)
        self._runs: list[Run] = []
        self._charset = ""
        self._headers: set[int] = set()
        self._modes: dict[int, Callable[[], None]] = {
            0b0001: self._numeric,
            0b0010: self._alphanumeric,
            0b0011: self._structured_append,
            0b0100: self._bytes,
            0b0101: self._fnc1_first,
            0b0111: self._eci,
            0b1000: self._kanji,
            0b1001: self._fnc1_second,
            0b1101: self._hanzi,
        }

    def read(self) -> Content:
        while self._bits.left >= 4:
            mode = self._bits.take(4)
            if mode == 0:
                break
            if mode not in self._modes:
                raise Malformed
            self._modes[mode]()
            self._headers.add(mode)
        padded = self._is_padded()
        raw = b"".join(run.raw for run in self._runs)
        if not raw:
            raise Malformed
        return Content(raw, Secret(text_of_runs(self._runs)), padded)

    def _count(self, *widths: int) -> int:
        return self._bits.take(widths[self._grade])

    def _numeric(self) -> None:
        count = self._count(10, 12, 14)
        digits = [self._digits(3) for _ in range(count // 3)]
        if count % 3:
            digits.append(self._digits(count % 3))
        self._add(b"".join(digits))

    def _digits(self, count: int) -> bytes:
        value = self._bits.take((0, 4, 7, 10)[count])
        if value >= 10**count:
            raise Malformed
        return b"%0*d" % (count, value)

    def _alphanumeric(self) -> None:
        count = self._count(9, 11, 13)
        letters = bytearray()
        for _ in range(count // 2):
            letters += bytes(self._letters(2))
        if count % 2:
            letters += bytes(self._letters(1))
        if self._headers & {0b0101, 0b1001}:
            # A doubled % is a percent sign, a single one a separator.
            parts = bytes(letters).split(b"%%")
            letters = bytearray(b"%".join(part.replace(b"%", _SEPARATOR) for part in parts))
        self._add(bytes(letters))

    def _letters(self, count: int) -> list[int]:
        value = self._bits.take((0, 6, 11)[count])
        if value >= 45**count:
            raise Malformed
        return [_ALPHANUMERIC[value // 45**place % 45] for place in reversed(range(count))]

    def _bytes(self) -> None:
        count = self._count(8, 16, 16)
        self._add(self._bits.take(8 * count).to_bytes(count, "big"))

    def _kanji(self) -> None:
        pairs = bytearray()
        for _ in range(self._count(8, 10, 12)):
            high, low = divmod(self._bits.take(13), 0xC0)
            packed = high << 8 | low
            pairs += (packed + (0x8140 if packed < 0x1F00 else 0xC140)).to_bytes(2, "big")
        self._add_packed(bytes(pairs), _KANJI)

    def _hanzi(self) -> None:
        if self._bits.take(4) != _GB2312_SUBSET:
            raise Malformed
        pairs = bytearray()
        for _ in range(self._count(8, 10, 12)):
            high, low = divmod(self._bits.take(13), 0x60)
            packed = high << 8 | low
            pairs += (packed + (0xA1A1 if packed < 0x0A00 else 0xA6A1)).to_bytes(2, "big")
        self._add_packed(bytes(pairs), _HANZI)

    def _eci(self) -> None:
        first = self._bits.take(8)
        more = 0 if first < 0x80 else 1 if first < 0xC0 else 2
        if first >= 0xE0:
            raise Malformed
        kept = first & (0x7F, 0x3F, 0x1F)[more]
        number = kept << 8 * more | self._bits.take(8 * more)
        if number > _LARGEST_ECI:
            raise Malformed
        self._charset = _ECI.get(number, "")

    def _structured_append(self) -> None:
        if self._headers or self._runs:
            raise Malformed
        position, last = self._bits.take(4), self._bits.take(4)
        self._bits.take(8)
        if position > last:
            raise Malformed

    def _fnc1_first(self) -> None:
        self._only_before_data()

    def _fnc1_second(self) -> None:
        self._only_before_data()
        indicator = self._bits.take(8)
        if indicator < 100:
            self._add(b"%02d" % indicator)
        elif 165 <= indicator <= 190 or 197 <= indicator <= 222:
            self._add(bytes([indicator - 100]))
        else:
            raise Malformed

    def _only_before_data(self) -> None:
        if self._runs or self._headers & {0b0101, 0b1001}:
            raise Malformed

    def _add(self, raw: bytes) -> None:
        self._runs.append(Run(raw, self._charset))

    def _add_packed(self, raw: bytes, charsets: tuple[str, ...]) -> None:
        for charset in charsets:
            try:
                raw.decode(charset)
            except UnicodeDecodeError:
                continue
            self._runs.append(Run(raw, charset, certain=True))
            return
        raise Malformed

    def _is_padded(self) -> bool:
        """Whether zeros to the next codeword and then nothing but EC and 11 follows.

        Their turns are not checked: a generator in use begins anew with EC in the middle. Another
        one writes a zero byte first where the terminator ends with a codeword.
        """
        if self._bits.take(self._bits.left % 8):
            return False
        count = self._bits.left // 8
        rest = self._bits.take(8 * count).to_bytes(count, "big")
        return _PADS.issuperset(rest.removeprefix(b"\0"))
