"""Failed payments as a cashier lives them, in a shop without provider keys and register link.

Each story says what stands on the till, what the customer and the others at the tills can tell when
asked, and which scripts are right. They were written from the meaning of causes and of answers, not
from the playbook's weights.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

FILE = Path(__file__).resolve().parents[1] / "data" / "operator_stories.jsonl"


@dataclass(frozen=True, slots=True)
class Told:
    """One story.

    Attributes:
        till: what the till shows; empty where it shows no words.
        outcome: what the till does instead of showing words: waiting, timeout, nothing.
        lights: what this PC's own probes say, by the light's name.
        answers: what the cashier finds out when asked, by the question's name; else 不知道.
        money: what the till's words say about the order.
        right: keys of the scripts that are right, any of them.
    """

    id: int
    story: str
    till: str
    money: Literal["failed", "unknown"]
    right: tuple[str, ...]
    outcome: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    lights: Mapping[str, str] = field(default_factory=dict)


def stories() -> list[Told]:
    """Return all stories."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [_story(json.loads(line)) for line in lines]


def _story(fields: dict[str, Any]) -> Told:
    return Told(**{**fields, "right": tuple(fields["right"])})
