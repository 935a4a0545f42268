"""What to do, in order, when a link of the chain is broken: tasks, who does them and where.

Plain values and look-ups. It knows which link each cause breaks; whether one is broken now is not
judged here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Who = Literal["customer", "clerk", "manager", "technician"]
Where = Literal["phone", "counter", "register", "merchant_app", "back_office", "router", "computer"]
LinkName = Literal["code_shown", "code_read", "limit_check", "risk_decision", "booking", "callback"]
WHO: tuple[str, ...] = get_args(Who)
WHERE: tuple[str, ...] = get_args(Where)
LINKS: tuple[LinkName, ...] = get_args(LinkName)


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a checklist. With a `step` it has that step's words."""

    id: str
    who: Who
    where: Where
    step: str = ""

    @property
    def text_key(self) -> str:
        """The Fluent key of what is to be done; `who-<who>` and `where-<where>` say the rest."""
        return f"step-{self.step}" if self.step else f"task-{self.id}"


@dataclass(frozen=True, slots=True)
class Checklists:
    """Every checklist, and what leads to it.

    Attributes:
        tasks: every task by its id.
        breaks: the link that each cause breaks.
        lights: the cause that a failing light stands for; names without `health.`.
        lists: ids of tasks, by link or cause.
    """

    tasks: Mapping[str, Task] = field(default_factory=dict)
    breaks: Mapping[str, LinkName] = field(default_factory=dict)
    lights: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def steps(self, broken: str) -> tuple[str, ...]:
        """Return the ids of what to do, in order.

        Args:
            broken: a link, a light or a cause, with or without `chain.` or `health.`; what has no
                checklist has an empty one.
        """
        name = broken.removeprefix("chain.").removeprefix("health.")
        name = self.lights.get(name, name)
        return self.lists.get(name) or self.lists.get(self.breaks.get(name, ""), ())

    def of(self, broken: str) -> tuple[Task, ...]:
        """Return the tasks that `steps` names."""
        return tuple(self.tasks[task_id] for task_id in self.steps(broken))


NO_CHECKLISTS = Checklists()
