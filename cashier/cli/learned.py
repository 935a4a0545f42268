"""`cashier playbook learned`: what this store's confirmed causes have taught, cause by cause.

It only reads. While the setting is off it shows what would be learned, and says that it is off.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TextIO

from cashier.cli.report_text import aligned
from cashier.config.settings_file import load
from cashier.core.clock import Clock
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.desk.manager import LearningView
from cashier.desk.memory import SETTING, Memory
from cashier.history.rules import StoreOptions
from cashier.history.store import Store
from cashier.playbook.model import cause_key
from cashier.playbook.playbook import Playbook


@dataclass(frozen=True, slots=True)
class LearnedTools:
    """What the command works with; `zone` None is the zone of this machine."""

    home: Home
    clock: Clock
    words: Words
    playbook: Playbook
    zone: tzinfo | None = None


def learned(tools: LearnedTools, out: TextIO, *, as_json: bool = False) -> int:
    """Write each cause's prior in the playbook and as learned, the greatest change first.

    Raises:
        CashierError: a history that cannot be opened or read.
    """
    on = load(tools.home.make()).settings.guidance.learn
    options = StoreOptions(clock=tools.clock, quarantine=False)
    with Store.open(tools.home.database, options).store as store:
        memory = Memory(store, tools.clock, on=on)
        memory.read()
        view = memory.view(tools.playbook)
    out.write(_json(view) if as_json else _text(view, tools))
    return 0


def _json(view: LearningView) -> str:
    data = {
        "on": view.on,
        "switched_at": _utc(view.switched_at),
        "since": _utc(view.since),
        "confirmed": round(view.confirmed, 3),
        "unconfirmed": round(view.unconfirmed, 3),
        "causes": [
            {
                "id": one.cause,
                "playbook": round(one.playbook, 6),
                "learned": round(one.learned, 6),
                "weight": round(one.weight, 3),
            }
            for one in view.learned
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _text(view: LearningView, tools: LearnedTools) -> str:
    blocks = [list(_state(view, tools))]
    if view.confirmed:
        blocks.append(aligned(_table(view, tools)))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _state(view: LearningView, tools: LearnedTools) -> Iterator[str]:
    words = tools.words
    state = "on" if view.on else "off"
    if view.switched_at is None:
        yield words(f"learned-{state}", setting=SETTING)
    else:
        at = _time(view.switched_at, tools)
        yield words(f"learned-{state}-since", setting=SETTING, at=at)
    if not view.confirmed:
        yield words("learned-nothing")
        return
    counted = {"confirmed": f"{view.confirmed:.1f}", "unconfirmed": f"{view.unconfirmed:.1f}"}
    yield words("learned-counted", at=_time(view.since, tools), **counted)


def _table(view: LearningView, tools: LearnedTools) -> Iterator[tuple[str, ...]]:
    words = tools.words
    yield tuple(words(f"learned-{name}") for name in ("cause", "playbook", "now", "weight"))
    for one in view.learned:
        title = words(cause_key(one.cause))
        yield title, f"{one.playbook:.1%}", f"{one.learned:.1%}", f"{one.weight:.1f}"


def _time(moment: datetime | None, tools: LearnedTools) -> str:
    return moment.astimezone(tools.zone).strftime("%Y-%m-%d %H:%M") if moment else ""


def _utc(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
