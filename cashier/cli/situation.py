"""Reads the JSON of `cashier diagnose`; everything is checked by name before it is believed."""

import json
from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from cashier.cases.advice import Situation
from cashier.core.errors import WrongUse
from cashier.core.money import Money
from cashier.core.privacy import strip_digits
from cashier.diagnosis.order import OrderKind
from cashier.playbook.evidence import METHODS, SOURCES, Evidence, Vocabulary
from cashier.register.report import clean_text

MOST_BYTES = 1_000_000
_FIELDS = ("amount_fen", "method", "charged_s", "order", "context", "evidence")
_ITEM_FIELDS = ("name", "value", "source", "seen_at")
_ORDER_FIELDS = ("kind", "number_known")


class NotJson(WrongUse):
    """What was given is not JSON, or not JSON of the right shape at its top."""

    code = "diagnose-not-json"


class UnknownField(WrongUse):
    """A field that `diagnose` does not have."""

    code = "diagnose-unknown-field"


class WrongField(WrongUse):
    """A field with a value that it cannot take."""

    code = "diagnose-wrong-field"


def read_situation(raw: bytes, vocabulary: Vocabulary) -> Situation:
    """Read one request.

    Raises:
        NotJson: not UTF-8, not JSON, too long, or not an object.
        UnknownField, WrongField: something in it, by name, with what is allowed.
        UnknownEvidenceName, UnknownEvidenceValue: evidence outside the vocabulary.
    """
    found = _object(raw)
    _only(found, _FIELDS, "")
    order = _mapping(found, "order")
    _only(order, _ORDER_FIELDS, "order.")
    _mapping(found, "context")
    items = found.get("evidence") or []
    if not isinstance(items, list):
        raise WrongField(field="evidence", allowed="[…]")
    amount = found.get("amount_fen")
    if amount is not None and (not isinstance(amount, int) or isinstance(amount, bool)):
        raise WrongField(field="amount_fen", allowed="0, 1, 2 …")
    return Situation(
        evidence=tuple(_evidence(item, place, vocabulary) for place, item in enumerate(items)),
        amount=None if amount is None else Money(amount),
        method=_choice(found, "method", METHODS),
        charged_s=_seconds(found),
        order_kind=OrderKind(_choice(order, "kind", tuple(OrderKind)) or OrderKind.payment_code),
        number_known=_flag(order, "number_known"),
    )


def _object(raw: bytes) -> Mapping[str, Any]:
    if len(raw) > MOST_BYTES:
        raise NotJson(line=1, reason=f"> {MOST_BYTES} bytes")
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise NotJson(line=error.lineno, reason=error.msg) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise NotJson(line=1, reason=type(error).__name__) from error
    if not isinstance(found, Mapping):
        raise NotJson(line=1, reason="{…}")
    return found


def _only(found: Mapping[str, Any], known: tuple[str, ...], prefix: str) -> None:
    for name in found:
        if name not in known:
            near = get_close_matches(str(name), known, n=1, cutoff=0.5)
            nearest = prefix + (near[0] if near else ", ".join(known))
            raise UnknownField(field=prefix + _short(name), nearest=nearest)


def _mapping(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = found.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise WrongField(field=name, allowed="{…}")
    return value


def _choice(found: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str | None:
    value = found.get(name)
    if value is None:
        return None
    if value not in allowed:
        raise WrongField(field=name, allowed=" · ".join(allowed))
    return str(value)


def _seconds(found: Mapping[str, Any]) -> float | None:
    value = found.get("charged_s")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        raise WrongField(field="charged_s", allowed="0 …")
    return float(value)


def _flag(found: Mapping[str, Any], name: str) -> bool:
    value = found.get(name, False)
    if not isinstance(value, bool):
        raise WrongField(field=name, allowed="true · false")
    return value


def _evidence(item: object, place: int, vocabulary: Vocabulary) -> Evidence:
    where = f"evidence[{place}]"
    if not isinstance(item, Mapping):
        raise WrongField(field=where, allowed='{"name": …, "value": …}')
    _only(item, _ITEM_FIELDS, f"{where}.")
    name, value = item.get("name"), item.get("value")
    if not isinstance(name, str) or not isinstance(value, str):
        raise WrongField(field=where, allowed='{"name": "…", "value": "…"}')
    vocabulary.check(name, value)
    source = _choice(item, "source", SOURCES)
    kept = clean_text(value) if name == "register.text" else value
    return Evidence(name, kept, source, _moment(item, where))  # type: ignore[arg-type]


def _moment(item: Mapping[str, Any], where: str) -> datetime | None:
    value = item.get("seen_at")
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise WrongField(field=f"{where}.seen_at", allowed="2026-11-22T18:30:00+08:00") from error
    if moment.tzinfo is None:
        raise WrongField(field=f"{where}.seen_at", allowed="2026-11-22T18:30:00+08:00")
    return moment


def _short(text: object) -> str:
    return strip_digits(str(text))[:40]
