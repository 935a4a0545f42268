"""`cashier rules`: which rules hold, what they make of a payment, and who changed them.

Reading needs nobody; a change needs the manager's PIN and leaves a record. Judges nothing itself.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from cashier.cases.rules import Context
from cashier.cases.trial import Payment, try_rules
from cashier.cli.common import complain
from cashier.cli.period import read_period
from cashier.cli.rules_data import changes_json, outcome_json, review_json, rule_json
from cashier.cli.rules_text import (
    change_lines,
    list_lines,
    review_lines,
    rule_lines,
    try_lines,
)
from cashier.config.settings_file import load
from cashier.core.clock import Clock
from cashier.core.errors import WrongUse
from cashier.core.money import Money
from cashier.core.paths import Home
from cashier.core.trade import CUSTOMER_GROUPS, INDUSTRIES
from cashier.core.words import Words
from cashier.desk.rule_edits import RULE_KINDS, Author, Edit, RuleUnknown
from cashier.desk.rule_views import Standing, review, standings
from cashier.desk.rulebook import Rulebook
from cashier.history.rules import StoreOptions
from cashier.history.store import Store
from cashier.playbook.evidence import METHODS
from cashier.playbook.load import load_playbook
from cashier.playbook.rules import ORDER_KINDS
from cashier.playbook.strict import nearest

_HOUR = len("23:10")
_MANAGER = "manager"


class RulesOptionWrong(WrongUse):
    """An option of `rules try` that names nothing known."""

    code = "rules-option-wrong"


class RulesTimeWrong(WrongUse):
    """What `rules try --at` was given is no time."""

    code = "rules-time-wrong"


@dataclass(frozen=True, slots=True)
class RulesTools:
    """What the command works with."""

    home: Home
    clock: Clock
    words: Words
    out: TextIO
    as_json: bool = False

    def write(self, data: Any, lines: Iterable[str]) -> int:  # noqa: ANN401 - whatever JSON holds
        """Write the data for programs, or the lines for people."""
        if self.as_json:
            self.out.write(json.dumps(data, ensure_ascii=False) + "\n")
        else:
            self.out.writelines(f"{line}\n" for line in lines)
        return 0

    def store(self) -> Store:
        """Open the history; a damaged one is left as it is."""
        self.home.make()
        return Store.open(self.home.database, StoreOptions(self.clock, quarantine=False)).store

    def rulebook(self) -> Rulebook:
        """Return the rules that hold here; a broken file of the shop's own is told."""
        book = self.untold_rulebook()
        self.tell_of_fault(book)
        return book

    def untold_rulebook(self) -> Rulebook:
        """Return the rules that hold here, for what may refuse over a broken file by itself."""
        return Rulebook(load_playbook(), self.home.playbook_dir)

    def tell_of_fault(self, book: Rulebook) -> None:
        """Tell which file of the shop's own is broken, beside what is printed."""
        problem = book.current().problem
        if problem is not None:
            complain(problem, self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class TryWish:
    """The payment to try rules on, as typed; None where nothing was said."""

    amount: str | None = None
    method: str | None = None
    at: str | None = None
    industry: str | None = None
    group: str | None = None
    code: str | None = None


def list_rules(tools: RulesTools) -> int:
    """Print every rule, in force or switched off."""
    found = _standings(tools.rulebook())
    data = {"rules": [rule_json(one, tools.words) for one in found]}
    return tools.write(data, list_lines(found, tools.words))


def show_rule(tools: RulesTools, rule_id: str) -> int:
    """Print everything about one rule.

    Raises:
        RuleUnknown: there is none of this name.
    """
    found = {one.rule.id: one for one in _standings(tools.rulebook())}
    if rule_id not in found:
        raise RuleUnknown(rule=rule_id[:40], nearest=nearest(rule_id[:40], found))
    standing = found[rule_id]
    return tools.write(rule_json(standing, tools.words), rule_lines(standing, tools.words))


def try_payment(tools: RulesTools, wish: TryWish, edited: Path | None) -> int:
    """Print what a payment would see now, and with an edited file.

    Raises:
        RulesOptionWrong, RulesTimeWrong, MoneyInvalid: the payment cannot be.
        EditRefused: the edited file cannot be used.
    """
    payment = _payment(tools, wish)
    book = tools.rulebook()
    now = book.current().playbook
    then = book.edit(edited).playbook if edited is not None else now
    found = try_rules(now, then, payment)
    data = {
        "now": outcome_json(found.now, tools.words),
        "edited": outcome_json(found.edited, tools.words) if edited is not None else None,
        "differs": found.differs,
    }
    return tools.write(data, try_lines(found, tools.words, edited=edited is not None))


def save_edit(
    tools: RulesTools,
    make: Callable[[Rulebook], Edit],
    by: str | None,
    ask_pin: Callable[[], None],
) -> int:
    """Put an edit in force once the manager gave the PIN, and print what it changed.

    Raises:
        CashierError: it cannot be used, is not allowed, or could not be kept.
    """
    book = tools.untold_rulebook()
    edit = make(book)
    tools.tell_of_fault(book)
    ask_pin()
    author = Author(by or _MANAGER, tools.clock.now(), pin=True)
    with tools.store() as store:
        changes = book.save(edit, author, store)
    lines = [*change_lines(changes, tools.words)]
    lines.append(tools.words("rules-saved", count=len(changes)))
    return tools.write({"changes": changes_json(changes)}, lines)


def review_rules(tools: RulesTools, begin: str | None, end: str | None, edited: Path | None) -> int:
    """Print how often each rule held and what became of those cases.

    Raises:
        PeriodInvalid, PeriodBackwards: the period cannot be.
        EditRefused: the edited file cannot be used.
    """
    wanted = read_period(begin, end, None)
    book = tools.rulebook()
    now = book.current().playbook
    then = book.edit(edited).playbook if edited is not None else None
    with tools.store() as store:
        cases = store.ruled_cases(wanted)
    shop = load(tools.home).settings.store
    found = review(cases, now, then, shop.industry, shop.customer_group)
    return tools.write(review_json(found, now), review_lines(found, now, tools.words))


def show_log(tools: RulesTools, limit: int) -> int:
    """Print who changed which rule, newest first."""
    with tools.store() as store:
        changes = store.changes(limit, kinds=RULE_KINDS)
    lines = [*change_lines(changes, tools.words)] or [tools.words("rules-log-empty")]
    return tools.write({"changes": changes_json(changes)}, lines)


def _standings(book: Rulebook) -> tuple[Standing, ...]:
    return standings(book.pack, book.current())


def _payment(tools: RulesTools, wish: TryWish) -> Payment:
    shop = load(tools.home).settings.store
    industry = _known("--industry", wish.industry or shop.industry, INDUSTRIES)
    group = _known("--group", wish.group or shop.customer_group, CUSTOMER_GROUPS)
    code = _known("--code", wish.code, ORDER_KINDS) if wish.code is not None else ""
    context = Context(_moment(tools, wish.at), industry, group, code)
    amount = Money.parse(wish.amount) if wish.amount is not None else None
    method = _known("--method", wish.method, METHODS) if wish.method is not None else None
    return Payment(context, amount, method)


def _moment(tools: RulesTools, text: str | None) -> datetime:
    """Read a time, or an hour of today, on the shop's clock; without one it is now."""
    now = tools.clock.now().astimezone()
    if text is None:
        return now
    whole = f"{now:%Y-%m-%d}T{text}" if len(text) == _HOUR else text
    try:
        return datetime.fromisoformat(whole)
    except ValueError as error:
        raise RulesTimeWrong(value=text[:40]) from error


def _known(option: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise RulesOptionWrong(option=option, value=value[:40], nearest=nearest(value[:40], known))
    return value
