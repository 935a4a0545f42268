"""Plays many failures by every policy, several processes at once."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from multiprocessing import get_context

from benchmarks.simulation.guided import Guided, Judge, Learn, LearnedJudge
from benchmarks.simulation.month import learned_in_a_month
from benchmarks.simulation.plan import Plans
from benchmarks.simulation.policies import play_checklist, play_oracle, play_retry
from benchmarks.simulation.sale import Finals, Sale
from benchmarks.simulation.truth import Truth
from benchmarks.simulation.world import World, parse_world
from cashier.playbook.load import load_playbook

POLICIES = ("ours", "ours_learned", "ours_blind", "checklist", "retry", "oracle")
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class WorldSource:
    """A world as text, so that it can be handed to another process."""

    name: str
    seed: int
    file: str
    text: str

    def world(self) -> World:
        """Read it."""
        return parse_world(self.text, self.file, self.name, self.seed)


@dataclass(slots=True)
class Outcomes:
    """What became of the failures under one policy, in their order."""

    waits: list[float] = field(default_factory=list)
    lost: int = 0
    second_charges: int = 0

    def add(self, other: "Outcomes") -> None:
        """Append what came after."""
        self.waits += other.waits
        self.lost += other.lost
        self.second_charges += other.second_charges


Played = dict[str, Outcomes]


@dataclass(frozen=True, slots=True)
class Task:
    """Some failures of one world."""

    source: WorldSource
    policies: tuple[str, ...]
    first: int
    count: int


class Table:
    """One world with all that its policies need: plays single failures."""

    def __init__(self, world: World, judge: Judge, finals: Finals) -> None:
        self._world = world
        self._plans = Plans(world)
        self._judge = judge
        self.finals = finals

    def play(self, policy: str, number: int, learn: Learn | None = None) -> Sale:
        """Play one failure by one policy; `learn` hears what our policy knew at its end."""
        sale = Sale(Truth(self._world, number), self.finals)
        if policy == "checklist":
            play_checklist(sale, self._plans)
        elif policy == "retry":
            play_retry(sale)
        elif policy == "oracle":
            play_oracle(sale, self._plans)
        else:
            judge = self._learned if policy == "ours_learned" else self._judge
            Guided(sale, judge, blind=policy == "ours_blind").play(learn)
        return sale

    @cached_property
    def _learned(self) -> Judge:
        """The program after a month in this world; made when it is first wanted."""
        counts = learned_in_a_month(self._world, self._judge, self.finals)
        return LearnedJudge(self._judge.playbook, counts)


@lru_cache(maxsize=1)
def _table_of(source: WorldSource) -> Table:
    """Keep a world's table, and so what was learnt in it, while its failures are played."""
    return table_for(source.world())


def table_for(world: World) -> Table:
    """Set up a world; the program's judgements are kept from world to world."""
    return Table(world, *_program())


@lru_cache(maxsize=1)
def _program() -> tuple[Judge, Finals]:
    playbook = load_playbook()
    return Judge(playbook), Finals(playbook)


def play_task(task: Task) -> Played:
    """Play the failures of a task."""
    table = _table_of(task.source)
    played = {policy: Outcomes() for policy in task.policies}
    for number in range(task.first, task.first + task.count):
        for policy, outcomes in played.items():
            sale = table.play(policy, number)
            outcomes.waits.append(sale.seconds)
            outcomes.lost += sale.seconds > sale.truth.patience
            outcomes.second_charges += sale.second_charges
    return played


def play_worlds(
    sources: Sequence[WorldSource], policies: tuple[str, ...], failures: int, jobs: int
) -> list[Played]:
    """Play every world; the result does not depend on how many processes share the work."""
    tasks = [
        Task(source, policies, first, min(_AT_ONCE, failures - first))
        for source in sources
        for first in range(0, failures, _AT_ONCE)
    ]
    whole = {source: {policy: Outcomes() for policy in policies} for source in sources}
    for task, played in zip(tasks, _all(tasks, jobs), strict=True):
        for policy, outcomes in played.items():
            whole[task.source][policy].add(outcomes)
    return [whole[source] for source in sources]


def _all(tasks: list[Task], jobs: int) -> list[Played]:
    if jobs < 2 or len(tasks) < 2:
        return [play_task(task) for task in tasks]
    with ProcessPoolExecutor(min(jobs, len(tasks)), get_context("spawn")) as workers:
        return list(workers.map(play_task, tasks))
