"""The manager's page of the guidance: what it shows, and the changes that are made there.

Runs on the desk's thread. Every change needs the manager's PIN, also where reversing needs none,
and is kept in the history by the book that makes it. What cannot be read is told, never hidden.
"""

from collections.abc import Callable
from dataclasses import replace

from cashier.cases.rules import Context
from cashier.cases.trial import Payment, try_rules
from cashier.core.errors import CashierError, Unavailable
from cashier.desk.casework import Casework
from cashier.desk.guidance_views import (
    RECORDS,
    ActKind,
    Confirmed,
    GuidanceAct,
    GuidanceView,
    RecordsView,
    ScriptChoice,
    TrialView,
    TryWish,
    account_as_one,
)
from cashier.desk.ports import CheckPin
from cashier.desk.rule_edits import Author, Edit
from cashier.desk.rule_views import Standing, standings
from cashier.desk.rulebook import Rulebook
from cashier.desk.scriptbook import Scriptbook
from cashier.desk.views import error_phrase
from cashier.diagnosis.learning import HORIZON
from cashier.history.audit import CHANGE_KINDS
from cashier.history.model import CaseFilter
from cashier.history.privacy import ACCOUNT
from cashier.playbook.overlay import LaidOver
from cashier.playbook.pins import PinFile
from cashier.playbook.playbook import Playbook

_MANAGER = "manager"


class GuidanceFixed(Unavailable):
    """This assistant was started without the files that a change would be written to."""

    code = "guidance-fixed"


class Guidance:
    """Shows and changes rules and versions of scripts for one desk.

    Args:
        work: the desk's cases, with store, clock and rules.
        check_pin: whether this is the manager's PIN; raises when it is not.
        pins: the file of the pinned versions; None where nothing can be pinned.
    """

    def __init__(self, work: Casework, check_pin: CheckPin, pins: PinFile | None) -> None:
        self._work = work
        self._check_pin = check_pin
        self._pins = pins
        self._counted: tuple[object, tuple[ScriptChoice, ...]] = (None, ())

    def view(self, wish: TryWish) -> GuidanceView:
        """Return everything the page shows."""
        troubles: list[CashierError] = []
        work, memory = self._work, self._work.memory
        laid = self._laid()
        if laid.problem is not None:
            troubles.append(laid.problem)
        rules = self._standings(laid)
        known = wish if wish.rule in (one.rule.id for one in rules) else replace(wish, rule="")
        learning = memory.view(laid.playbook)
        return GuidanceView(
            learning=account_as_one(learning, laid.playbook, memory.counted(ACCOUNT)),
            rules=rules,
            trial=self._trial(known, laid.playbook, rules, troubles),
            scripts=self._scripts(troubles),
            records=self._records(wish, troubles),
            rules_file=str(work.rulebook.file) if work.rulebook else "",
            troubles=tuple(error_phrase(one) for one in troubles),
        )

    def change(self, change: Confirmed) -> GuidanceView:
        """Make a change and return what the page shows after it, or why it was refused."""
        try:
            done = self._done(change)
        except CashierError as error:
            return replace(self.view(change.wish), refused=error_phrase(error))
        return replace(self.view(change.wish), done=change.act if done else None)

    def _done(self, change: Confirmed) -> bool:
        """Make a change. A rule that cannot be is refused before the PIN: it costs no try."""
        act = change.act
        make = self._rule_change(act) if act.kind in _RULES else self._script_change(act)
        if not self._check_pin(change.pin):
            return False
        make(self._work.who.cashier or _MANAGER)
        return True

    def _rule_change(self, act: GuidanceAct) -> Callable[[str], object]:
        book, work = self._work.rulebook, self._work
        if book is None:
            raise GuidanceFixed
        edit = _switched(book, act.what, off=act.kind is ActKind.rule_off)
        return lambda by: book.save(edit, Author(by, work.clock.now(), pin=True), work.store)

    def _script_change(self, act: GuidanceAct) -> Callable[[str], object]:
        book = self._scriptbook()
        if book is None:
            raise GuidanceFixed
        if act.kind is ActKind.script_pin:
            return lambda by: book.pin(act.what, act.version, by)
        if act.kind is ActKind.script_back:
            return lambda by: book.roll_back(act.what, by)
        return lambda by: book.unpin(act.what, by)

    def _laid(self) -> LaidOver:
        book = self._work.rulebook
        return LaidOver(self._work.playbook) if book is None else book.current()

    def _standings(self, laid: LaidOver) -> tuple[Standing, ...]:
        book = self._work.rulebook
        return standings(laid.playbook if book is None else book.pack, laid)

    def _trial(
        self,
        wish: TryWish,
        now: Playbook,
        rules: tuple[Standing, ...],
        troubles: list[CashierError],
    ) -> TrialView:
        book, place = self._work.rulebook, _place(wish.rule, rules)
        edited = now
        if place and book is not None:
            try:
                edited = _switched(book, wish.rule, off=place != "off").playbook
            except CashierError as error:
                if not troubles:
                    troubles.append(error)
                return TrialView(wish, None)
        return TrialView(wish, try_rules(now, edited, self._payment(wish)))

    def _payment(self, wish: TryWish) -> Payment:
        who, at = self._work.who, self._work.clock.now().astimezone()
        if wish.at is not None:
            at = at.replace(hour=wish.at.hour, minute=wish.at.minute)
        context = Context(at, who.industry, who.customer_group, wish.order_kind)
        return Payment(context, wish.amount, wish.method)

    def _scripts(self, troubles: list[CashierError]) -> tuple[ScriptChoice, ...]:
        """Return the scripts; counted anew only when history or choice have moved on."""
        book, work = self._scriptbook(), self._work
        if book is None or self._pins is None:
            return ()
        wanted = CaseFilter(opened_from=work.clock.now() - HORIZON)
        try:
            stands = (work.store.head(), self._pins.read(), work.playbook)
            if stands != self._counted[0]:
                views = book.views(wanted=wanted)
                scripts = tuple(ScriptChoice(one, book.before(one.key)) for one in views)
                self._counted = (stands, scripts)
        except CashierError as error:
            troubles.append(error)
            return ()
        return self._counted[1]

    def _records(self, wish: TryWish, troubles: list[CashierError]) -> RecordsView:
        store = self._work.store
        try:
            # One more than a page holds says whether there is another.
            fired = store.fired_rules(RECORDS + 1, wish.fired_before)
            changes = store.changes(RECORDS + 1, wish.changes_before, CHANGE_KINDS)
        except CashierError as error:
            troubles.append(error)
            return RecordsView()
        return RecordsView(
            fired=fired[:RECORDS],
            fired_more=len(fired) > RECORDS,
            changes=changes[:RECORDS],
            changes_more=len(changes) > RECORDS,
        )

    def _scriptbook(self) -> Scriptbook | None:
        work = self._work
        if self._pins is None:
            return None
        return Scriptbook(work.playbook.variants, self._pins, work.store, work.clock)


_RULES = frozenset({ActKind.rule_off, ActKind.rule_on})


def _place(rule_id: str, rules: tuple[Standing, ...]) -> str:
    return next((one.place for one in rules if one.rule.id == rule_id), "")


def _switched(book: Rulebook, rule_id: str, *, off: bool) -> Edit:
    return book.without(rule_id) if off else book.as_shipped(rule_id)
