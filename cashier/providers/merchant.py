"""Whether the merchant account is ready: one line for each thing, with what to do. Pure.

Nothing is ready by default: what no provider tells and no payment has shown is unknown, and says
how it can be found out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cashier.playbook.evidence import Evidence

State = Literal["ok", "warn", "fail", "unknown"]
_DAY_S = 86_400.0
_BANDS: tuple[tuple[int, State, str], ...] = (
    (0, "fail", "expired"),
    (7, "warn", "week"),
    (14, "warn", "fortnight"),
    (30, "warn", "month"),
)
_STATES: Mapping[str, State] = {"ok": "ok", "warn": "warn", "fail": "fail"}


@dataclass(frozen=True, slots=True)
class Readiness:
    """One thing that must be right before payments can work.

    Attributes:
        name: what it is, with the provider or method after a dot: `product.wechat`.
        state: ok, warn, fail, or unknown while nothing has shown it.
        detail: key of the sentence that says what was found; it takes `fields`.
        do: key of the sentence that says what to do; empty where there is nothing to do.
        at: when it was found out.
    """

    name: str
    state: State
    detail: str
    do: str = ""
    at: datetime | None = None
    fields: tuple[tuple[str, str | int], ...] = ()


def row(name: str, state: State, at: datetime | None = None, word: str = "") -> Readiness:
    """Return the line of `name`; its words are found by its kind and by `word`, else its state."""
    detail = f"readiness-{name.partition('.')[0]}-{word or state}"
    return Readiness(name, state, detail, "" if state == "ok" else f"{detail}.do", at)


def rows_of(provider: str, found: Iterable[Evidence], at: datetime) -> tuple[Readiness, ...]:
    """Return what a provider's own answer shows of keys and rights, and nothing beyond it."""
    told = {evidence.name: evidence.value for evidence in found}
    pairs = {
        f"credentials.{provider}": told.get("health.certificate"),
        f"product.{provider}": told.get(f"health.merchant.{provider}"),
    }
    return tuple(
        row(name, _STATES.get(value or "", "unknown"), at if value else None)
        for name, value in pairs.items()
    )


def age_of(name: str, until: datetime | None, now: datetime) -> Readiness:
    """Judge a certificate by the days it has left: a word at 30, at 14 and at 7."""
    if until is None:
        return row(f"certificate.{name}", "unknown")
    days = int((until - now).total_seconds() // _DAY_S)
    for most, state, word in _BANDS:
        if days < most:
            found = row(f"certificate.{name}", state, now, word)
            break
    else:
        found = row(f"certificate.{name}", "ok", now)
    return Readiness(found.name, found.state, found.detail, found.do, now, (("days", abs(days)),))
