"""Looks at a playbook the way a careful editor would, beyond what loading needs.

Words that are too long to say, that must never be said aloud or promise what nothing backs; steps,
phrases, rows and conditions that do not fit together. Each becomes a fault or a warning with its
line. It changes nothing, and how the diagnosis takes it all is not judged here.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from cashier.playbook.broken import Fault, Faults, PlaybookBroken, Problem
from cashier.playbook.catalogue import Text, read_catalogue
from cashier.playbook.files import read_text
from cashier.playbook.model import Chances, CodeRow, When
from cashier.playbook.places import Places
from cashier.playbook.playbook import Playbook
from cashier.playbook.tables import load_codes
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
# The engine itself waits, asks and reverses; no cause has to name these.
_OWN_REMEDIES = ("query", "reverse", "wait")
_LEAST_SAID = 0.5
_CHINESE = re.compile("[\u3400-\u9fff]")

Scene = tuple[str, str]


class Lines:
    """The lines of a folder's entries, each file read when it is first asked about."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[str, Places] = {}

    def of(self, file: str, *path: str) -> int:
        """The line of an entry; 0 when the file is gone."""
        if file not in self._places:
            try:
                self._places[file] = Places(read_text(self._folder, file))
            except PlaybookBroken:
                self._places[file] = Places("")
        return self._places[file].line(path)


def check_words(playbook: Playbook, folder: Path) -> tuple[Fault, ...]:
    """Everything wrong with the words of every language, in the order of the catalogue."""
    faults: list[Fault] = []
    for language in playbook.languages:
        path = catalogue(folder, language)
        found = read_catalogue(read_text(path.parent, path.name), path.name)
        faults.extend(found.faults)
        for key in script_keys(playbook):
            for problem, entry, text in script_flaws(key, found.texts):
                faults.append(Fault(path.name, text.line, entry, problem, text.text))
    return tuple(faults)


def check_parts(playbook: Playbook, folder: Path, scenes: Collection[Scene]) -> tuple[Fault, ...]:
    """Everything that does not fit together; `scenes` are the order kinds and states there are."""
    lines = Lines(folder)
    return (
        *_check_whens(playbook, scenes, lines),
        *_check_steps(playbook, lines),
        *_check_phrases(playbook, folder, lines),
        *_check_rows(playbook, folder),
        *_check_chances(playbook, lines),
    )


def _check_whens(playbook: Playbook, scenes: Collection[Scene], lines: Lines) -> Iterator[Fault]:
    """Conditions that hold in no case there can be, or only where a charge is locked."""
    unlocked = [scene for scene in scenes if scene[1] not in ("unknown", "paid")]
    parts: list[tuple[str, str, str, When, Collection[Scene]]] = [
        ("questions.toml", "question", one.name, one.when, scenes) for one in playbook.questions
    ]
    parts += [
        ("steps.toml", "step", step.id, step.when, unlocked if step.charges else scenes)
        for step in playbook.steps
    ]
    for file, family, name, when, possible in parts:
        if not any(when.fits(None, kind, state) for kind, state in possible):
            found = " + ".join((*when.order_kinds, *when.states))
            line = lines.of(file, family, name, "when")
            yield Fault(file, line, f"{family}.{name}.when", Problem.never_fits, found)


def _check_steps(playbook: Playbook, lines: Lines) -> Iterator[Fault]:
    used = {mend.step for cause in playbook.causes for mend in cause.mends}
    for step in playbook.steps:
        if step.id not in used and step.remedy not in _OWN_REMEDIES:
            line = lines.of("steps.toml", "step", step.id)
            yield Fault("steps.toml", line, f"step.{step.id}", Problem.idle_step, step.id)


def _check_phrases(playbook: Playbook, folder: Path, lines: Lines) -> Iterator[Fault]:
    """A text of two phrases; and one that hides a provider's own answer behind the register's."""
    owner: dict[str, str] = {}
    for phrase in playbook.phrases:
        line = lines.of("till_texts.toml", "phrase", phrase.id, "texts")
        for text in phrase.texts:
            other = owner.setdefault(playbook.codes.normal_text(text), phrase.id)
            if other != phrase.id:
                entry = f"phrase.{phrase.id}.texts"
                yield Fault(
                    "till_texts.toml", line, entry, Problem.duplicate, text, f"phrase.{other}"
                )
    for line, row in _rows(folder).items():
        phrase_id = owner.get(playbook.codes.normal_text(row.message))
        if row.call == "charge" and phrase_id is not None:
            wanted = f"phrase.{phrase_id}"
            yield Fault("codes.csv", line, str(line), Problem.hidden_row, row.message, wanted)


def _check_rows(playbook: Playbook, folder: Path) -> Iterator[Fault]:
    """The same answer to a charge, final in one row and open in another."""
    first: dict[tuple[str, str, str], tuple[int, CodeRow]] = {}
    for line, row in _rows(folder).items():
        if row.call == "charge":
            code, text = playbook.codes.normal_code(row.code), row.message
            key = (row.provider, code, playbook.codes.normal_text(text))
            at, other = first.setdefault(key, (line, row))
            if other.final is not row.final:
                found = f"final = {str(row.final).lower()}"
                wanted = f"codes.csv:{at}"
                yield Fault("codes.csv", line, str(line), Problem.contradiction, found, wanted)


def _check_chances(playbook: Playbook, lines: Lines) -> Iterator[Fault]:
    """Tables that leave open more than they say."""
    tables: dict[tuple[str, ...], Mapping[str, Chances]] = {("healthy",): playbook.healthy}
    tables |= {("cause", cause.id, "sees"): cause.sees for cause in playbook.causes}
    for path, sees in tables.items():
        for name, chances in sees.items():
            total = sum(chances.values())
            if name != "register.code" and total < _LEAST_SAID:
                line = lines.of("causes.toml", *path, name)
                entry = ".".join((*path, name))
                yield Fault("causes.toml", line, entry, Problem.vague, f"{total:.2f}")


def _rows(folder: Path) -> Mapping[int, CodeRow]:
    return load_codes(folder, Faults())


def script_flaws(key: str, texts: Mapping[str, Text]) -> Iterable[tuple[Problem, str, Text]]:
    """Yield what is wrong with a script's title and what is said and shown: problem, key, text."""
    title, aloud, display = (
        texts.get(one, Text(0, "")) for one in (key, f"{key}.aloud", f"{key}.display")
    )
    if _length(title.text) > LONGEST_TITLE:
        yield Problem.too_long, key, title
    if _length(aloud.text) > LONGEST_ALOUD or len(aloud.text.split()) > LONGEST_ALOUD_WORDS:
        yield Problem.too_long, f"{key}.aloud", aloud
    for entry, text in ((f"{key}.aloud", aloud), (f"{key}.display", display)):
        plain = unicodedata.normalize("NFKC", text.text).casefold()
        if _has_any(plain, FORBIDDEN):
            yield Problem.forbidden, entry, text
        if plain_key(key) not in SETTLED_KEYS and _has_any(plain, PROMISES):
            yield Problem.promise, entry, text


def _has_any(plain: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a word stands in a text, whichever language the text is said to be in."""
    return any(word in plain for listed in words.values() for word in listed)


def _length(text: str) -> int:
    """Chinese characters; Latin words are counted apart."""
    return len(_CHINESE.findall(text))
