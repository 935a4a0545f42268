"""`cashier diagnose`: evidence in, diagnosis out; JSON for programs, lines for people."""

import errno
import json
import os
from typing import Any, BinaryIO, TextIO

from cashier.cases.advice import Advice, advise, certainty
from cashier.cases.rules import Fired
from cashier.cli.common import complain, given_path, visible
from cashier.cli.situation import MOST_BYTES, read_situation
from cashier.core.errors import CashierError, WrongUse
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.diagnosis.explain import Turn, most_telling, turns
from cashier.playbook.catalogue import SCRIPT
from cashier.playbook.load import load_playbook
from cashier.playbook.model import UNCLEAR, cause_key
from cashier.playbook.overlay import lay_over
from cashier.playbook.pins import PinFile
from cashier.playbook.playbook import Playbook
from cashier.playbook.variants import NO_PINS, PLAIN, Pins, State, Version

_MENDERLESS = "shop"
_MOST_TURNS = 5
_PLAIN = Version(PLAIN, State.active)


class RequestUnreadable(WrongUse):
    """The file with the evidence is not there or cannot be read."""

    code = "diagnose-unreadable"


def diagnose_here(raw: bytes, place: Home, words: Words, out: TextIO, *, as_json: bool) -> int:
    """Judge one request by this shop's own rules, methods and words; return the exit code.

    A file of the shop's own with a fault is told and passed over.

    Raises:
        WrongUse: as `diagnose`.
    """
    laid = lay_over(load_playbook(), place.playbook_dir)
    if laid.problem is not None:
        complain(laid.problem, words)
    try:
        pins = PinFile(place.settings_dir).read()
    except CashierError as error:
        complain(error, words)
        pins = NO_PINS
    return diagnose(raw, laid.playbook, words, out, as_json=as_json, pins=pins)


def diagnose(
    raw: bytes,
    playbook: Playbook,
    words: Words,
    out: TextIO,
    *,
    as_json: bool,
    pins: Pins = NO_PINS,
) -> int:
    """Judge one request and write the answer; return the exit code.

    It has the words of the versions that are in force: without a case there is no lot to draw.

    Raises:
        WrongUse: the request cannot be read, or names something unknown.
    """
    advice = advise(read_situation(raw, playbook.vocabulary), playbook)
    version = playbook.variants.version_for(advice.script, pins=pins)
    if as_json:
        told = to_json(advice, playbook, words, version)
        out.write(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        out.write("\n".join(lines(advice, playbook, words, version)) + "\n")
    return 0


def to_json(
    advice: Advice, playbook: Playbook, words: Words, version: Version = _PLAIN
) -> dict[str, Any]:
    """Return the diagnosis as the contract's JSON, with its script in this version."""
    asked = most_telling(advice.after, advice.ask, playbook)
    return {
        "state": advice.known.state.value,
        "charge_lock": advice.charge_lock,
        "causes": [_cause(one.cause, one.probability, playbook) for one in advice.causes],
        "next": {
            "kind": advice.next.kind.value,
            "id": advice.next.id,
            "seconds": advice.next.seconds,
        },
        "script": _script(advice, words, version),
        "offer": [
            {"method": one.method, "health": one.health, "why": words(f"offer-{one.why}")}
            for one in advice.choice.offers
        ],
        "ask": [{"name": one.name, "values": list(one.values)} for one in asked],
        "why": [
            {"evidence": one.evidence, "for": one.cause, "weight": one.weight} for one in advice.why
        ],
        "would_change": [
            {"evidence": one.evidence, "to": one.cause, "chance": one.chance}
            for one in _turns(advice, playbook)
        ],
        "rules": [fired_json(one) for one in advice.fired],
    }


def fired_json(one: Fired) -> dict[str, Any]:
    """Return a rule that holds, with the conditions that were met, as the contract's JSON."""
    why = [{"condition": c.name, "rule": c.wanted, "found": c.found} for c in one.why]
    return {
        "id": one.rule.id,
        "effect": one.rule.effect,
        "methods": list(one.methods),
        "why": why,
    }


def lines(advice: Advice, playbook: Playbook, words: Words, version: Version = _PLAIN) -> list[str]:
    """Return the diagnosis as a person reads it: money, cause, words, next step, ways, reasons."""
    top = advice.after.top
    script = _script(advice, words, version)
    sure = words(f"certainty-{certainty(top.probability)}")
    shown = [
        words(f"diagnose-state-{advice.known.state.value}"),
        words("diagnose-cause", cause=words(_title(advice.cause)), sure=sure),
        f"{words('diagnose-say')} {script['aloud']}",
        f"{words('diagnose-know')} {script['clerk']}",
        f"{words('diagnose-next')} {_next(advice, words)}",
    ]
    if advice.choice.offers:
        names = [words(f"method-{one.method}") for one in advice.choice.offers]
        shown.append(f"{words('diagnose-offer')} {' · '.join(names)}")
    shown.extend(
        f"{words('diagnose-rule')} {words(one.rule.text_key, **dict(one.rule.text_values))}"
        for one in advice.fired
        if one.is_line
    )
    shown.extend(
        f"{words('diagnose-why')} {visible(one.evidence)} ({one.weight:+.1f})" for one in advice.why
    )
    shown.extend(
        words("diagnose-turn", evidence=one.evidence, cause=words(_title(one.cause)))
        for one in _turns(advice, playbook)
    )
    return shown


def _turns(advice: Advice, playbook: Playbook) -> tuple[Turn, ...]:
    """Return the few likeliest answers that would change the judgement."""
    return turns(advice.after, advice.ask, playbook)[:_MOST_TURNS]


def _cause(cause_id: str, probability: float, playbook: Playbook) -> dict[str, Any]:
    known = next((cause for cause in playbook.causes if cause.id == cause_id), None)
    return {
        "id": cause_id,
        "side": known.side if known else "none",
        "mender": known.mender if known else _MENDERLESS,
        "probability": round(probability, 6),
    }


def _script(advice: Advice, words: Words, version: Version) -> dict[str, str]:
    """Return the words; a shop's own stand in for the plain ones, part by part."""
    own = {one.part: one.text for one in version.own if one.language == words.language}
    key = advice.script if version.own else version.text_key(advice.script)
    return {part: own.get(part) or words(f"{key}.{part}") for part in SCRIPT}


def _title(cause: str) -> str:
    return cause_key(cause or UNCLEAR)


def _next(advice: Advice, words: Words) -> str:
    kind, target = advice.next.kind.value, advice.next.id
    key = {
        "ask": f"ask-{target.removeprefix('ask.').replace('.', '-')}",
        "do": f"step-{target}",
        "wait": f"step-{target}",
        "switch": f"method-{target}",
    }.get(kind)
    what = words(key) if key and words.has(key) else ""
    return words(f"diagnose-next-{kind}", what=what)


def read_source(source: str, stdin: BinaryIO | None) -> bytes:
    """Return the bytes of a file, or of stdin for `-`.

    Raises:
        RequestUnreadable: no such file, one that cannot be read, or a closed stdin (None).
    """
    if source == "-" and stdin is None:
        raise RequestUnreadable(file=source, reason=os.strerror(errno.EBADF))
    try:
        if source == "-" and stdin is not None:
            return stdin.read(MOST_BYTES + 1)
        with given_path(source).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RequestUnreadable(file=source, reason=reason) from error
