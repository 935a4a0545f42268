"""What `cashier doctor` says of the chain: six links, the first that is broken, the checklist.

Judged by the same chain, engine and playbook that the window uses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cashier.core.words import Words
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.posterior import posterior
from cashier.health.board import Board
from cashier.health.chain import ChainFacts, Learnt, Link, judge
from cashier.health.chain import broken as first_broken
from cashier.health.damping import Policy
from cashier.health.lights import Snapshot, State, Trouble
from cashier.health.lights import evidence as light_evidence
from cashier.health.prober import Round
from cashier.health.probes import judge as probes_of
from cashier.playbook.checklists import Task
from cashier.playbook.evidence import Evidence
from cashier.playbook.model import UNCLEAR, cause_key
from cashier.playbook.playbook import Playbook

_GOOD = ("ok", "unknown")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one payment: nothing, where no payment was tried.

    `evidence` is the till's and the people's; `order_state` and `outcome` as in the contracts;
    `cause` is what the provider's client makes of its own answer, where that settles it.
    """

    evidence: tuple[Evidence, ...] = ()
    order_state: str | None = None
    outcome: str | None = None
    method: str | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """The links, the broken one (empty: none), the likeliest cause, and what to do in order.

    `trouble` is what the probes together say is wrong, as the window shows it.
    """

    links: tuple[Link, ...]
    broken: str = ""
    cause: str = ""
    tasks: tuple[Task, ...] = ()
    trouble: Trouble | None = None


def snapshot_of(found: Round, now: datetime) -> Snapshot:
    """Return what a single round shows: nothing is damped."""
    board = Board(Policy())
    board.note(found, now.timestamp())
    return board.take(probes_of(found, now), now)


def chain_of(told: Told, snapshot: Snapshot, playbook: Playbook) -> Chain:
    """Judge the chain by one payment and by the lights."""
    cause = _cause(told, snapshot, playbook)
    facts = ChainFacts(order_state=told.order_state, cause=cause or None, outcome=told.outcome)
    links = judge(facts, snapshot)
    if not cause:
        return Chain(links, trouble=snapshot.trouble)
    link = first_broken(links)
    named = playbook.checklists.breaks.get(cause)
    if named is not None and (link is None or link.state != "fail" or _before(named, link, links)):
        learnt: Learnt = "answer" if told.evidence else "light"
        state: State = "warn" if told.outcome == "waiting" else "fail"
        links = tuple(
            replace(one, state=state, learnt=learnt) if one.name == named else one for one in links
        )
        link = first_broken(links)
    broken = "booking" if link is None else link.name
    lists = playbook.checklists
    tasks = lists.of(cause) or lists.of(broken)
    return Chain(links, broken, cause, tasks, snapshot.trouble)


def to_json(chain: Chain, words: Words) -> dict[str, Any]:
    """Return the chain for programs."""
    seen = chain.trouble
    return {
        "trouble": None if seen is None else {"cause": seen.cause, "light": seen.light},
        "links": [
            {"name": one.name, "state": one.state, "learnt": one.learnt} for one in chain.links
        ],
        "broken": chain.broken or None,
        "cause": chain.cause or None,
        "checklist": [
            {"id": task.id, "what": words(task.text_key), "who": task.who, "where": task.where}
            for task in chain.tasks
        ],
    }


def lines(chain: Chain, words: Words) -> list[str]:
    """Return the chain as people read it."""
    shown = [] if chain.trouble is None else [_trouble(chain.trouble, words), ""]
    shown.append(words("doctor-chain"))
    for link in chain.links:
        state = words(f"doctor-state-{link.state}")
        shown.append(f"  {words(f'health-chain-{link.name}')}  {state}")
    if not chain.broken:
        return [*shown, words("doctor-chain-whole")]
    name = words(f"health-chain-{chain.broken}")
    cause = words(cause_key(chain.cause))
    shown.append(words("doctor-chain-broken", link=name, cause=cause))
    for number, task in enumerate(chain.tasks, 1):
        shown.append(
            words(
                "doctor-chain-task",
                number=number,
                what=words(task.text_key),
                who=words(f"who-{task.who}"),
                where=words(f"where-{task.where}"),
            )
        )
    return shown


def _trouble(seen: Trouble, words: Words) -> str:
    light = words(f"health-name-{seen.light.replace('.', '-')}")
    return words("doctor-trouble", cause=words(cause_key(seen.cause)), light=light)


def _cause(told: Told, snapshot: Snapshot, playbook: Playbook) -> str:
    """Return the likeliest cause where anything is wrong, else nothing.

    An order that the provider calls paid is: what the till says otherwise is a receipt that did
    not come.
    """
    lights = light_evidence(snapshot)
    if told.outcome == "paid" and told.order_state in ("paid", None):
        told = Told(method=told.method)
    elif told.order_state == "paid":
        return "merchant.order_already_paid"
    if not told.evidence and all(one.value in _GOOD for one in lights):
        return ""
    seen = snapshot.trouble
    if seen is not None and snapshot.light(seen.light).state == "fail":
        return seen.cause
    if told.cause:
        return told.cause
    order = [Evidence("order.state", told.order_state, "provider")] if told.order_state else []
    facts = Facts.of((*told.evidence, *order, *lights))
    top = posterior(facts, playbook, told.method).top.cause
    return "" if top == UNCLEAR and not told.evidence else top


def _before(name: str, link: Link, links: Sequence[Link]) -> bool:
    names = [one.name for one in links]
    return names.index(link.name) > names.index(name)  # type: ignore[arg-type]
