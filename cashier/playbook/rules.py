"""Rules and limits in the open: what each says, when it holds, and where it comes from.

Plain data, and its strict reading from `rules.toml`. Which rules hold for a payment is for
`cases.rules` to say; nothing here can touch the lock on a second charge.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from cashier.core.money import Money
from cashier.core.privacy import strip_digits
from cashier.core.trade import ANY, CUSTOMER_GROUPS, INDUSTRIES
from cashier.playbook.broken import Faults, Problem
from cashier.playbook.evidence import METHODS
from cashier.playbook.strict import Table

Effect = Literal["warn", "expect_password", "recommend", "do_not_offer"]
EFFECTS: tuple[str, ...] = get_args(Effect)
ORDER_KINDS = ("payment_code", "dynamic", "static")
CODELESS_METHODS = frozenset({"card", "card_instalment", "cash"})
"""Ways to pay that need no code on the customer's phone."""
# Offered to nobody before everything else, and recommended to nobody.
CREDIT_METHODS = frozenset({"fenfu", "alipay_instalment", "card_instalment"})
CASH = "cash"
FILE = "rules.toml"
OWN_TEXT = "own"
LONGEST_NOTE = 60
# What is left when cash and halves are all that is left: nothing.
_REAL_WAYS = frozenset(METHODS) - {CASH, "split"}
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)")
_DAY = 24 * 60
SOME = 'methods = ["alipay"]'


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of the day in minutes since midnight, its end excluded; it may run over midnight."""

    begin: int
    end: int

    @classmethod
    def parse(cls, text: str) -> "Hours | None":
        """Read `22:00-06:00`; None when it is not that, or no time at all."""
        found = _HOURS.fullmatch(text)
        if found is None:
            return None
        begin = int(found[1]) * 60 + int(found[2])
        end = int(found[3]) * 60 + int(found[4]) if found[3] else _DAY
        return cls(begin, end) if begin != end % _DAY else None

    def hold(self, minute: int) -> bool:
        """Whether this minute of the day lies inside."""
        if self.begin < self.end:
            return self.begin <= minute < self.end
        return minute >= self.begin or minute < self.end

    def __str__(self) -> str:
        begin, end = divmod(self.begin, 60), divmod(self.end, 60)
        return f"{begin[0]:02d}:{begin[1]:02d}-{end[0]:02d}:{end[1]:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. An empty part sets no condition; `methods` empty means whatever is paid with.

    Args:
        id: its name, also in history and in the audit.
        effect: what it does.
        methods: the methods it is about.
        industries: kinds of shops.
        customer_groups: kinds of customers.
        order_kinds: how the customer pays: payment_code, dynamic or static.
        hours: parts of the shop's day.
        min_fen: the least amount.
        max_fen: the largest amount.
        source: where it comes from; empty for a shop's own.
        dated: when that was said.
        official: whether a provider or an authority said so; else it is a guess or a choice.
        note: a shop's own words for it, in place of the catalogue's.
        own: whether it is a shop's own.
    """

    id: str
    effect: Effect
    methods: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    customer_groups: tuple[str, ...] = ()
    order_kinds: tuple[str, ...] = ()
    hours: tuple[Hours, ...] = ()
    min_fen: int | None = None
    max_fen: int | None = None
    source: str = ""
    dated: str = ""
    official: bool = False
    note: str = ""
    own: bool = False

    @property
    def text_key(self) -> str:
        """The Fluent key of its line for the clerk."""
        return f"rule-{OWN_TEXT if self.note else self.id}"

    @property
    def why_key(self) -> str:
        """The Fluent key that says where it comes from."""
        return f"rule-{OWN_TEXT if self.own else self.id}.why"

    @property
    def text_values(self) -> tuple[tuple[str, str], ...]:
        """What its line may name: the amounts in yuan, as `from`, `above`, `to` and `under`."""
        low, high = self.min_fen or 0, self.max_fen or 0
        return (
            ("from", _yuan(low)),
            ("above", _yuan(max(0, low - 1))),
            ("to", _yuan(high)),
            ("under", _yuan(high + 1)),
            ("note", self.note),
        )

    @property
    def always(self) -> bool:
        """Whether it holds for every payment."""
        kinds = (self.industries, self.customer_groups, self.order_kinds, self.hours)
        return not any(kinds) and self.min_fen is None and self.max_fen is None


