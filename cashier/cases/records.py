"""Events as plain JSON values and back: what history writes, and what it reads again years later.

A name or a spelling that was once written stays readable; nothing here touches a file.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, get_args

from cashier.cases.events import Event
from cashier.cases.outcome import Mood, Outcome
from cashier.core.errors import Unavailable
from cashier.core.money import Money
from cashier.diagnosis.order import OrderKind
from cashier.playbook.evidence import Evidence

EVENT_TYPES: Mapping[str, type[Event]] = {kind.__name__: kind for kind in get_args(Event)}


class EventUnreadable(Unavailable):
    """A stored event that this version cannot read."""

    code = "event-unreadable"


def to_record(event: Event) -> dict[str, object]:
    """Return the event as plain JSON values, with its kind; defaults are left out."""
    record: dict[str, object] = {"kind": type(event).__name__}
    for field in fields(event):
        value = getattr(event, field.name)
        if value != field.default:
            record[field.name] = _plain(value)
    return record


def from_record(record: Mapping[str, Any]) -> Event:
    """Build the event that `to_record` described.

    Raises:
        EventUnreadable: an unknown kind, or fields that do not fit it.
    """
    kind = EVENT_TYPES.get(str(record.get("kind")))
    if kind is None:
        raise EventUnreadable(kind=str(record.get("kind"))[:40])
    try:
        values: dict[str, Any] = {
            name: _rich(name, value) for name, value in record.items() if name != "kind"
        }
        return kind(**values)
    except (TypeError, ValueError, KeyError) as error:
        raise EventUnreadable(kind=kind.__name__) from error


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case Money():
            return value.fen
        case tuple():
            return list(value)
        case Evidence():
            return {
                "name": value.name,
                "value": value.value,
                "source": value.source,
                "seen_at": value.seen_at.isoformat() if value.seen_at else None,
            }
        case _:
            return value


def _rich(name: str, value: Any) -> object:  # noqa: ANN401 - whatever JSON holds
    match name:
        case "at":
            return datetime.fromisoformat(value)
        case "amount":
            return Money(value)
        case "order_kind":
            return OrderKind(value)
        case "rules":
            return tuple(str(one) for one in value)
        case "outcome":
            return Outcome(value)
        case "mood":
            return Mood(value)
        case "evidence":
            seen = value.get("seen_at")
            return Evidence(
                value["name"],
                value["value"],
                value.get("source"),
                datetime.fromisoformat(seen) if seen else None,
            )
        case _:
            return value
