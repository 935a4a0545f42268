"""How rules, try-outs and reviews look as text. Words come from the catalogues."""

from collections.abc import Iterable, Iterator

from cashier.cases.rules import Condition, Fired
from cashier.cases.trial import Outcome, TryOut
from cashier.cli.common import visible
from cashier.cli.rules_data import MOST_SHOWN
from cashier.core.money import Money
from cashier.core.words import Words
from cashier.desk.rule_views import Review, Standing
from cashier.history.audit import AuditRecord
from cashier.history.rulings import RuleFigures
from cashier.playbook.overlay_text import rule_text
from cashier.playbook.playbook import Playbook
from cashier.playbook.rules import Rule

_STEP = "  "


def line_of(rule: Rule, words: Words) -> str:
    """Return a rule's line as the clerk reads it."""
    return words(rule.text_key, **dict(rule.text_values))


def list_lines(standings: Iterable[Standing], words: Words) -> Iterator[str]:
    """Yield one line a rule: its name, what it does, its words, and where it stands."""
    for one in standings:
        effect = words(f"rules-effect-{one.rule.effect}")
        place = words(f"rules-place-{one.place}")
        yield f"{one.rule.id}{_STEP}[{effect}]{_STEP}{line_of(one.rule, words)}{_STEP}({place})"


def rule_lines(standing: Standing, words: Words) -> Iterator[str]:
    """Yield everything about one rule."""
    rule = standing.rule
    yield f"{rule.id}{_STEP}({words(f'rules-place-{standing.place}')})"
    yield line_of(rule, words)
    yield words(rule.why_key)
    yield words("rules-official" if rule.official else "rules-not-official")
    yield from (f"{_STEP}{line}" for line in rule_text(rule).splitlines())


def try_lines(found: TryOut, words: Words, *, edited: bool) -> Iterator[str]:
    """Yield what a payment sees now, and with the edit where there is one."""
    yield words("rules-try-now")
    yield from _outcome_lines(found.now, words)
    if edited:
        yield words("rules-try-edited")
        yield from _outcome_lines(found.edited, words)
        yield words("rules-try-differs" if found.differs else "rules-try-same")


def review_lines(review: Review, playbook: Playbook, words: Words) -> Iterator[str]:
    """Yield what the rules did, and what the edit would have changed."""
    yield words("rules-review-head", cases=review.cases)
    known = {rule.id: rule for rule in playbook.rules}
    for one in review.figures:
        yield from _figure_lines(one, known.get(one.rule), words)
    if not review.figures:
        yield words("rules-review-none")
    if review.changed is not None:
        yield words("rules-review-what_if", cases=review.cases, changed=len(review.changed))
        yield from (f"{_STEP}{_changed(one, words)}" for one in review.changed[:MOST_SHOWN])


def change_lines(changes: Iterable[AuditRecord], words: Words) -> Iterator[str]:
    """Yield who changed what, with what stood there before and stands there now."""
    for one in changes:
        at = f"{one.at.astimezone():%Y-%m-%d %H:%M}"
        what = words(f"rules-kind-{one.kind}")
        yield f"{at}{_STEP}{visible(one.by)}{_STEP}{what}{_STEP}{visible(one.what)}"
        for sign, text in (("-", one.before), ("+", one.after)):
            yield from (f"{_STEP}{sign} {visible(line)}" for line in text.splitlines())


def _outcome_lines(outcome: Outcome, words: Words) -> Iterator[str]:
    names = [words(f"method-{method}") for method in outcome.offered]
    yield f"{_STEP}{words('diagnose-offer')} {' · '.join(names)}"
    held = [one for one in outcome.choice.withheld if one.why == "rule"]
    if held:
        kept = " · ".join(words(f"method-{one.method}") for one in held)
        yield f"{_STEP}{words('rules-withheld')} {kept}"
    for one in outcome.fired:
        yield f"{_STEP}{words('diagnose-rule')} {line_of(one.rule, words)}{_reasons(one, words)}"


def _reasons(one: Fired, words: Words) -> str:
    met = [_condition(condition, words) for condition in one.why]
    return f"{_STEP}({words('rules-between').join(met)})" if met else ""


def _condition(met: Condition, words: Words) -> str:
    wanted, found = met.wanted, visible(met.found)
    if met.name in ("min_fen", "max_fen"):
        wanted, found = Money(int(wanted)).yuan, Money(int(found)).yuan
    named = f"settings-store-{met.name}.value-{found}"
    if met.name in ("industry", "customer_group") and words.has(named):
        found = words(named)
    return words(f"rules-condition-{met.name}", wanted=wanted, found=found)


def _figure_lines(one: RuleFigures, rule: Rule | None, words: Words) -> Iterator[str]:
    yield f"{visible(one.rule)}{_STEP}{line_of(rule, words) if rule else words('rules-gone')}"
    wait = "—" if one.mean_wait_s is None else f"{one.mean_wait_s:.0f}"
    figures = {"times": one.times, "cases": one.cases, "recovered": one.recovered}
    figures |= {"switched": one.switched, "left": one.left}
    yield _STEP + words("rules-review-line", wait=wait, **figures)
    if rule is not None and rule.effect == "do_not_offer" and one.left:
        yield _STEP + words("rules-review-cost", amount=one.money_left.yuan)


def _changed(one: TryOut, words: Words) -> str:
    at = f"{one.payment.context.at:%Y-%m-%d %H:%M}" if one.payment.context.at else "—"
    amount = words("rules-amount", amount=_yuan(one.payment.amount))
    before, after = (
        " · ".join(words(f"method-{method}") for method in outcome.offered)
        for outcome in (one.now, one.edited)
    )
    return f"{at}{_STEP}{amount}{_STEP}{before} → {after}"


def _yuan(amount: Money | None) -> str:
    return amount.yuan if amount is not None else "—"
