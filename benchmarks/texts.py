"""How well what a register shows is recognised, however it is garbled, and what strangers do.

A variant is recognised when it is exactly the row or phrase it was made of, when that phrase is one
of those near, or when a cause that belongs there is among the first three of the whole diagnosis.
"""

import re
import statistics
import time
import unicodedata
from collections.abc import Iterable, Sequence

from benchmarks.figures import Figure
from benchmarks.variants import Told, Variant, composed, kinds, lines
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import known_money
from cashier.diagnosis.posterior import posterior
from cashier.playbook.evidence import Evidence
from cashier.playbook.load import load_playbook
from cashier.playbook.playbook import Playbook
from cashier.register.report import read_text

_FIRST = 3
_LEAST = 97.0
_NOT_SAID = re.compile(r"[\W_]+")
_NUMBER_BEFORE = re.compile("^(?:错误码|错误代码)?[0-9]{1,6}(?=[^0-9])")


def measure() -> list[Figure]:
    """Read every variant of every text, every stranger and every text that holds a final one."""
    playbook = load_playbook()
    garbled = kinds(playbook)
    right = {kind: [_found(one, playbook) for one in made] for kind, made in garbled.items()}
    every = [one for found in right.values() for one in found]
    strangers = lines("strangers.txt")
    matched = [_matched(text, playbook) for text in strangers]
    shown = [one.shown for made in garbled.values() for one in made] + list(composed(playbook))
    return [
        *(_recognised(f"{kind} ({len(found)})", found) for kind, found in right.items()),
        _recognised(f"all of these ({len(every)})", every),
        Figure(f"strangers matched ({len(strangers)})", _percent(matched), "%", limit=1),
        Figure(f"unlocked without being final ({len(shown)})", _unlocked(shown, playbook), "", 0),
        *_times(shown, playbook),
    ]


def _recognised(name: str, found: Sequence[bool]) -> Figure:
    return Figure(name, _percent(found), "%", limit=_LEAST, better="higher")


def _percent(found: Sequence[bool]) -> float:
    return 100 * sum(found) / len(found)


def _facts(text: str, playbook: Playbook, method: str | None = None) -> Facts:
    return Facts.of(read_text(text, playbook.codes, method).evidence())


def _found(variant: Variant, playbook: Playbook) -> bool:
    return all(_means(variant.shown, one, playbook) for one in variant.meant)


def _means(shown: str, meant: Told, playbook: Playbook) -> bool:
    codes = playbook.codes
    exact = codes.by_text(shown)
    if exact:
        return any(row in codes.by_text(meant.text) for row in exact)
    phrase = codes.phrase(meant.text)
    if codes.phrase(shown) is not None:
        return codes.phrase(shown) == phrase
    if phrase and any(one.phrase == phrase for one in codes.near(shown)):
        return True
    after = posterior(_facts(shown, playbook, meant.method), playbook, meant.method)
    return any(one.cause in _causes(meant, playbook) for one in after.ranked[:_FIRST])


def _causes(meant: Told, playbook: Playbook) -> set[str]:
    """The causes of the rows that say this; for a phrase, what it leads to when read exactly."""
    rows = playbook.codes.by_text(meant.text)
    if rows:
        return {row.cause for row in rows}
    facts = Facts.of([Evidence("register.text", meant.text)])
    return {posterior(facts, playbook, meant.method).top.cause}


def _matched(text: str, playbook: Playbook) -> bool:
    codes = playbook.codes
    return bool(codes.by_text(text) or codes.phrase(text) or codes.near(text)) or bool(
        playbook.hints.find(text)
    )


def _unlocked(shown: Iterable[str], playbook: Playbook) -> int:
    """Count texts that take the lock away and are not, letter for letter, a final message."""
    final = {_skeleton(row.message) for row in playbook.codes.rows if row.final}
    for line in lines("traditional.tsv"):
        text, _, traditional = line.partition("\t")
        if _skeleton(text) in final:
            final.add(_skeleton(traditional))
    words = {_skeleton(row.code) for row in playbook.codes.rows}
    strange = [text for text in shown if not _bare(_skeleton(text), words) & final]
    facts = (_facts(text, playbook) for text in strange)
    return sum(not known_money(one, playbook.codes, charged=True).charge_lock for one in facts)


def _skeleton(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("帐", "账")
    return _NOT_SAID.sub("", _NUMBER_BEFORE.sub("", _NOT_SAID.sub("", plain)))


def _bare(text: str, words: Iterable[str]) -> set[str]:
    """A text as it is and without a code at either end."""
    around = {text.removeprefix(word) for word in words} | {
        text.removesuffix(word) for word in words
    }
    return around | {text}


def _times(shown: Iterable[str], playbook: Playbook) -> list[Figure]:
    taken = []
    for text in shown:
        begun = time.process_time()
        playbook.codes.near(text)
        taken.append((time.process_time() - begun) * 1000)
    taken.sort()
    return [
        Figure("processor time of one look, median", statistics.median(taken), "ms", limit=1),
        Figure("processor time of one look, 99th of 100", taken[int(0.99 * len(taken))], "ms"),
    ]
