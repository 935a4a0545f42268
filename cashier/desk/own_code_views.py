"""What the windows may know of the shop's own codes: kinds and marks, never what a code says."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cashier.core.privacy import Secret
from cashier.desk.views import Phrase


class Shown(StrEnum):
    """What a check found of one registered code."""

    not_yet = "not_yet"
    same = "same"


class Task(StrEnum):
    """What the camera is looked through for."""

    nothing = "nothing"
    check = "check"
    register = "register"


@dataclass(frozen=True, slots=True)
class OwnCodeView:
    """One registered code; `mark` is its keyed hash, by which it can be forgotten."""

    kind: str
    mark: str
    shown: Shown = Shown.not_yet


@dataclass(frozen=True, slots=True)
class OwnCodesView:
    """The registered codes and what is being done with them.

    Args:
        codes: what is registered.
        task: what the camera is looked through for.
        due: whether today's opening check is still to be done; never where nothing is registered.
        done: whether the check has seen every code, and nothing strange.
        strange: the kind of a code that is not the registered one; empty where there is none.
        found: the kind of the code that could be registered now; empty where there is none.
        refused: why the last wish was not done, or why the codes cannot be read.
        said: what was done.
    """

    codes: tuple[OwnCodeView, ...] = ()
    task: Task = Task.nothing
    due: bool = False
    done: bool = False
    strange: str = ""
    found: str = ""
    asks_pin: bool = False
    refused: Phrase | None = None
    said: Phrase | None = None


Told = Callable[[OwnCodesView], None]


class OwnCodeDesk(Protocol):
    """The shop's own codes as a window sees them. Answers come on any thread."""

    def ask(self, told: Told) -> None:
        """Read what is registered."""

    def begin(self, task: Task, told: Told) -> None:
        """Look for codes from now on; `told` is called with everything that changes."""

    def end(self) -> None:
        """Look for codes no more."""

    def keep(self, pin: Secret, told: Told) -> None:
        """Register the code that was found, if the PIN allows it."""

    def forget(self, mark: str, pin: Secret, told: Told) -> None:
        """Forget a registered code, if the PIN allows it."""
