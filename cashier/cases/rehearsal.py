"""Plays a playbook through situations and looks at what it makes of them, to find what is idle.

Which questions change nothing, which scripts are never heard, which scenes there are. It judges
with `advise` as everybody does and keeps no judgement of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cashier.cases.advice import Advice, Situation, advise
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import OrderKind, known_money
from cashier.playbook.evidence import OPEN_NAMES, ORDER_STATES, UNKNOWN, Evidence
from cashier.playbook.model import Question
from cashier.playbook.playbook import Playbook

_PAID_TO_A_STRANGER = (
    Evidence("code.registered", "changed"),
    Evidence("ask.phone_shows_paid", "yes"),
)


@dataclass(frozen=True, slots=True)
class Played:
    """A situation and what the playbook advises in it."""

    situation: Situation
    advice: Advice


def play(situations: Iterable[Situation], playbook: Playbook) -> tuple[Played, ...]:
    """Judge every situation."""
    return tuple(Played(one, advise(one, playbook)) for one in situations)


def simple_situations(playbook: Playbook) -> Iterator[Situation]:
    """Nothing known, for every way to pay; and every single piece of evidence there is."""
    for kind in OrderKind:
        yield Situation(order_kind=kind)
        yield Situation(order_kind=kind, charged_s=60.0, number_known=True)
    for method in playbook.methods:
        yield Situation(method=method.id)
        yield Situation((Evidence("register.http", "refused"),), method=method.id)
    for item in _single_evidence(playbook):
        yield Situation((item,))
    yield Situation(_PAID_TO_A_STRANGER, order_kind=OrderKind.static)


def _single_evidence(playbook: Playbook) -> Iterator[Evidence]:
    codes = (f"{row.provider}/{row.code}" for row in playbook.codes.rows if row.call == "charge")
    for code in dict.fromkeys(codes):
        yield Evidence("register.code", code)
    for phrase in playbook.phrases:
        yield Evidence("register.text", phrase.texts[0])
    for name in playbook.vocabulary.names:
        if name not in OPEN_NAMES:
            for value in playbook.vocabulary.values(name):
                if value != UNKNOWN:
                    yield Evidence(name, value)


def idle_questions(played: Sequence[Played], playbook: Playbook) -> tuple[str, ...]:
    """The questions whose answer never changes what is known, said or done next."""
    return tuple(
        question.name
        for question in playbook.questions
        if not any(_matters(question, one, playbook) for one in played)
    )


def _matters(question: Question, played: Played, playbook: Playbook) -> bool:
    if question not in played.advice.ask:
        return False
    decisions = set()
    for value in question.values:
        evidence = (*played.situation.evidence, Evidence(question.name, value))
        advice = advise(replace(played.situation, evidence=evidence), playbook)
        decisions.add(_decision(advice))
    return len(decisions) > 1


def _decision(advice: Advice) -> tuple[object, ...]:
    """What a cashier sees of an advice: how long a step is thought to take is not among it."""
    step = advice.next
    return advice.known.state, advice.charge_lock, step.kind, step.id, advice.script


def heard_scripts(played: Iterable[Played]) -> frozenset[str]:
    """The keys of the scripts that are said in some situation."""
    return frozenset(one.advice.script for one in played)


def possible_scenes(playbook: Playbook) -> frozenset[tuple[str, str]]:
    """Every order kind with every state of the money that can come about with it."""
    said = [
        (),
        (Evidence("register.outcome", "failed"),),
        (Evidence("register.http", "refused"),),
        *((Evidence("ask.phone_shows_paid", answer),) for answer in ("yes", "no")),
        *((Evidence("order.state", state),) for state in ORDER_STATES),
    ]
    return frozenset(
        (kind.value, known_money(Facts.of(evidence), playbook.codes, kind).state.value)
        for kind in OrderKind
        for evidence in said
    )
