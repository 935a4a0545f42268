"""Looks at the words of a playbook the way a careful editor would, beyond what loading needs.

Too long to say, a word that must never be said aloud, a promise about money that nothing backs:
each becomes a finding. It changes nothing.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from cashier.playbook.playbook import Playbook
from cashier.playbook.strict import read_text
from cashier.playbook.texts import SETTLED_KEYS, catalogue, script_keys
from cashier.playbook.variants import plain_key

LONGEST_TITLE = 14
LONGEST_ALOUD = 30
LONGEST_ALOUD_WORDS = 20
FORBIDDEN = {
    "zh_CN": ("分付", "额度", "逾期", "冻结", "余额不足", "风控", "信用", "贷", "欠款", "花呗"),
    "en": ("fenfu", "limit", "overdue", "frozen", "insufficient", "credit", "risk", "debt", "loan"),
}
PROMISES = {
    "zh_CN": ("没有扣", "没扣", "未扣", "没收到钱"),
    "en": ("not charged", "nothing was charged", "no money was", "wasn’t charged"),
}
_JUNK = "junk "
_CHINESE = re.compile("[\u3400-\u9fff]")


class Flaw(StrEnum):
    """What is wrong with a text or an example."""

    broken_text = "broken-text"
    too_long = "too-long"
    forbidden = "forbidden"
    promise = "promise"
    broken_example = "broken-example"


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw: in which file, at which key or line, and what was found."""

    flaw: Flaw
    file: str
    entry: str
    found: str


def check_words(playbook: Playbook, folder: Path) -> tuple[Finding, ...]:
    """Every flaw in the words of every language, in the order of the catalogue."""
    findings: list[Finding] = []
    for language in playbook.languages:
        path = catalogue(folder, language)
        texts = read_catalogue(read_text(path.parent, path.name))
        findings.extend(
            Finding(Flaw.broken_text, path.name, key.removeprefix(_JUNK), text)
            for key, text in texts.items()
            if key.startswith(_JUNK)
        )
        for key in script_keys(playbook):
            flaws = _script_flaws(key, texts, language)
            findings.extend(Finding(flaw, path.name, entry, text) for flaw, entry, text in flaws)
    return tuple(findings)


def check_examples(folder: Path) -> tuple[Finding, ...]:
    """Every line of examples.jsonl that is not a request with what is expected of it."""
    name = "examples.jsonl"
    return tuple(
        Finding(Flaw.broken_example, name, str(number), line[:60])
        for number, line in enumerate(read_text(folder, name).splitlines(), start=1)
        if line.strip() and not _is_example(line)
    )


def read_catalogue(text: str) -> Mapping[str, str]:
    """Every text of a catalogue by `key` or `key.attribute`; what cannot be read as `junk line`."""
    found: dict[str, str] = {}
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, fluent.Junk):
            content = entry.content or ""
            found[f"{_JUNK}{content.partition('=')[0].strip()[:60]}"] = content[:60]
        if isinstance(entry, fluent.Message):
            key = entry.id.name
            if entry.value is not None:
                found[key] = _plain(entry.value)
            for attribute in entry.attributes:
                found[f"{key}.{attribute.id.name}"] = _plain(attribute.value)
    return found


def _plain(pattern: fluent.Pattern) -> str:
    parts = (one.value if isinstance(one, fluent.TextElement) else "…" for one in pattern.elements)
    return "".join(str(part) for part in parts)


def _script_flaws(
    key: str, texts: Mapping[str, str], language: str
) -> Iterable[tuple[Flaw, str, str]]:
    title, aloud, display = (texts.get(k, "") for k in (key, f"{key}.aloud", f"{key}.display"))
    if _length(title) > LONGEST_TITLE:
        yield Flaw.too_long, key, title
    if _length(aloud) > LONGEST_ALOUD or len(aloud.split()) > LONGEST_ALOUD_WORDS:
        yield Flaw.too_long, f"{key}.aloud", aloud
    for entry, text in ((f"{key}.aloud", aloud), (f"{key}.display", display)):
        if any(word in text.casefold() for word in FORBIDDEN[language]):
            yield Flaw.forbidden, entry, text
        settled = plain_key(key) in SETTLED_KEYS
        if not settled and any(p in text.casefold() for p in PROMISES[language]):
            yield Flaw.promise, entry, text


def _length(text: str) -> int:
    """Chinese characters; Latin words are counted apart."""
    return len(_CHINESE.findall(text))


def _is_example(line: str) -> bool:
    try:
        example = json.loads(line)
    except (ValueError, RecursionError):
        return False
    expect = example.get("expect") if isinstance(example, dict) else None
    return isinstance(expect, dict) and set(expect) == {"cause", "state", "charge_lock"}
