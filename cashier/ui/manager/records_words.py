"""What the rules did and who changed what, as lines of a table. No widgets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cashier.desk.guidance_views import GuidanceView
from cashier.desk.rule_views import Standing
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.rulings import Firing
from cashier.ui.manager.cells import Cell, Columns, as_lines
from cashier.ui.manager.figures import grouped, moment
from cashier.ui.manager.guidance_words import name, rule_line, script_title
from cashier.ui.manager.rows import result
from cashier.ui.words import Book

FIRED = Columns(
    "manager-guide-fired-table",
    ("time", "rule", "effect", "amount", "method", "result"),
    grows="rule",
    right=frozenset({"amount"}),
    spare=("method",),
)
CHANGES = Columns(
    "manager-guide-changes-table",
    ("time", "what", "change", "by", "pin"),
    grows="what",
)
_FIRED_COPIED = (*FIRED.names, "order", "cashier", "id")
_CHANGES_COPIED = (*CHANGES.names, "id", "before", "after")
_NONE = "–"
_METHOD = "method."
_WORDS = "words."
_RULES = (AuditKind.rules_changed, AuditKind.rules_reverted)
_SCRIPTS = (AuditKind.script_pinned, AuditKind.script_unpinned)
_METHODS = (AuditKind.method_degraded, AuditKind.method_restored)
_NO_PERSON = ("file", "manager", "program", "settings")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: its cells, and what is copied of it."""

    cells: tuple[Cell, ...]
    copied: tuple[str, ...]


def copied_text(words: Book, columns: Columns, lines: Iterable[Line]) -> str:
    """Return lines with tabs between, headed by the names of the columns, for other programs."""
    names = _FIRED_COPIED if columns is FIRED else _CHANGES_COPIED
    head = [words(f"manager-column-{one}") for one in names]
    return as_lines([head, *(line.copied for line in lines)])


def fired_lines(words: Book, view: GuidanceView, today: datetime) -> Sequence[Line]:
    """Return one line for each rule that came to hold, in the order of `FIRED`."""
    rules = {one.rule.id: one for one in view.rules}
    return [
        _fired(words, one, rules.get(rule), rule, today)
        for one in view.records.fired
        for rule in one.rules
    ]


def change_lines(words: Book, view: GuidanceView, today: datetime) -> Sequence[Line]:
    """Return one line for each change, in the order of `CHANGES`."""
    rules = {one.rule.id: one for one in view.rules}
    return [_changed(words, one, rules, today) for one in view.records.changes]


def _fired(words: Book, one: Firing, standing: Standing | None, rule: str, today: datetime) -> Line:
    row = one.row
    effect = words(f"manager-guide-effect-{standing.rule.effect}") if standing else _NONE
    cells = (
        Cell(moment(one.at, today), "ink2"),
        Cell(_rule(words, standing)),
        Cell(effect, "ink2"),
        Cell(grouped(row.amount) if row.amount else _NONE, bold=True, right=True),
        Cell(words.method(row.method_failed) or _NONE),
        result(words, row),
    )
    return _line(one.at, cells, row.order_tail or _NONE, row.cashier or _NONE, rule)


def _changed(words: Book, one: AuditRecord, rules: dict[str, Standing], today: datetime) -> Line:
    pin = _NONE if one.pin is None else words(f"manager-guide-pin-{'yes' if one.pin else 'no'}")
    by = words(f"manager-guide-by-{one.by}") if one.by in _NO_PERSON else one.by
    cells = (
        Cell(moment(one.at, today), "ink2"),
        Cell(_what(words, one, rules)),
        Cell(_change(words, one)),
        Cell(by or _NONE),
        Cell(pin, "ink2", icon="lock" if one.pin else ""),
    )
    return _line(one.at, cells, one.what, one.before, one.after)


def _line(at: datetime, cells: tuple[Cell, ...], *more: str) -> Line:
    copied = (f"{at.astimezone():%Y-%m-%d %H:%M:%S}", *(cell.text for cell in cells[1:]), *more)
    return Line(cells, copied)


def _rule(words: Book, standing: Standing | None) -> str:
    return rule_line(words, standing.rule) if standing else words("manager-guide-rule-gone")


def _what(words: Book, one: AuditRecord, rules: dict[str, Standing]) -> str:
    """Return what was changed, by the words the other parts of the page have for it."""
    if one.kind in _RULES and one.what.startswith(_WORDS):
        script, _, version = one.what.removeprefix(_WORDS).rpartition(".")
        return words(
            "manager-guide-what-words", script=script_title(words, script), version=version
        )
    if one.kind in _RULES:
        method = one.what.removeprefix(_METHOD)
        return words.method(method) if method != one.what else _rule(words, rules.get(one.what))
    if one.kind in _SCRIPTS:
        return script_title(words, one.what)
    if one.kind in _METHODS:
        return words.method(one.what)
    key = "learning" if one.kind is AuditKind.learning_switched else "history"
    return words(f"manager-guide-what-{key}")


def _change(words: Book, one: AuditRecord) -> str:
    """Return in a few words how it was changed."""
    match one.kind:
        case AuditKind.rules_changed:
            place = "new" if not one.before else "other" if one.after else "gone"
            return words(f"manager-guide-change-{place}")
        case AuditKind.script_pinned:
            return words("manager-guide-script_pin", version=name(words, one.after))
        case AuditKind.learning_switched:
            return words(f"manager-guide-change-{'on' if one.after == 'on' else 'off'}")
        case AuditKind.events_not_kept:
            count = int(one.after) if one.after.isdecimal() else 0
            return words("manager-guide-change-not_kept", count=count)
        case _:
            return words(f"manager-guide-change-{one.kind.name}")
