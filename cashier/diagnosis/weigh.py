"""What each piece of evidence says about the causes, as chances of seeing it under each.

Evidence counts independently given the cause, except the register's code and text: they are one
answer of one machine and count once (`posterior` does the like for one look at a code). Nothing
here knows how common a cause is.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from cashier.diagnosis.facts import Facts
from cashier.playbook.hints import Hint
from cashier.playbook.model import CodeRow, Near
from cashier.playbook.normalise import too_long
from cashier.playbook.playbook import Playbook

_NEAR_SHARPNESS = 4
_CLEARLY = 0.05
_BESIDE = 0.2
_STEP_BACKGROUND = {"helped": 0.08, "no_help": 0.92}
_RESULT_OF = {"paid": "helped", "failed": "no_help"}

Likelihoods = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One piece of evidence, and how likely each cause makes it; others take `otherwise`.

    `chances` has every cause of the playbook, `logs` their logarithms in the same order.
    """

    evidence: str
    chances: Likelihoods
    otherwise: float
    logs: tuple[float, ...]

    @classmethod
    def of(
        cls, evidence: str, chances: Likelihoods, otherwise: float, playbook: Playbook
    ) -> "Weighed":
        """Fill in the causes that `chances` leaves out."""
        every = {cause: chances.get(cause, otherwise) for cause in playbook.cause_ids}
        return cls(evidence, every, otherwise, tuple(map(math.log, every.values())))

    @property
    def name(self) -> str:
        """What was seen, without its value."""
        return self.evidence.partition("=")[0]

    def chance(self, cause: str) -> float:
        """Return P(evidence | cause), never zero."""
        return self.chances.get(cause, self.otherwise)


def weigh(facts: Facts, playbook: Playbook, method: str | None = None) -> Iterable[Weighed]:
    """Turn each piece of known evidence into chances per cause."""
    answer = _weigh_answer(facts.get("register.code"), facts.get("register.text"), playbook)
    if answer is not None:
        yield answer
    for name, last in facts.values.items():
        if name in ("register.code", "register.text"):
            continue
        value = (facts.order_found or last) if name == "order.state" else last
        kind = playbook.kind_for(method, value) if name == "code.kind" else value
        item = weigh_one(name, kind, playbook)
        if item is not None:
            yield item if kind == value else replace(item, evidence=f"{name}={value}")


@lru_cache(maxsize=4096)
def weigh_one(name: str, value: str, playbook: Playbook) -> Weighed | None:
    """Return what one value says about the causes, or None when it says nothing."""
    shown = f"{name}={value}"
    if name.startswith("step."):
        return _weigh_tried(shown, (name.removeprefix("step."),), value, playbook)
    if name.startswith("tried."):
        remedy = playbook.method(name.removeprefix("tried.")).remedy
        steps = tuple(step.id for step in playbook.steps if step.remedy == remedy)
        return _weigh_tried(shown, steps, _RESULT_OF.get(value, value), playbook)
    chances: dict[str, float] = {}
    for cause in playbook.causes:
        chance = playbook.likelihood(cause.id, name, value)
        if chance is not None:
            chances[cause.id] = chance
    if len(set(chances.values())) < 2:
        return None
    healthy = sum(chances.values()) / len(chances)
    return Weighed.of(shown, chances, healthy, playbook)


def _weigh_answer(code: str | None, text: str | None, playbook: Playbook) -> Weighed | None:
    """Weigh the register's code and text together; a text that no register shows is not kept."""
    weighing = _weigh_anew if text and too_long(text) else _weigh_once
    return weighing(code, text, playbook)


@lru_cache(maxsize=256)
def _weigh_once(code: str | None, text: str | None, playbook: Playbook) -> Weighed | None:
    return _weigh_anew(code, text, playbook)


def _weigh_anew(code: str | None, text: str | None, playbook: Playbook) -> Weighed | None:
    """Weigh the code's rows, narrowed by the text."""
    exact = playbook.codes.by_text(text) if text else ()
    if code is not None:
        provider, _, bare = code.partition("/")
        rows = playbook.codes.by_code(provider, bare)
        charge = tuple(row for row in rows if row.call == "charge")
        picked = tuple(row for row in charge if row in exact) or charge
        # An answer to another call tells less than a text that is known word for word.
        if not picked and not exact:
            picked = rows
        if picked:
            answer = _weigh_rows(f"register.code={code}", picked, playbook)
            return answer if picked[0] in exact or not text else _narrowed(answer, text, playbook)
    if exact:
        return _weigh_rows(f"register.text={text}", exact, playbook)
    return _weigh_text(text, playbook) if text else None


