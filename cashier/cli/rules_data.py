"""Rules, try-outs and reviews for other programs: plain JSON values. Money in fen, times in UTC."""

from collections.abc import Iterable
from typing import Any

from cashier.cases.trial import Outcome, TryOut
from cashier.cli.diagnose import fired_json
from cashier.core.words import Words
from cashier.desk.rule_views import Review, Standing
from cashier.history.audit import AuditRecord
from cashier.history.rulings import RuleFigures
from cashier.playbook.playbook import Playbook

MOST_SHOWN = 20


def rule_json(standing: Standing, words: Words) -> dict[str, Any]:
    """Return one rule with its words."""
    rule = standing.rule
    return {
        "id": rule.id,
        "place": standing.place,
        "effect": rule.effect,
        "methods": list(rule.methods),
        "industries": list(rule.industries),
        "customer_groups": list(rule.customer_groups),
        "order_kinds": list(rule.order_kinds),
        "hours": [str(hours) for hours in rule.hours],
        "min_fen": rule.min_fen,
        "max_fen": rule.max_fen,
        "source": rule.source,
        "dated": rule.dated,
        "official": rule.official,
        "text": words(rule.text_key, **dict(rule.text_values)),
        "why": words(rule.why_key),
    }


def outcome_json(outcome: Outcome, words: Words) -> dict[str, Any]:
    """Return what one set of rules makes of a payment."""
    return {
        "offer": [
            {"method": one.method, "health": one.health, "why": words(f"offer-{one.why}")}
            for one in outcome.choice.offers
        ],
        "withheld": [
            {"method": one.method, "why": words(f"offer-{one.why}")}
            for one in outcome.choice.withheld
        ],
        "rules": [fired_json(one) for one in outcome.fired],
    }


def review_json(review: Review, playbook: Playbook) -> dict[str, Any]:
    """Return a review; `cost_fen` is what left after a rule kept a method back."""
    effects = {rule.id: rule.effect for rule in playbook.rules}
    return {
        "cases": review.cases,
        "rules": [_figures_json(one, effects.get(one.rule)) for one in review.figures],
        "what_if": None if review.changed is None else _what_if_json(review.changed),
    }


def changes_json(changes: Iterable[AuditRecord]) -> list[dict[str, Any]]:
    """Return what persons changed."""
    return [
        {
            "seq": one.seq or None,
            "at": one.at.isoformat(),
            "by": one.by,
            "kind": one.kind.value,
            "rule": one.what,
            "before": one.before or None,
            "after": one.after or None,
            "pin": one.pin,
        }
        for one in changes
    ]


def _figures_json(one: RuleFigures, effect: str | None) -> dict[str, Any]:
    return {
        "id": one.rule,
        "effect": effect,
        "times": one.times,
        "cases": one.cases,
        "recovered": one.recovered,
        "switched": one.switched,
        "left": one.left,
        "money_left_fen": one.money_left.fen,
        "cost_fen": one.money_left.fen if effect == "do_not_offer" else None,
        "mean_wait_s": one.mean_wait_s,
    }


def _what_if_json(changed: tuple[TryOut, ...]) -> dict[str, Any]:
    shown = [
        {
            "at": one.payment.context.at.isoformat() if one.payment.context.at else None,
            "amount_fen": one.payment.amount.fen if one.payment.amount else None,
            "method": one.payment.method,
            "now": list(one.now.offered),
            "edited": list(one.edited.offered),
        }
        for one in changed[:MOST_SHOWN]
    ]
    return {"changed": len(changed), "first": shown}
