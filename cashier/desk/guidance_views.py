"""What the manager's page of the guidance may know and ask for: frozen, without words. Pure.

Nothing here tells one credit cause from another: the page shows them as the customer's account.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from typing import Protocol

from cashier.cases.trial import TryOut
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.desk.manager import LearnedView, LearningView, ScriptView
from cashier.desk.rule_views import Standing
from cashier.desk.views import Phrase
from cashier.history.audit import AuditRecord
from cashier.history.privacy import ACCOUNT
from cashier.history.rulings import Firing
from cashier.playbook.playbook import Playbook

RECORDS = 50
"""How many records a page holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TryWish:
    """A payment to try the rules on, and the pages of the records that are looked at.

    Args:
        amount: what is to be paid; None while nothing was said.
        method: the one that failed; None while nothing was said.
        at: the time of day on the shop's clock; None is now.
        order_kind: how the customer pays; empty while nothing was said.
        rule: the rule to try the other way round, on or off; empty for none.
        fired_before: where the page of fired rules begins in the chain; None is the newest.
        changes_before: the same for the page of changes.
    """

    amount: Money | None = None
    method: str | None = None
    at: time | None = None
    order_kind: str = ""
    rule: str = ""
    fired_before: int | None = None
    changes_before: int | None = None


class ActKind(StrEnum):
    """What the manager can change on this page."""

    rule_off = "rule_off"
    rule_on = "rule_on"
    script_pin = "script_pin"
    script_back = "script_back"
    script_follow = "script_follow"


@dataclass(frozen=True, slots=True)
class GuidanceAct:
    """One change: of which rule or script, and to which version where one is chosen."""

    kind: ActKind
    what: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A change with the PIN that was typed for it, and the payment to try after it."""

    act: GuidanceAct
    pin: Secret
    wish: TryWish


@dataclass(frozen=True, slots=True)
class ScriptChoice:
    """A script, and the version that going back would put in force; empty where there is none."""

    view: ScriptView
    before: str = ""


@dataclass(frozen=True, slots=True)
class TrialView:
    """The payment that was tried; `found` is None where the rules could not be tried."""

    wish: TryWish
    found: TryOut | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsView:
    """What the rules did, and who changed what: a page of each, the newest first.

    Args:
        fired: when rules came to hold, and for which case.
        fired_more: whether there are older ones.
        changes: who changed what.
        changes_more: whether there are older ones.
    """

    fired: tuple[Firing, ...] = ()
    fired_more: bool = False
    changes: tuple[AuditRecord, ...] = ()
    changes_more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceView:
    """What the guidance does at this shop, and what became of the last change.

    Args:
        learning: what the store has taught, the credit causes as one.
        rules: all rules and where they stand.
        trial: what the rules make of the payment that was asked about.
        scripts: all scripts that have versions or are pinned.
        records: what the rules did, and who changed what.
        rules_file: where a shop's own rules are written; empty where it has none.
        troubles: what could not be read.
        refused: why a change was not made.
        done: the change that was made.
    """

    learning: LearningView
    rules: tuple[Standing, ...]
    trial: TrialView
    scripts: tuple[ScriptChoice, ...]
    records: RecordsView = RecordsView()
    rules_file: str = ""
    troubles: tuple[Phrase, ...] = ()
    refused: Phrase | None = None
    done: GuidanceAct | None = None


Deliver = Callable[[GuidanceView], None]


class GuidanceCommands(Protocol):
    """The desk as the page of the guidance sees it. Calls return at once."""

    def ask_guidance(self, wish: TryWish, deliver: Deliver) -> None:
        """Read everything and try a payment; `deliver` is called on the desk's thread."""

    def change_guidance(self, change: Confirmed, deliver: Deliver) -> None:
        """Make a change if the PIN is right; what became of it comes with `deliver`."""


def account_as_one(view: LearningView, playbook: Playbook, counted: float = 0.0) -> LearningView:
    """Return what was learned with all credit causes as the customer's account, sorted anew.

    Args:
        view: what was learned, cause by cause.
        playbook: says which causes are about credit.
        counted: what was counted for the account itself, as the history keeps it.
    """
    credit = {cause.id for cause in playbook.causes if cause.credit}
    private = [one for one in view.learned if one.cause in credit]
    shown = [one for one in view.learned if one.cause not in credit]
    if private:
        shown.append(
            LearnedView(
                ACCOUNT,
                sum(one.playbook for one in private),
                sum(one.learned for one in private),
                sum((one.weight for one in private), counted),
            )
        )
    shown.sort(key=lambda one: (-abs(one.learned - one.playbook), -one.weight, one.cause))
    return replace(view, learned=tuple(shown))
