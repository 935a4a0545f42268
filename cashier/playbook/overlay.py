"""The shop's own additions, laid over a pack that never changes: rules, methods, words.

They stand in the home folder, in the pack's own formats. A rule of the same name takes the place of
the pack's, `off = true` switches one off. Strictly read; nothing here writes a file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from cashier.core.errors import Unavailable
from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.evidence import METHODS
from cashier.playbook.files import too_large
from cashier.playbook.model import Limits, Method
from cashier.playbook.own_words import FILE as WORDS_FILE
from cashier.playbook.own_words import OwnVersions, read_words
from cashier.playbook.playbook import Playbook
from cashier.playbook.rules import CASH, FILE, Rule, check_together, read_rule
from cashier.playbook.strict import Table, nearest

METHODS_FILE = "methods.toml"
FILES = (FILE, METHODS_FILE, WORDS_FILE)
MOST_BYTES = 64 * 1024


class OverlayBroken(Unavailable):
    """The shop's own additions cannot be used; the pack alone holds. Fields as `PlaybookBroken`."""

    code = "overlay-broken"


@dataclass(frozen=True, slots=True)
class OwnMethod:
    """What a shop says about a method: whether it takes it, and its own limits."""

    on: bool = True
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """A shop's own additions by id; a rule that is None is the pack's, switched off."""

    rules: Mapping[str, Rule | None] = field(default_factory=dict)
    methods: Mapping[str, OwnMethod] = field(default_factory=dict)
    words: OwnVersions = field(default_factory=dict)

    def over(self, pack: Playbook) -> Playbook:
        """Return the playbook that holds: a new one, the pack stays as it is."""
        if not self.rules and not self.methods and not self.words:
            return pack
        return replace(
            pack,
            rules=rules_over(pack, self.rules),
            methods=tuple(self._method(method) for method in pack.methods),
            variants=pack.variants.with_own(self.words),
        )

    def _method(self, method: Method) -> Method:
        own = self.methods.get(method.id)
        if own is None:
            return method
        return replace(method, taken=own.on, limits=own.limits or method.limits)


NOTHING = Overlay()


@dataclass(frozen=True, slots=True, eq=False)
class LaidOver:
    """The playbook to go on with, and why a shop's own additions are not in it."""

    playbook: Playbook
    overlay: Overlay = NOTHING
    problem: OverlayBroken | None = None

    @property
    def words_broken(self) -> bool:
        """Whether it is the words that cannot be used: rules and methods are as their files say."""
        file = str(self.problem.fields["file"]) if self.problem is not None else ""
        return PurePath(file).name == WORDS_FILE


def lay_over(pack: Playbook, folder: Path, before: Overlay = NOTHING) -> LaidOver:
    """Lay a shop's additions over the pack; of those that cannot be used, `before` holds on.

    Words that cannot be used take no rule away, and keep no new one from holding.
    """
    overlay = before
    try:
        overlay = replace(_read_rules_and_methods(folder, pack), words=before.words)
        overlay = replace(overlay, words=read_own_words(folder, pack))
    except PlaybookBroken as error:
        return LaidOver(overlay.over(pack), overlay, OverlayBroken(**error.fields))
    return LaidOver(overlay.over(pack), overlay)


def read_overlay(folder: Path, pack: Playbook) -> Overlay:
    """Read a shop's additions; a file that is not there adds nothing.

    Raises:
        PlaybookBroken: anything in them is wrong, or they would leave nothing but cash.
    """
    return replace(_read_rules_and_methods(folder, pack), words=read_own_words(folder, pack))


def _read_rules_and_methods(folder: Path, pack: Playbook) -> Overlay:
    limits, rules = folder / METHODS_FILE, folder / FILE
    methods = read_methods(limits, pack.rules) if _size(limits) is not None else {}
    return Overlay(read_rules(rules, pack, methods) if _size(rules) is not None else {}, methods)


def read_own_words(folder: Path, pack: Playbook) -> OwnVersions:
    """Read a shop's own words; none where there is no file.

    Raises:
        PlaybookBroken: something is wrong in it.
    """
    words = folder / WORDS_FILE
    return read_words(_open(words), pack.variants) if _size(words) is not None else {}


