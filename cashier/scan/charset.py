"""Bytes of a code → text. Pure.

UTF-8 where the bytes are UTF-8. Otherwise the engine's text where the symbol itself says how to
read it (kanji mode, ECI) or the engine is sure; what it calls binary is GB18030, because a Chinese
generator that does not write UTF-8 writes that. (GB18030 before the engine's word would turn every
Japanese code into Chinese nonsense: measured, 14 wrong texts in 608 pictures instead of none.)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_LAST_RESORT = "latin-1"
_SHIFT_JIS = "shift_jis"
_FIRST_HIGH = 0x80
_HALF_KANA = range(0xA1, 0xE0)
_MARKS = frozenset({0xDE, 0xDF})
_TAKE_MARKS = frozenset({0xB3, *range(0xB6, 0xC5), *range(0xCA, 0xCF)})
_SURE_MARKS = 2
# Plain ASCII in these is also valid UTF-8, with a zero between the letters: here the symbol wins.
_WIDE = frozenset({"utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le"})


@dataclass(frozen=True, slots=True)
class Run:
    """Bytes that belong together and the charset the symbol declares for them ("": none).

    `certain`: the symbol packed characters, not bytes, so no other charset can be meant.
    """

    raw: bytes = field(repr=False)
    charset: str = ""
    certain: bool = False


def text_of(raw: bytes, guess: str, *, sure: bool) -> str:
    """Return the text of `raw`; `guess` is the engine's own, `sure` whether it vouches for it."""
    for charset in ("utf-8",) if sure else ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return guess


def text_of_runs(runs: Iterable[Run]) -> str:
    """Return the text of a symbol from its runs, each read as the symbol declares.

    Bytes without a word beside packed kanji are Shift JIS: nobody mixes those with Chinese bytes.
    """
    joined = list(_joined(runs))
    beside = next((run.charset for run in joined if run.certain), "")
    return "".join(_text_of_run(run, run.charset or beside) for run in joined)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join neighbours of one charset: a character may go on across the seam."""
    last = Run(b"")
    for run in runs:
        if (run.charset, run.certain) == (last.charset, last.certain):
            last = Run(last.raw + run.raw, run.charset, run.certain)
            continue
        yield last
        last = run
    yield last


def _text_of_run(run: Run, charset: str) -> str:
    if charset:
        try:
            declared = run.raw.decode(charset)
        except UnicodeDecodeError:
            charset = ""
        else:
            certain = run.certain or charset in _WIDE
            return declared if certain else text_of(run.raw, declared, sure=True)
    japanese = _japanese(run.raw)
    guess = run.raw.decode(_LAST_RESORT) if japanese is None else japanese
    return text_of(run.raw, guess, sure=japanese is not None)


def _japanese(raw: bytes) -> str | None:
    """Return the text in Shift JIS if it has kana: in GB18030 these bytes are signs nobody uses.

    Chinese bytes come out as half-width kana here, which are therefore no sign of Japanese.
    """
    try:
        text = raw.decode(_SHIFT_JIS)
    except UnicodeDecodeError:
        return None
    full = any("ぁ" <= letter <= "ヾ" for letter in text)
    half = any("｡" <= letter <= "ﾟ" for letter in text)
    return text if (full and not half) or _is_voiced(raw) else None


def _is_voiced(raw: bytes) -> bool:
    """Whether these are half-width kana: two voicing marks, each after a letter that takes one.

    Chinese bytes look like half-width kana too, but their marks stand anywhere.
    """
    high = [byte for byte in raw if byte >= _FIRST_HIGH]
    places = [index for index, byte in enumerate(raw) if byte in _MARKS]
    voiced = all(index and raw[index - 1] in _TAKE_MARKS for index in places)
    return len(places) >= _SURE_MARKS and voiced and all(byte in _HALF_KANA for byte in high)