def _weigh_rows(shown: str, rows: tuple[CodeRow, ...], playbook: Playbook) -> Weighed:
    chances = playbook.row_likelihoods(rows)
    return Weighed.of(shown, chances, playbook.leaks.other_row, playbook)


def _weigh_text(text: str, playbook: Playbook) -> Weighed | None:
    phrase = playbook.codes.phrase(text)
    if phrase is not None:
        item = weigh_one("register.text", phrase, playbook)
        return replace(item, evidence=f"register.text={text}") if item else None
    shown = f"register.text={text}"
    near = playbook.codes.near(text)
    if near:
        return Weighed.of(shown, *_mixed(near, playbook), playbook)
    hints = playbook.hints.find(text)
    return Weighed.of(shown, *_hinted(hints, playbook), playbook) if hints else None


def _hinted(hints: tuple[Hint, ...], playbook: Playbook) -> tuple[Likelihoods, float]:
    """What is said of each cause by words that speak of it; each hint as much as the others."""
    strange = playbook.leaks.unlisted
    causes = {cause for hint in hints for cause in hint.means}
    chances = {
        cause: sum(hint.means.get(cause, strange) for hint in hints) / len(hints)
        for cause in causes
    }
    return chances, strange


def _narrowed(answer: Weighed, text: str, playbook: Playbook) -> Weighed:
    """A code's answer, narrowed by what the till's own words beside it speak of."""
    hints = playbook.hints.find(text)
    if not hints:
        return answer
    said, strange = _hinted(hints, playbook)
    chances = {
        cause.id: answer.chance(cause.id) * said.get(cause.id, strange) for cause in playbook.causes
    }
    return Weighed.of(answer.evidence, chances, answer.otherwise * strange, playbook)


def _mixed(near: tuple[Near, ...], playbook: Playbook) -> tuple[Likelihoods, float]:
    """What a text says that may mean any of several things, or none: the likelier, the more alike.

    Each thing counts by how much oftener it is said under a cause than it is said at all.
    """
    best = max(one.score for one in near)
    weights = [_weight(one, near) for one in near]
    strange = 1 - best
    ratios = dict.fromkeys((cause.id for cause in playbook.causes), strange)
    for one, weight in zip(near, weights, strict=True):
        said = _said_by(one, playbook)
        ever = sum(cause.prior * said.chance(cause.id) for cause in playbook.causes)
        for cause in ratios:
            ratios[cause] += best * weight / sum(weights) * said.chance(cause) / ever
    scale = playbook.leaks.own_row / max(ratios.values())
    return {cause: ratio * scale for cause, ratio in ratios.items()}, strange * scale


def _weight(one: Near, near: tuple[Near, ...]) -> float:
    """How far one likeness counts; a common phrase little beside a message as much alike."""
    telling = max((other.score for other in near if other.rows), default=0.0)
    beside = bool(one.phrase) and telling > one.score - _CLEARLY
    return one.score**_NEAR_SHARPNESS * (_BESIDE if beside else 1.0)


def _said_by(one: Near, playbook: Playbook) -> Weighed:
    if one.rows:
        return _weigh_rows("", one.rows, playbook)
    said = weigh_one("register.text", one.phrase, playbook)
    return said or Weighed.of("", {}, 1.0, playbook)


def _weigh_tried(
    shown: str, steps: tuple[str, ...], value: str, playbook: Playbook
) -> Weighed | None:
    """What helped or did not says how far the causes that it mends are to be believed.

    Of several steps of one class, each cause is judged by the one that mends it best.
    """
    otherwise = _STEP_BACKGROUND.get(value)
    if otherwise is None:
        return None
    mended: dict[str, float] = {}
    for cause in playbook.causes:
        for mend in cause.mends:
            if mend.step in steps:
                mended[cause.id] = max(mend.chance, mended.get(cause.id, 0.0))
    chances = {}
    for cause_id, chance in mended.items():
        helped = min(0.97, max(0.03, chance))
        chances[cause_id] = helped if value == "helped" else 1 - helped
    return Weighed.of(shown, chances, otherwise, playbook) if chances else None
