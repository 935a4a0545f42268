"""Which Fluent texts a playbook needs, and whether they are there, in every language.

Looks only at the keys of the catalogues, a hundred times quicker than parsing them; `check` reads
the words themselves.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from cashier.core.resources import translation
from cashier.playbook.broken import Fault, Faults, Problem
from cashier.playbook.catalogue import SCRIPT, read_catalogue
from cashier.playbook.checklists import WHERE, WHO
from cashier.playbook.evidence import FAULTS
from cashier.playbook.files import read_text
from cashier.playbook.model import MENDERS
from cashier.playbook.playbook import Playbook
from cashier.playbook.variants import plain_key

LOCK_KEYS = (
    "lock-wait",
    "lock-password",
    "lock-phone_offline",
    "lock-dynamic",
    "lock-static",
    "lock-swapped",
    "lock-over",
    "lock-over_asked",
    "lock-claimed",
    "unlocked-by_hand",
    "lock-reverse",
    "lock-later",
    "lock-paid",
    "paid-done",
)
SETTLED_KEYS = ("settled-not_charged", "settled-reversed")
ADVICE = (
    "hold_still",
    "further_away",
    "tilt_away_from_lamp",
    "brighten_screen",
    "hold_flat",
    "closer",
    "whole_code_in_view",
    "uncover",
    "refresh",
    "show_barcode",
)
OFFER_REASONS = (
    "same_wallet",
    "healthy",
    "slow",
    "unchecked",
    "always",
    "if_asked",
    "trial",
    "needs_phone",
    "same_line",
    "just_failed",
    "not_seen",
    "broken",
    "degraded",
    "not_on_phone",
    "outside_limits",
    "not_needed",
    "locked",
    "rule",
    "not_taken",
)
CERTAINTIES = ("likely", "possible", "unsure")
_SIDES = ("customer", "merchant", "network", "provider", "code", "none")
_LINE = re.compile(r"^(?:([a-z][\w-]*) =|    \.([a-z]\w*) =)", re.MULTILINE)


def script_keys(playbook: Playbook) -> tuple[str, ...]:
    """Every message that has the three texts aloud, clerk and display, versions last."""
    causes = (cause.text_key for cause in playbook.causes)
    methods = (method.id for method in playbook.methods)
    return (*plain_script_keys(causes, methods), *playbook.variants.text_keys())


def plain_script_keys(causes: Iterable[str], methods: Iterable[str]) -> tuple[str, ...]:
    """The scripts of these causes and methods, and those that every playbook has."""
    switches = (f"switch-{method}" for method in methods)
    return (*causes, *LOCK_KEYS, *SETTLED_KEYS, *switches)


def needed_keys(playbook: Playbook) -> Iterable[str]:
    """Every key that this playbook's content needs, attributes as `key.attribute`."""
    for key in script_keys(playbook):
        # A version has the title of its script.
        if plain_key(key) == key:
            yield key
        yield from (f"{key}.{attribute}" for attribute in SCRIPT)
    yield from (step.text_key for step in playbook.steps)
    yield from (method.text_key for method in playbook.methods)
    yield from (task.text_key for task in playbook.checklists.tasks.values() if not task.step)
    for key in ("rule-own", *(rule.text_key for rule in playbook.rules)):
        yield key
        yield f"{key}.why"
    for question in playbook.questions:
        yield question.text_key
        yield f"{question.text_key}.how"
        values = question.values if question.name != "register.text" else question.values[-1:]
        yield from (f"{question.text_key}-{value}" for value in values)
    for family, members in (
        ("mender", MENDERS),
        ("who", WHO),
        ("where", WHERE),
        ("side", _SIDES),
        ("certainty", CERTAINTIES),
        ("offer", OFFER_REASONS),
        ("advice", ADVICE),
        ("fault", (*FAULTS, "none")),
    ):
        yield from (f"{family}-{member}" for member in members)


def catalogue(folder: Path, language: str) -> Path:
    """The words of a playbook: its own file if the folder has one, else those of the program."""
    own = folder / f"playbook_{language}.ftl"
    return own if own.is_file() else translation(own.name)


def check_texts(playbook: Playbook, folder: Path, faults: Faults) -> None:
    """Every text that the playbook needs must be there in each of its languages.

    Words that the folder brings itself are read whole: they may come from anywhere. Those of the
    program are only looked through, which is a hundred times quicker.
    """
    for language in playbook.languages:
        path = catalogue(folder, language)
        with faults.catching():
            text = read_text(path.parent, path.name)
            if path.parent == folder:
                faults.add(*read_catalogue(text, path.name).faults)
            _check_keys(needed_keys(playbook), text, path.name, faults)


def _check_keys(needed: Iterable[str], text: str, file: str, faults: Faults) -> None:
    """A message that is missing altogether is told once, not once for each of its attributes."""
    present = _keys(text)
    missing: set[str] = set()
    for key in needed:
        message = key.partition(".")[0]
        if faults.full(file):
            return
        if key not in present and message not in missing:
            line = present.get(message, 1 if text else 0)
            faults.add(Fault(file, line, key, Problem.missing_text, wanted=key))
            if message not in present:
                missing.add(message)


def _keys(text: str) -> Mapping[str, int]:
    """Every key with its line."""
    found: dict[str, int] = {}
    message, line, counted = "", 1, 0
    for match in _LINE.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        message = match[1] or message
        found.setdefault(f"{message}.{match[2]}" if match[2] else message, line)
    return found
