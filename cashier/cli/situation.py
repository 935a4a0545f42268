"""Reads the JSON of `cashier diagnose`; everything is checked by name before it is believed."""

import json
from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any, cast

from cashier.cases.advice import Situation
from cashier.cases.rules import Context
from cashier.core.errors import WrongUse
from cashier.core.money import Money
from cashier.core.privacy import strip_digits
from cashier.core.trade import ANY
from cashier.diagnosis.order import OrderKind
from cashier.playbook.evidence import METHODS, SOURCES, Evidence, Source, Vocabulary
from cashier.register.report import clean_text

MOST_BYTES = 1_000_000
_MOST_FEN = 99_999_999_999
_LONGEST_VALUE = 200
_FIELDS = ("amount_fen", "method", "charged_s", "order", "context", "evidence")
_ITEM_FIELDS = ("name", "value", "source", "seen_at")
_ORDER_FIELDS = ("kind", "number_known")
_CONTEXT_FIELDS = ("at", "industry", "customer_group")
_MOMENT = "2026-11-22T18:30:00+08:00"


class NotJson(WrongUse):
    """What was given is not JSON, or not JSON of the right shape at its top.

    `reason` is one of empty, too_long, encoding, too_deep, number, shape, syntax.
    """

    code = "diagnose-not-json"

    def __init__(self, reason: str, line: int = 1, column: int = 1) -> None:
        super().__init__(reason=reason, line=line, column=column)


class UnknownField(WrongUse):
    """A field that `diagnose` does not have."""

    code = "diagnose-unknown-field"


class DuplicateField(WrongUse):
    """A field that stands twice in one object: nobody can say which of them counts."""

    code = "diagnose-duplicate-field"


class WrongField(WrongUse):
    """A field with a value that it cannot take."""

    code = "diagnose-wrong-field"


def read_situation(raw: bytes, vocabulary: Vocabulary) -> Situation:
    """Read one request. Of evidence with the same name the later counts: a caller adds answers.

    Raises:
        NotJson: not UTF-8, not JSON, too long, or not an object.
        UnknownField, DuplicateField, WrongField: something in it, by name, with what is allowed.
        UnknownEvidenceName, UnknownEvidenceValue: evidence outside the vocabulary.
    """
    found = _object(raw)
    _only(found, _FIELDS, "")
    order = _mapping(found, "order")
    _only(order, _ORDER_FIELDS, "order.")
    items = found.get("evidence")
    if items is not None and not isinstance(items, list):
        raise WrongField(field="evidence", allowed='[{"name": "…", "value": "…"}]')
    return Situation(
        evidence=tuple(
            _evidence(item, place, vocabulary) for place, item in enumerate(items or ())
        ),
        amount=_amount(found),
        method=_choice(found, "method", METHODS),
        charged_s=_seconds(found),
        order_kind=OrderKind(
            _choice(order, "kind", tuple(OrderKind), "order.") or OrderKind.payment_code
        ),
        number_known=_flag(order, "number_known", "order."),
        context=_context(_mapping(found, "context")),
    )


def _object(raw: bytes) -> Mapping[str, Any]:
    if len(raw) > MOST_BYTES:
        raise NotJson("too_long")
    if not raw.strip():
        raise NotJson("empty")
    try:
        found = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_each_once)
    except json.JSONDecodeError as error:
        raise NotJson("syntax", error.lineno, error.colno) from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise NotJson("encoding", line) from error
    except RecursionError as error:
        raise NotJson("too_deep") from error
    except ValueError as error:
        raise NotJson("number") from error
    if not isinstance(found, Mapping):
        raise NotJson("shape")
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise DuplicateField(field=_short(twice))
    return found


def _only(found: Mapping[str, Any], known: tuple[str, ...], prefix: str) -> None:
    for name in found:
        if name not in known:
            near = get_close_matches(name[:40], known, n=1, cutoff=0.5) or known
            nearest = ", ".join(prefix + one for one in near)
            raise UnknownField(field=prefix + _short(name), nearest=nearest)


def _mapping(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = found.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise WrongField(field=name, allowed="{…}")
    return value


def _context(context: Mapping[str, Any]) -> Context:
    """Read the circumstances; a kind of shop or customer that no rule names is taken as it is."""
    _only(context, _CONTEXT_FIELDS, "context.")
    kinds = []
    for name in ("industry", "customer_group"):
        value = context.get(name)
        if value is not None and (not isinstance(value, str) or len(value) > _LONGEST_VALUE):
            raise WrongField(field=f"context.{name}", allowed='"any"')
        kinds.append(value or ANY)
    return Context(_moment(context, "at", "context."), *kinds)


def _choice(
    found: Mapping[str, Any], name: str, allowed: tuple[str, ...], prefix: str = ""
) -> str | None:
    value = found.get(name)
    if value is None:
        return None
    if value not in allowed:
        raise WrongField(field=prefix + name, allowed=" · ".join(allowed))
    return str(value)


def _amount(found: Mapping[str, Any]) -> Money | None:
    value = found.get("amount_fen")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_FEN:
        raise WrongField(field="amount_fen", allowed=f"0 … {_MOST_FEN}")
    return Money(value)


def _seconds(found: Mapping[str, Any]) -> float | None:
    value = found.get("charged_s")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        raise WrongField(field="charged_s", allowed="0 … 999999999")
    return float(value)


def _flag(found: Mapping[str, Any], name: str, prefix: str) -> bool:
    value = found.get(name)
    if value is not None and not isinstance(value, bool):
        raise WrongField(field=prefix + name, allowed="true · false")
    return bool(value)


def _evidence(item: object, place: int, vocabulary: Vocabulary) -> Evidence:
    where = f"evidence[{place}]"
    if not isinstance(item, Mapping):
        raise WrongField(field=where, allowed='{"name": "…", "value": "…"}')
    _only(item, _ITEM_FIELDS, f"{where}.")
    for field in ("name", "value"):
        if not isinstance(item.get(field), str):
            raise WrongField(field=f"{where}.{field}", allowed='"…"')
    name, value = item["name"], item["value"]
    vocabulary.check(name, value)
    if name == "register.text":
        kept = clean_text(value)
    elif name == "register.code":
        # A code is a short word; a payment code put here by mistake must not be said again.
        kept = strip_digits(value[:_LONGEST_VALUE])
    else:
        kept = value
    source = cast("Source | None", _choice(item, "source", SOURCES, f"{where}."))
    moment = _moment(item, "seen_at", f"{where}.")
    if moment is not None and moment.tzinfo is None:
        raise WrongField(field=f"{where}.seen_at", allowed=_MOMENT)
    return Evidence(name, kept, source, moment)


def _moment(found: Mapping[str, Any], name: str, prefix: str) -> datetime | None:
    value = found.get(name)
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise WrongField(field=prefix + name, allowed=_MOMENT) from error


def _short(text: str) -> str:
    return strip_digits(text)[:40]
