"""Reads `checklists.toml` strictly: every cause breaks one link, every link has its checklist."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from cashier.playbook.broken import Faults, Problem
from cashier.playbook.checklists import LINKS, WHERE, WHO, Checklists, LinkName, Task, Where, Who
from cashier.playbook.evidence import CONTRACT
from cashier.playbook.files import nearest
from cashier.playbook.model import UNCLEAR, Step
from cashier.playbook.strict import Table

FILE = "checklists.toml"
LIGHTS = tuple(
    name.removeprefix("health.") for name in CONTRACT.names if name.startswith("health.")
)
_LOOKED_UP = "query"


def load_checklists(
    folder: Path, causes: Iterable[str], steps: Iterable[Step], faults: Faults
) -> Checklists:
    """Read the checklists; where no cause or step could be read, that has been told.

    Args:
        folder: the pack.
        causes: the ids of its causes.
        steps: its steps.
        faults: where what is wrong goes.
    """
    known = tuple(cause for cause in causes if cause != UNCLEAR)
    by_id = {step.id: step for step in steps}
    file = Table.read(folder, FILE, faults)
    tasks = file.table("task").each(lambda task_id, table: _task(task_id, table, by_id))
    breaks = _breaks(file.table("breaks"), known)
    lights = _lights(file.table("light"), known)
    lists = _lists(file.table("checklist"), tasks, (*LINKS, *known), by_id)
    file.finish()
    return Checklists({task.id: task for task in tasks}, breaks, lights, lists)


def _task(task_id: str, table: Table, steps: Mapping[str, Step]) -> Task:
    step = table.text("step", "")
    if step and steps and step not in steps:
        close = nearest(step, steps)
        raise table.wrong("step", Problem.unknown_name, found=step, wanted=close)
    who = cast(Who, table.choice("who", WHO))
    return Task(task_id, who, cast(Where, table.choice("where", WHERE)), step)


def _breaks(table: Table, causes: tuple[str, ...]) -> Mapping[str, LinkName]:
    found: dict[str, LinkName] = {}
    for link in LINKS:
        for cause in table.known_words(link, causes or table.words(link, optional=True)):
            if cause in found:
                table.report(link, Problem.duplicate, found=cause, wanted=found[cause])
            found[cause] = link
    for cause in causes:
        if cause not in found:
            table.report("", Problem.missing_entry, wanted=cause)
    table.finish()
    return found


def _lights(table: Table, causes: tuple[str, ...]) -> Mapping[str, str]:
    found = {}
    for light in LIGHTS:
        cause = table.text(light)
        if causes and cause not in causes:
            close = nearest(cause, causes)
            table.report(light, Problem.unknown_name, found=cause, wanted=close)
        found[light] = cause
    table.finish()
    return found


def _lists(
    table: Table, tasks: Iterable[Task], names: tuple[str, ...], steps: Mapping[str, Step]
) -> Mapping[str, tuple[str, ...]]:
    by_id = {task.id: task for task in tasks}
    found = {}
    for link in LINKS:
        if not table.has(link):
            table.report(link, Problem.missing_entry, wanted=link)
    for name in table.names():
        if name not in names:
            table.report(name, Problem.unknown_name, found=name, wanted=nearest(name, names))
        listed = table.known_words(name, by_id)
        if not listed:
            table.report(name, Problem.missing_entry, wanted="query_order")
        _check_order(table, name, [by_id[task_id] for task_id in listed], steps)
        found[name] = listed
    return found


def _check_order(table: Table, name: str, tasks: Iterable[Task], steps: Mapping[str, Step]) -> None:
    """Nothing charges again before the order was looked up."""
    looked_up = False
    for task in tasks:
        step = steps.get(task.step)
        if step is None:
            continue
        looked_up = looked_up or step.remedy == _LOOKED_UP
        if step.charges and not looked_up:
            table.report(name, Problem.contradiction, found=task.id, wanted="query_order, …")
