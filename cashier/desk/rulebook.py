"""The rules in force at this shop: the pack's, with the shop's own laid over them.

The manager tries an edit out, then saves it: whole or not at all, and never without a record of
who changed what. A file that was changed holds from the next case on; one that cannot be used
changes nothing: what held before goes on, at a start the pack alone, and the problem is told. Who
may save is for the caller to ask.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cashier.config.files import guarded, write_atomic
from cashier.core.errors import CashierError
from cashier.desk.rule_edits import (
    BY_HAND,
    RULE_KINDS,
    Author,
    Edit,
    EditRefused,
    RulesChangedMeanwhile,
    RulesNotSaved,
    RuleUnknown,
    check_readable,
    differences,
)
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.store import Store
from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.overlay import (
    FILES,
    METHODS_FILE,
    LaidOver,
    lay_over,
    read_methods,
    read_rules,
)
from cashier.playbook.overlay_text import WORDS, texts, to_toml
from cashier.playbook.playbook import Playbook
from cashier.playbook.rules import FILE, SOME, Rule, leaves_only_cash
from cashier.playbook.strict import nearest

_EVERY = 1_000_000
_HEADING = "# Own rules · 本店规定\n\n"


class Rulebook:
    """Pack and own rules of one installation; used on one thread at a time."""

    def __init__(self, pack: Playbook, folder: Path) -> None:
        self.pack = pack
        self._folder = folder
        self._seen: object = None
        self._laid = LaidOver(pack)

    @property
    def file(self) -> Path:
        """Where the shop's own rules are written by hand."""
        return self._folder / FILE

    def current(self) -> LaidOver:
        """Return what holds now; the same object until a file of the shop's own has changed."""
        seen = tuple(_stamp(self._folder / name) for name in FILES)
        if seen != self._seen:
            laid = lay_over(self.pack, self._folder, self._laid.overlay)
            same = laid.overlay == self._laid.overlay
            self._laid = replace(self._laid, problem=laid.problem) if same else laid
            self._seen = seen
        return self._laid

    def edit(self, file: Path) -> Edit:
        """Read an edited file of rules and see what would hold with it.

        Raises:
            RulesFileUnreadable, RulesFileEmpty, EditRefused: it cannot be used.
        """
        check_readable(file)
        over = self._own_file(FILE)
        methods = self.current().overlay.methods
        try:
            rules = read_rules(file, self.pack, methods)
        except PlaybookBroken as error:
            raise EditRefused(**error.fields) from error
        return Edit(file.read_text(encoding="utf-8-sig"), self._with(rules), over)

    def edit_methods(self, file: Path) -> Edit:
        """Read an edited file of methods and see what would hold with it.

        Raises:
            RulesFileUnreadable, RulesFileEmpty, EditRefused: it cannot be used.
        """
        check_readable(file)
        over, laid = self._own_file(METHODS_FILE), self.current()
        try:
            methods = read_methods(file, laid.playbook.rules)
        except PlaybookBroken as error:
            raise EditRefused(**error.fields) from error
        would_hold = replace(laid.overlay, methods=methods).over(self.pack)
        text = file.read_text(encoding="utf-8-sig")
        return Edit(text, would_hold, over, name=METHODS_FILE)

    def without(self, rule_id: str) -> Edit:
        """Switch one of the pack's rules off, or take one of the shop's own away.

        Raises:
            RuleUnknown: no such rule holds.
            OverlayBroken: the shop's own files must be mended first.
        """
        over = self._own_file(FILE)
        self._require(rule_id, [rule.id for rule in self.current().playbook.rules])
        rules = self._own_rules()
        rules.pop(rule_id, None)
        if any(rule.id == rule_id for rule in self.pack.rules):
            rules[rule_id] = None
        return self._rewritten(rules, over, AuditKind.rules_changed)

    def as_shipped(self, rule_id: str) -> Edit:
        """Let one of the pack's rules hold again as the pack has it.

        Raises:
            RuleUnknown: the pack has no such rule, or the shop changed nothing about it.
            EditRefused: with the shop's other rules it would leave nothing but cash.
            OverlayBroken: the shop's own files must be mended first.
        """
        over = self._own_file(FILE)
        rules = self._own_rules()
        changed = [rule.id for rule in self.pack.rules if rule.id in rules]
        self._require(rule_id, changed)
        del rules[rule_id]
        return self._rewritten(rules, over, AuditKind.rules_reverted)

    def save(self, edit: Edit, author: Author, store: Store) -> tuple[AuditRecord, ...]:
        """Put an edit in force and keep who changed which rule; both or neither.

        Raises:
            RulesChangedMeanwhile: somebody else was quicker; what they wrote holds.
            RulesNotSaved: the file could not be written.
            CashierError: the history could not keep it; the rules from before hold.
        """
        changes = differences(texts(self.current().playbook), edit.playbook, author, edit.kind)
        file = self._folder / edit.name
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with guarded(file):
                before = file.read_bytes() if file.is_file() else None
                if before != edit.over:
                    raise RulesChangedMeanwhile(file=str(file))
                write_atomic(file, edit.text.encode())
                try:
                    store.note_changes(changes)
                except CashierError:
                    _put_back(file, before)
                    raise
        except OSError as error:
            raise RulesNotSaved(file=str(file), reason=error.strerror or "") from error
        return changes

    def note_by_hand(self, store: Store, at: datetime) -> None:
        """Keep what holds now and is not on record: somebody changed a file without asking us.

        Words that cannot be used keep no change of a rule off the record.
        """
        laid = self.current()
        if laid.problem is not None and not laid.words_broken:
            return
        on_record = dict(texts(self.pack))
        for change in reversed(store.changes(_EVERY, kinds=RULE_KINDS)):
            on_record[change.what] = change.after
        changes = differences(on_record, laid.playbook, Author(BY_HAND, at))
        if laid.words_broken:
            changes = tuple(one for one in changes if not one.what.startswith(WORDS))
        if changes:
            store.note_changes(changes)

    def _own_file(self, name: str) -> bytes | None:
        """Return what stands in a file of the shop's own; None where nothing can be read."""
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def _own_rules(self) -> dict[str, Rule | None]:
        laid = self.current()
        if laid.problem is not None:
            raise laid.problem
        return dict(laid.overlay.rules)

    def _with(self, rules: Mapping[str, Rule | None]) -> Playbook:
        return replace(self.current().overlay, rules=rules).over(self.pack)

    def _rewritten(
        self, rules: Mapping[str, Rule | None], over: bytes | None, kind: AuditKind
    ) -> Edit:
        would_hold = self._with(rules)
        missing = [method.id for method in would_hold.methods if not method.taken]
        blocking = leaves_only_cash(would_hold.rules, missing)
        if blocking:
            refusal = PlaybookBroken(FILE, blocking, Problem.blocks_everything, wanted=SOME)
            raise EditRefused(**refusal.fields)
        return Edit(_HEADING + to_toml(rules), would_hold, over, kind)

    def _require(self, rule_id: str, known: list[str]) -> None:
        if rule_id not in known:
            raise RuleUnknown(rule=rule_id[:40], nearest=nearest(rule_id[:40], known) or "none")


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _put_back(file: Path, before: bytes | None) -> None:
    if before is None:
        file.unlink(missing_ok=True)
    else:
        write_atomic(file, before)
