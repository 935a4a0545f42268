"""The shop's rules: tried, saved with a record or not at all, in force from the next case on."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cashier.core.money import Money
from cashier.desk.rule_edits import (
    BY_HAND,
    Author,
    EditRefused,
    RulesChangedMeanwhile,
    RulesFileEmpty,
    RulesFileUnreadable,
    RulesNotSaved,
    RuleUnknown,
)
from cashier.desk.rulebook import Rulebook
from cashier.history.audit import AuditKind
from cashier.history.chain import ChainFault
from cashier.history.errors import StoreBusy
from cashier.history.store import Store
from cashier.playbook.overlay import OverlayBroken
from tests.helpers.desks import Till
from tests.helpers.histories import NOON, open_store, without_guards
from tests.helpers.playbooks import shipped

AUTHOR = Author("王经理", NOON)
LOWER = (
    '[rule.password_wechat]\neffect = "expect_password"\nmethods = ["wechat"]\nmin_fen = 80001\n'
)
MINE = '[rule.mine]\neffect = "warn"\nnote = "满 800 元请叫店长"\nmin_fen = 80000\n'
REFUSED = "103 暂无可用的支付方式,请绑定其它银行卡完成支付"

OWN_WORDS = """
[script."cause-code-expired".own]
author = "店长"
zh_CN = {aloud = "请您刷新一下付款码"}
"""


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    return Rulebook(shipped(), tmp_path / "playbook")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    file = tmp_path / "edited.toml"
    file.write_text(f"# mine\n{LOWER}{MINE}", encoding="utf-8")
    return file


def rules_file(book: Rulebook) -> Path:
    return book._folder / "rules.toml"


def test_a_saved_edit_holds_and_is_on_record(book: Rulebook, store: Store, edited: Path) -> None:
    before = book.current()
    edit = book.edit(edited)
    assert book.current() is before
    changes = book.save(edit, AUTHOR, store)
    assert rules_file(book).read_text(encoding="utf-8").startswith("# mine\n")
    assert book.current().playbook.rule("password_wechat").min_fen == 80_001
    assert [change.what for change in changes] == ["password_wechat", "mine"]
    kept = store.changes()
    assert [(one.what, one.by, one.at, one.kind) for one in kept] == [
        ("mine", "王经理", NOON, AuditKind.rules_changed),
        ("password_wechat", "王经理", NOON, AuditKind.rules_changed),
    ]
    assert kept[0].before == ""
    assert "min_fen = 100001" in kept[1].before
    assert "min_fen = 80001" in kept[1].after


def test_a_rule_is_switched_off_and_comes_back_as_shipped(book: Rulebook, store: Store) -> None:
    book.save(book.without("late_evening"), AUTHOR, store)
    assert "late_evening" not in [rule.id for rule in book.current().playbook.rules]
    book.save(book.as_shipped("late_evening"), AUTHOR, store)
    assert book.current().playbook.rules == shipped().rules
    back, gone = store.changes()
    assert (back.kind, gone.kind) == (AuditKind.rules_reverted, AuditKind.rules_changed)
    assert back.after == gone.before
    assert (back.before, gone.after) == ("", "")


def test_a_rule_of_the_shops_own_is_taken_away(book: Rulebook, store: Store, edited: Path) -> None:
    book.save(book.edit(edited), AUTHOR, store)
    book.save(book.without("mine"), AUTHOR, store)
    assert [rule.id for rule in book.current().playbook.rules] == [
        rule.id for rule in shipped().rules
    ]
    assert store.changes()[0].after == ""


def test_what_somebody_else_has_changed_meanwhile_is_not_lost(
    book: Rulebook, store: Store, edited: Path
) -> None:
    other = Rulebook(shipped(), book.file.parent)
    edit, first = book.without("late_evening"), other.without("password_wechat")
    other.save(first, AUTHOR, store)
    kept = book.file.read_bytes()
    with pytest.raises(RulesChangedMeanwhile):
        book.save(edit, AUTHOR, store)
    assert book.file.read_bytes() == kept
    book.save(book.without("late_evening"), AUTHOR, store)
    rules = {rule.id for rule in book.current().playbook.rules}
    assert not rules & {"late_evening", "password_wechat"}
    stale = other.edit(edited)
    book.save(book.as_shipped("late_evening"), AUTHOR, store)
    with pytest.raises(RulesChangedMeanwhile):
        other.save(stale, AUTHOR, store)


@pytest.mark.parametrize("rule_id", ["nowhere", "", "late_evening"])
def test_there_is_no_such_rule(book: Rulebook, rule_id: str) -> None:
    with pytest.raises(RuleUnknown):
        book.as_shipped(rule_id)
    if rule_id != "late_evening":
        with pytest.raises(RuleUnknown):
            book.without(rule_id)


def test_an_edit_that_cannot_be_used_changes_nothing(book: Rulebook, tmp_path: Path) -> None:
    file = tmp_path / "edited.toml"
    for text in ("[rule.x]\n", '[rule.x]\neffect = "do_not_offer"\nnote = "x"\n', "\0"):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(EditRefused):
            book.edit(file)
    assert not rules_file(book).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes that are files there")
def test_a_pipe_is_no_edit_and_keeps_nobody_waiting(book: Rulebook, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for edit in (book.edit, book.edit_methods):
        with pytest.raises(RulesFileUnreadable):
            edit(pipe)


def test_a_file_that_is_not_there_or_empty_is_no_edit(book: Rulebook, tmp_path: Path) -> None:
    empty = tmp_path / "empty.toml"
    empty.touch()
    for edit in (book.edit, book.edit_methods):
        with pytest.raises(RulesFileEmpty):
            edit(empty)
        for file in (tmp_path, tmp_path / "nowhere.toml", tmp_path / ("x" * 300), Path("a\0b")):
            with pytest.raises(RulesFileUnreadable):
                edit(file)


def test_what_the_history_cannot_keep_does_not_hold(
    book: Rulebook, store: Store, database: Path, edited: Path
) -> None:
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        book.save(book.edit(edited), AUTHOR, store)
    assert not rules_file(book).exists()
    other.execute("ROLLBACK")
    book.save(book.edit(edited), AUTHOR, store)
    kept = rules_file(book).read_bytes()
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        book.save(book.without("mine"), AUTHOR, store)
    other.close()
    assert rules_file(book).read_bytes() == kept
    assert len(store.changes()) == 2


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, store: Store, edited: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    book = Rulebook(shipped(), tmp_path / "file" / "playbook")
    with pytest.raises(RulesNotSaved):
        book.save(book.edit(edited), AUTHOR, store)
    assert store.changes() == ()


def test_a_quiet_change_of_the_record_is_found(
    book: Rulebook, database: Path, edited: Path
) -> None:
    with open_store(database) as store:
        book.save(book.edit(edited), AUTHOR, store)
        printed = store.head()
    without_guards(database, "UPDATE events SET body = replace(body, '80001', '90001')")
    with open_store(database) as store:
        assert store.verify(printed).fault is ChainFault.changed


def test_broken_own_rules_leave_the_packs_alone_and_are_not_overwritten(
    book: Rulebook, store: Store, edited: Path
) -> None:
    rules_file(book).parent.mkdir()
    rules_file(book).write_text("[rule.x]\n", encoding="utf-8")
    assert book.current().playbook is shipped()
    for change in (book.without, book.as_shipped):
        with pytest.raises(OverlayBroken):
            change("late_evening")
    book.save(book.edit(edited), AUTHOR, store)
    assert book.current().problem is None


def test_taking_back_a_change_may_leave_nothing_but_cash(
    book: Rulebook, store: Store, tmp_path: Path
) -> None:
    ways = '["wechat", "alipay", "unionpay", "ecny", "card", "card_instalment"]'
    off = "".join(f"[rule.{name}]\noff = true\n" for name in ("adults_only",))
    file = tmp_path / "edited.toml"
    file.write_text(f'{off}[rule.most]\neffect = "do_not_offer"\nmethods = {ways}\nnote = "x"\n')
    book.save(book.edit(file), AUTHOR, store)
    with pytest.raises(EditRefused) as refused:
        book.as_shipped("adults_only")
    assert refused.value.fields["problem"] == "blocks-everything"


def test_a_change_holds_from_the_next_case_on(tmp_path: Path, book: Rulebook, edited: Path) -> None:
    with Till(tmp_path, rulebook=book) as till:
        till.desk.open_case()
        till.desk.set_details(amount=Money(90_000), method="wechat")
        till.desk.say_till_text(REFUSED)
        assert till.case().rules == ()
        rules_file(book).parent.mkdir()
        rules_file(book).write_bytes(edited.read_bytes())
        till.desk.set_details(amount=Money(91_000))
        assert till.case().rules == ()
        till.desk.go_back()
        first = till.case().case_id
        till.desk.go_back()
        assert till.view().case is None
        till.desk.open_case()
        till.desk.set_details(amount=Money(90_000), method="wechat")
        till.desk.say_till_text(REFUSED)
        assert till.case().case_id != first
        lines = (*till.case().rules, *till.case().clerk_rules)
        assert [line.key for line in lines] == ["rule-password_wechat", "rule-own"]
        kept = till.disk.submit(till.store.changes).result()
        assert {one.what for one in kept} == {"password_wechat", "mine"}
        assert {one.by for one in kept} == {BY_HAND}
        assert dict(lines[1].args)["note"] == "满 800 元请叫店长"


def test_what_the_shop_takes_is_on_record_too(book: Rulebook, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "taken.toml"
    file.write_text("[method.ecny]\non = false\n[method.card]\nlimits = {max_fen = 500}\n")
    book.save(book.edit_methods(file), AUTHOR, store)
    assert not book.current().playbook.method("ecny").taken
    kept = {one.what: (one.before, one.after) for one in store.changes()}
    assert kept == {
        "method.ecny": ("on = true", "on = false"),
        "method.card": ("on = true", "on = true\nmax_fen = 500"),
    }
    file.write_text("[method.cash]\non = false\n")
    with pytest.raises(EditRefused):
        book.edit_methods(file)


def test_a_file_changed_by_hand_is_put_on_record_once(
    book: Rulebook, store: Store, edited: Path
) -> None:
    book.note_by_hand(store, NOON)
    assert store.changes() == ()
    book.save(book.edit(edited), AUTHOR, store)
    book.note_by_hand(store, NOON)
    assert len(store.changes()) == 2
    rules_file(book).write_text(MINE, encoding="utf-8")
    for _ in range(2):
        book.note_by_hand(store, NOON)
    (by_hand, *_) = store.changes()
    assert len(store.changes()) == 3
    assert (by_hand.what, by_hand.by) == ("password_wechat", BY_HAND)
    assert "min_fen = 80001" in by_hand.before
    rules_file(book).unlink()
    Rulebook(shipped(), rules_file(book).parent).note_by_hand(store, NOON)
    assert (store.changes()[0].what, store.changes()[0].after) == ("mine", "")
    rules_file(book).write_text("[rule.x]\n", encoding="utf-8")
    book.note_by_hand(store, NOON)
    assert len(store.changes()) == 4


def test_rules_that_broke_while_the_program_runs_leave_the_last_good_ones_in_force(
    book: Rulebook, store: Store, edited: Path
) -> None:
    book.save(book.edit(edited), AUTHOR, store)
    good = book.current().playbook
    assert good is not shipped()
    rules_file(book).write_text("[rule.x]\n", encoding="utf-8")
    broken = book.current()
    assert broken.problem is not None
    assert broken.playbook is good
    rules_file(book).unlink()
    assert book.current().problem is None
    assert book.current().playbook.rules == shipped().rules


def test_broken_own_rules_are_told_once_a_change(tmp_path: Path, book: Rulebook) -> None:
    with Till(tmp_path, rulebook=book) as till:
        rules_file(book).parent.mkdir()
        rules_file(book).write_text("[rule.x]\n", encoding="utf-8")
        till.desk.open_case()
        notices = till.view().notices
        assert [one.id for one in notices] == ["overlay-broken"]
        till.desk.dismiss_notice("overlay-broken")
        till.desk.go_back()
        till.desk.open_case()
        assert till.case().case_id
        assert till.view().notices == ()


def test_own_words_hold_once_they_are_there_and_are_on_record(
    book: Rulebook, store: Store, tmp_path: Path
) -> None:
    pack = book.current().playbook
    folder = tmp_path / "playbook"
    folder.mkdir(exist_ok=True)
    words = folder / "words.toml"
    words.write_text(OWN_WORDS, encoding="utf-8")
    good = book.current().playbook
    assert good.variants.find("cause-code-expired", "own") is not None
    book.note_by_hand(store, NOON)
    (kept,) = store.changes()
    assert (kept.what, kept.by, kept.before) == ("words.cause-code-expired.own", BY_HAND, "")
    assert "zh_CN.aloud = 请您刷新一下付款码" in kept.after
    words.write_text(OWN_WORDS.replace("刷新一下付款码", "的信用不够"), encoding="utf-8")
    assert book.current().problem is not None
    assert book.current().playbook is good
    words.unlink()
    assert book.current().playbook is pack


def test_words_that_are_broken_at_a_start_take_no_rule_away(book: Rulebook, tmp_path: Path) -> None:
    folder = tmp_path / "playbook"
    folder.mkdir(exist_ok=True)
    rules_file(book).write_text(MINE, encoding="utf-8")
    (folder / "words.toml").write_text("[script", encoding="utf-8")
    laid = book.current()
    assert laid.problem is not None
    assert "mine" in [rule.id for rule in laid.playbook.rules]


def test_broken_words_keep_no_new_rule_from_holding(
    book: Rulebook, store: Store, edited: Path
) -> None:
    words = book._folder / "words.toml"
    words.parent.mkdir()
    words.write_text(OWN_WORDS, encoding="utf-8")
    book.current()
    words.write_text("[script", encoding="utf-8")
    assert book.current().problem is not None
    edit = book.edit(edited)
    book.save(edit, AUTHOR, store)
    held = book.current()
    assert held.problem is not None
    assert held.playbook.rules == edit.playbook.rules
    assert held.playbook.variants.find("cause-code-expired", "own") is not None


def test_rules_changed_while_the_words_are_broken_are_put_on_record(
    book: Rulebook, store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "playbook"
    folder.mkdir(exist_ok=True)
    words = folder / "words.toml"
    words.write_text(OWN_WORDS, encoding="utf-8")
    book.note_by_hand(store, NOON)
    words.write_text("[script", encoding="utf-8")
    rules_file(book).write_text(MINE, encoding="utf-8")
    started = Rulebook(shipped(), folder)
    for _ in range(2):
        started.note_by_hand(store, NOON)
    assert [one.what for one in store.changes()] == ["mine", "words.cause-code-expired.own"]
    words.unlink()
    started.note_by_hand(store, NOON)
    (gone, *_) = store.changes()
    assert (gone.what, gone.after) == ("words.cause-code-expired.own", "")