def read_rules(
    file: Path, pack: Playbook, methods: Mapping[str, OwnMethod]
) -> Mapping[str, Rule | None]:
    """Read a shop's own rules, with what they will stand beside.

    Raises:
        PlaybookBroken: a rule is wrong, or together they would leave nothing but cash.
    """
    table = _open(file)
    rules: dict[str, Rule | None] = {}
    for rule_id, entry in table.table("rule", optional=True).tables():
        rules[rule_id] = _own_rule(rule_id, entry, pack)
    table.finish()
    check_together(rules_over(pack, rules), table, not_taken(methods))
    return rules


def not_taken(methods: Mapping[str, OwnMethod]) -> tuple[str, ...]:
    """Return the methods that a shop says it does not take."""
    return tuple(name for name, own in methods.items() if not own.on)


def rules_over(pack: Playbook, own: Mapping[str, Rule | None]) -> tuple[Rule, ...]:
    """Return the rules that hold: the pack's in their places, the shop's own after them."""
    known = {rule.id for rule in pack.rules}
    kept = (own.get(rule.id, rule) for rule in pack.rules)
    added = (rule for rule_id, rule in own.items() if rule_id not in known)
    return tuple(rule for rule in (*kept, *added) if rule is not None)


def _own_rule(rule_id: str, table: Table, pack: Playbook) -> Rule | None:
    shipped = next((rule for rule in pack.rules if rule.id == rule_id), None)
    # Anything but false means off; what is neither has been told, and no rule is missed here.
    if table.flag("off", default=False) or table.data.get("off", False) is not False:
        if shipped is None:
            close = nearest(rule_id, [rule.id for rule in pack.rules])
            raise table.wrong("off", Problem.unknown_name, found=rule_id, wanted=close)
        table.finish()
        return None
    rule = read_rule(rule_id, table, own=True)
    borrowed = shipped is not None and shipped.effect == rule.effect
    if not rule.note and not borrowed:
        raise table.wrong("note", Problem.missing_key, wanted='note = "…"')
    return rule


def read_methods(file: Path, rules: Iterable[Rule]) -> Mapping[str, OwnMethod]:
    """Read what a shop says about its methods, with the rules they will stand beside.

    Raises:
        PlaybookBroken: something is wrong, or together they would leave nothing but cash.
    """
    table = _open(file)
    methods: dict[str, OwnMethod] = {}
    for method_id, entry in table.table("method", optional=True).tables():
        if method_id not in METHODS:
            close = nearest(method_id, METHODS)
            raise entry.wrong("id", Problem.unknown_name, found=method_id, wanted=close)
        own = OwnMethod(entry.flag("on", default=True), _limits(entry))
        entry.finish()
        if method_id == CASH and (not own.on or own.limits):
            raise entry.wrong("on", Problem.wrong_value, found=CASH, wanted="on = true")
        methods[method_id] = own
    table.finish()
    check_together(rules, table, not_taken(methods))
    return methods


def _limits(entry: Table) -> Limits | None:
    if not entry.has("limits"):
        return None
    table = entry.table("limits")
    found = Limits(table.fen("min_fen"), table.fen("max_fen"), table.text("source", ""))
    table.finish()
    if found.min_fen and found.max_fen and found.min_fen > found.max_fen:
        raise table.wrong("max_fen", Problem.wrong_value, found=found.max_fen, wanted="> min_fen")
    return found


def _open(file: Path) -> Table:
    """Open one of the shop's files; refusals name it with its folder, unlike the pack's own."""
    file = file.absolute()
    name = _name(file)
    size = _size(file)
    if size is None:
        raise PlaybookBroken(name, name, Problem.missing_file)
    if size > MOST_BYTES:
        raise too_large(name, size, MOST_BYTES)
    return Table.read(file.parent.parent, name)


def _size(file: Path) -> int | None:
    """Return how large a file is; None when there is none."""
    try:
        return file.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        name = _name(file)
        raise PlaybookBroken(name, name, Problem.unreadable, found=reason) from error


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