def load_rules(folder: Path, faults: Faults) -> tuple[Rule, ...]:
    """All rules of a pack, in the order of the file."""
    file = Table.read(folder, FILE, faults)
    rules = file.table("rule").each(read_rule)
    file.finish()
    blocking = leaves_only_cash(rules)
    if blocking:
        file.report(blocking, Problem.blocks_everything, wanted=SOME)
    return rules


def read_rule(rule_id: str, table: Table, *, own: bool = False) -> Rule:
    """Read one rule; a shop's `own` needs no source and may bring its words along."""
    if not _ID.fullmatch(rule_id) or rule_id == OWN_TEXT:
        raise table.wrong("id", Problem.wrong_value, found=rule_id, wanted="late_evening")
    blank = "" if own else None
    rule = Rule(
        id=rule_id,
        effect=cast(Effect, table.choice("effect", EFFECTS)),
        methods=table.known_words("methods", METHODS),
        industries=table.known_words("industries", _without_any(INDUSTRIES)),
        customer_groups=table.known_words("customer_groups", _without_any(CUSTOMER_GROUPS)),
        order_kinds=table.known_words("order_kinds", ORDER_KINDS),
        hours=_hours(table),
        min_fen=table.fen("min_fen"),
        max_fen=table.fen("max_fen"),
        source=table.text("source", blank),
        dated=table.text("dated", blank),
        official=table.flag("official", default=False if own else None),
        note=_note(table) if own else "",
        own=own,
    )
    table.finish()
    _check_amounts(rule, table)
    _check_methods(rule, table)
    return rule


def check_together(rules: Iterable[Rule], table: Table, not_taken: Iterable[str] = ()) -> None:
    """Refuse rules that leave nothing but cash, alone or with what always holds.

    Args:
        rules: all rules that will hold.
        table: where they stand, for the refusal.
        not_taken: methods that the shop does not take.
    """
    blocking = leaves_only_cash(rules, not_taken)
    if blocking:
        raise table.wrong(blocking, Problem.blocks_everything, wanted=SOME)


def leaves_only_cash(rules: Iterable[Rule], not_taken: Iterable[str] = ()) -> str:
    """Return the entry that leaves nothing but cash to some customer; empty when none does."""
    withheld = [rule for rule in rules if rule.effect == "do_not_offer"]
    gone = set(not_taken).union(*(rule.methods for rule in withheld if rule.always))
    if gone >= _REAL_WAYS:
        return "method"
    blocking = (rule.id for rule in withheld if gone | set(rule.methods) >= _REAL_WAYS)
    return next((f"rule.{rule_id}.methods" for rule_id in blocking), "")


def _check_amounts(rule: Rule, table: Table) -> None:
    if rule.min_fen and rule.max_fen and rule.min_fen > rule.max_fen:
        raise table.wrong("max_fen", Problem.wrong_value, found=rule.max_fen, wanted="> min_fen")


def _check_methods(rule: Rule, table: Table) -> None:
    """Cash is never kept back, credit never recommended, and something always stays on offer."""
    named = set(rule.methods)
    if rule.effect == "do_not_offer":
        if not named or named >= _REAL_WAYS:
            raise table.wrong("methods", Problem.blocks_everything, wanted=SOME)
        if CASH in named:
            raise table.wrong("methods", Problem.wrong_value, found=CASH, wanted=SOME)
    if rule.effect == "recommend":
        pressed = sorted(named & CREDIT_METHODS)
        if pressed or not named:
            found = ", ".join(pressed)
            raise table.wrong("methods", Problem.wrong_value, found=found, wanted=SOME)


def _hours(table: Table) -> tuple[Hours, ...]:
    found = []
    for text in table.words("hours", optional=True):
        hours = Hours.parse(text)
        if hours is None:
            raise table.wrong("hours", Problem.wrong_value, found=text, wanted='["22:00-06:00"]')
        found.append(hours)
    return tuple(found)


def _note(table: Table) -> str:
    note = table.text("note", "")
    plain = note.isprintable() and len(note) <= LONGEST_NOTE and strip_digits(note) == note
    if not plain:
        wanted = f'"…", ≤ {LONGEST_NOTE}'
        raise table.wrong("note", Problem.wrong_value, found=strip_digits(note), wanted=wanted)
    return note


def _without_any(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name != ANY)


def _yuan(fen: int) -> str:
    return Money(fen).yuan.removesuffix(".00")
