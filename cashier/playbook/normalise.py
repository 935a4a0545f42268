"""One spelling for what a register shows: width, case, script, punctuation, codes around it.

Two texts that are equal afterwards count as the same answer of a provider, and such an answer can
take the lock away: so nothing here may leave out a word, and a character that got lost stays a gap.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from cashier.playbook.model import CodeRow
from cashier.playbook.script import SIMPLIFIED

LOST = "\ufffd"
CJK = "\u3400-\u9fff"
LONGEST_TEXT = 200
# Codes that a sentence may hold as plain words.
PLAIN_WORDS = frozenset({"accept", "closed", "error", "refund", "revoked", "reversed"})
_MOST_ROUNDS = 20
_SHORTEST_WORD = 5
# A character that could not be shown or read: nobody knows whether it was a "not".
_LOST = re.compile("[?\u25a1\ufffd\ud800-\udfff\ue000-\uf8ff]")
_NOT_A_WORD = re.compile(rf"[^\w{LOST}]+|_+")
_LABEL = "(?:错误码|错误代码|返回码|响应码|应答码|状态码|代码|错误|err(?:or)?(?:code)?|code)"
_GAP = rf"[^\w{LOST}]*"
_LEADING_NUMBER = re.compile(rf"^{_GAP}(?:{_LABEL}{_GAP})?[0-9]{{1,6}}(?={_GAP}[{CJK}a-z])")
_LEADING_CODE = re.compile(
    rf"^{_GAP}(?:{_LABEL}{_GAP})?(?P<code>[a-z][a-z0-9_.\-]*)(?={_GAP}[{CJK}]|[^\w{LOST}]+[a-z])"
)
_TRAILING_CODE = re.compile(
    rf"(?<=[{CJK}]){_GAP}(?:{_LABEL}{_GAP})?(?<![a-z0-9_.\-])(?P<code>[a-z][a-z0-9_.\-]*){_GAP}$"
)
CODE_IN_LINE = re.compile(r"[a-z][a-z0-9_.\-]*[a-z0-9]")
_CODE_NOISE = re.compile(r"[\s_()\[\]（）【】:/]+")
_ACQUIRING = re.compile(r"^A(?:CQ|QC)[.\-]")


@dataclass(frozen=True, slots=True)
class Peeled:
    """A text in its one spelling, and the codes that stood around it."""

    plain: str
    codes: frozenset[str] = frozenset()


def normal_code(code: str) -> str:
    """One spelling of a code: upper case, no underscores or blanks, no `ACQ.` before it."""
    for _ in range(_MOST_ROUNDS):
        after = _fold_code(code)
        if after == code:
            break
        code = after
    return code


def normal_text(text: str, code_words: frozenset[str] = frozenset()) -> str:
    """One spelling of a shown text: width, case, script, punctuation, and codes around it gone."""
    return peeled(text, code_words).plain


def peeled(text: str, code_words: frozenset[str] = frozenset()) -> Peeled:
    """Take a text out of the numbers and codes around it; repeated until nothing changes.

    What one round takes away can bring new neighbours together.
    """
    codes: set[str] = set()
    for _ in range(_MOST_ROUNDS):
        after = normal_word(_strip_around(narrow(text), code_words, codes))
        if after == text:
            break
        text = after
    return Peeled(text, frozenset(codes))


def narrow(text: str) -> str:
    """Plain width, small letters, simplified characters; a gap where a character got lost."""
    marked = _LOST.sub(LOST, text)
    plain = unicodedata.normalize("NFKC", marked).casefold().translate(SIMPLIFIED)
    return plain.replace("?", LOST)


def too_long(text: str) -> bool:
    """No register says so much; cutting it could make a text exact that is not."""
    return len(text) > 4 * LONGEST_TEXT


def words_of(row: CodeRow) -> frozenset[str]:
    """A row's code as it looks around a text, where it is too long to be part of a sentence."""
    whole = () if row.code.startswith("(") else (row.code, *row.code.split())
    parts = {part.lower() for part in whole if part.isascii()}
    keys = {normal_word(part) for part in parts}
    keys |= {key.removeprefix("acq").removeprefix("aqc") for key in keys}
    long = {key for key in keys if len(key) >= _SHORTEST_WORD and not key.isdigit()}
    return frozenset(long - PLAIN_WORDS)


def code_words(rows: Iterable[CodeRow]) -> frozenset[str]:
    """The words of all rows."""
    return frozenset().union(*(words_of(row) for row in rows))


def code_keys(row: CodeRow) -> set[str]:
    """Every spelling that addresses a row: the whole code and, where it has parts, each part."""
    parts = row.code.split()
    if row.code.startswith("("):
        parts = [row.code]
    if "=" in row.code:
        parts.append(row.code.partition("=")[2])
    return {normal_code(row.code), *(normal_code(part) for part in parts)} - {""}


def _fold_code(code: str) -> str:
    folded = _CODE_NOISE.sub("", unicodedata.normalize("NFKC", code)).upper()
    return _ACQUIRING.sub("", folded) or folded


def normal_word(text: str) -> str:
    """A narrow text without anything but letters, digits and gaps."""
    return _NOT_A_WORD.sub("", text)


def _strip_around(text: str, words: frozenset[str], codes: set[str]) -> str:
    text = _LEADING_NUMBER.sub("", text)
    for pattern in (_LEADING_CODE, _TRAILING_CODE):
        found = pattern.search(text)
        word = normal_word(found["code"]) if found else ""
        if found and word in words:
            codes.add(word)
            text = text[: found.start()] + text[found.end() :]
    return text
