"""The housekeeping: backups by themselves, the offer after damage, the way home."""

import sqlite3
from pathlib import Path

import pytest

from cashier.cases.outcome import Outcome
from cashier.config.pin import PinWrong
from cashier.core.privacy import Secret
from cashier.desk.dock_views import NoticeView
from cashier.desk.keeper import Keeper
from cashier.desk.ports import TillInfo
from cashier.history.backup import GiveWay, backups
from cashier.history.errors import BackupUnsound, DatabaseDamaged, StorageFull
from cashier.history.store import Store
from tests.helpers.desks import Till
from tests.helpers.histories import Sale, without_guards
from tests.helpers.logbook import Logbook


def sell(till: Till) -> None:
    till.desk.open_case()
    till.desk.say_till_text("余额不足")
    till.desk.close_case(Outcome.customer_left, None, None)
    till.settle()


def look_now(till: Till) -> list[str]:
    """Let the first look fall due; returns what is told then."""
    till.desk.keep_house()
    till.wait(61)
    return [notice.id for notice in till.view().notices]


def offer(till: Till) -> NoticeView | None:
    return next((one for one in till.view().notices if one.id == "backup-offer"), None)


def test_a_backup_is_made_once_a_day(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        sell(till)
        assert look_now(till) == []
        folder = till.store.backup_folder
        assert [one.number for one in backups(folder)] == [1]
        till.clock.jump(86_400)
        for _ in range(2):
            till.clock.advance(3600)
            till.network.fire_due()
            till.settle()
        assert [one.number for one in backups(folder)] == [2, 1]


def test_an_earlier_backup_forgets_what_the_history_does(tmp_path: Path) -> None:
    opened, told, closed = Sale("A").events()
    with Till(tmp_path) as till:
        till.disk.submit(till.store.append, [opened, told]).result()
        assert look_now(till) == []
        (backup,) = backups(till.store.backup_folder)
        assert b"NOTENOUGH" in backup.path.read_bytes()
        till.disk.submit(till.store.append, [closed]).result()
        till.wait(3600)
        assert b"NOTENOUGH" not in backup.path.read_bytes()
        assert backups(till.store.backup_folder) == (backup,)


def credit_in(folder: Path) -> bool:
    """Whether a file holds any three signs, as the search's index does, of "信用额度不足"."""
    held = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    return any(piece.encode() in held for piece in ("信用额", "用额度", "额度不", "度不足"))


def fail_for_credit(till: Till) -> None:
    till.desk.open_case()
    till.desk.say_till_text("信用额度不足")
    till.desk.clerk_order_state("paid")
    till.desk.close_case(Outcome.paid_same, None, None)
    till.settle()


def test_within_the_hour_no_file_holds_a_piece_of_what_was_dropped(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        look_now(till)
        fail_for_credit(till)
        assert credit_in(tmp_path)
        till.wait(3600)
        assert not credit_in(tmp_path)


def test_nor_does_any_once_the_program_has_ended(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        fail_for_credit(till)
    assert not credit_in(tmp_path)


def full(*_args: object) -> None:
    raise StorageFull(file="x")


def test_a_backup_is_made_though_nothing_can_be_let_go_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Till(tmp_path) as till:
        sell(till)
        with monkeypatch.context() as refusing:
            refusing.setattr(Store, "tidy", full)
            assert look_now(till) == ["storage-full"]
        assert len(backups(till.store.backup_folder)) == 1


def test_what_was_dropped_is_let_go_of_though_no_backup_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "back_up", full)
    with Till(tmp_path) as till:
        fail_for_credit(till)
        assert look_now(till) == ["storage-full"]
        assert not credit_in(tmp_path)


def test_a_broken_chain_is_told(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        sell(till)
    without_guards(till.file, "UPDATE events SET at = 'x' WHERE seq = 2")
    with Till(tmp_path) as till:
        assert look_now(till) == ["backup-unsound", "history-chain-broken"]


def test_a_file_backed_up_today_is_looked_over_all_the_same(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        sell(till)
        assert look_now(till) == []
    without_guards(till.file, "UPDATE events SET at = 'x' WHERE seq = 2")
    with Till(tmp_path) as till:
        assert look_now(till) == ["history-chain-broken"]
        assert len(backups(till.store.backup_folder)) == 1


def test_damage_found_by_the_look_begins_a_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logbook: Logbook
) -> None:
    def unsound(*_args: object) -> None:
        raise BackupUnsound(reason="quick-check", seq=0)

    def damaged(*_args: object) -> None:
        raise DatabaseDamaged(file="x", reason="quick-check")

    logbook.allow("history_set_aside")
    monkeypatch.setattr(Store, "back_up", unsound)
    monkeypatch.setattr(Store, "check", damaged)
    with Till(tmp_path) as till:
        till.desk.open_case()
        assert look_now(till) == ["backup-unsound", "history-set-aside"]
        assert till.kinds()[0] == "CaseOpened"


def test_after_damage_yesterdays_backup_is_offered_and_brought_back(
    tmp_path: Path, logbook: Logbook
) -> None:
    logbook.allow("history_set_aside")
    with Till(tmp_path) as till:
        sell(till)
        look_now(till)
    with till.file.open("r+b") as file:
        file.write(b"gone" * 25)
    with Till(tmp_path) as till:
        shown = offer(till)
        assert shown is not None
        assert shown.action is not None
        till.desk.open_case()
        till.desk.act_on_notice("backup-offer")
        till.desk.act_on_notice("something else")
        view = till.view()
        assert view.case is not None
        assert offer(till) is None
        rows = till.disk.submit(till.store.cases).result(60)
        assert len(rows) == 2
        till.desk.say_till_text("余额不足")
        till.desk.close_case(Outcome.customer_left, None, None)
        assert len(till.view().recent) == 2


def test_where_a_pin_was_chosen_a_backup_is_brought_back_only_with_it(
    tmp_path: Path, logbook: Logbook
) -> None:
    def check(pin: Secret) -> bool:
        if pin.reveal() != "271828":
            raise PinWrong(left=4)
        return True

    logbook.allow("history_set_aside")
    with Till(tmp_path) as till:
        sell(till)
        look_now(till)
    till.file.write_bytes(b"x" * 5000)
    who = TillInfo("1", restore_needs_pin=lambda: True)
    with Till(tmp_path, who=who, check_restore=check) as till:
        shown = offer(till)
        assert shown is not None
        assert shown.needs_pin
        till.desk.act_on_notice("backup-offer", "111111")
        assert {"backup-offer", "pin-wrong"} <= {one.id for one in till.view().notices}
        till.desk.act_on_notice("backup-offer", "271828")
        assert offer(till) is None
        assert len(till.disk.submit(till.store.cases).result(60)) == 1


def test_a_backup_wanted_in_the_middle_of_a_check_comes_after_it(
    tmp_path: Path, logbook: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    logbook.allow("history_set_aside")
    with Till(tmp_path) as till:
        sell(till)
        look_now(till)
    till.file.write_bytes(b"x" * 5000)
    with Till(tmp_path) as till:
        check = Store.check

        def slow(store: Store, give_way: GiveWay) -> None:
            till.desk.act_on_notice("backup-offer")
            check(store, give_way)

        monkeypatch.setattr(Store, "check", slow)
        assert look_now(till) == []
        assert len(till.disk.submit(till.store.cases).result(60)) == 1


def test_a_case_that_was_written_anew_after_damage_is_not_there_twice(
    tmp_path: Path, logbook: Logbook
) -> None:
    logbook.allow("history_set_aside")
    with Till(tmp_path) as till:
        sell(till)
        look_now(till)
        till.desk.open_case()
        till.desk.say_till_text("支付失败，条码无法识别")
        case_id = till.case().case_id
        before = till.kinds()
        damage = DatabaseDamaged(file="x", reason="found")
        till.disk.submit(till.desk._work.begin_anew, damage).result(60)
        assert len(till.kinds()) < len(before)
        till.desk.act_on_notice("backup-offer")
        till.desk.clerk_order_state("not_paid")
        kinds = till.kinds()
        assert kinds[: len(before)] == before
        assert kinds.count("CaseOpened") == 2
        assert till.disk.submit(till.store.verify).result(60).sound
        assert till.disk.submit(till.store.rebuild).result(60).equal
        assert case_id in [row.case_id for row in till.disk.submit(till.store.cases).result(60)]


def test_an_offer_that_is_put_away_stays_away(tmp_path: Path, logbook: Logbook) -> None:
    logbook.allow("history_set_aside")
    with Till(tmp_path) as till:
        sell(till)
        look_now(till)
    till.file.write_bytes(b"x" * 5000)
    with Till(tmp_path) as till:
        assert offer(till) is not None
        till.desk.dismiss_notice("backup-offer")
        till.desk.open_case()
        assert offer(till) is None


def test_the_end_does_not_wait_for_a_backup(tmp_path: Path) -> None:
    till = Till(tmp_path)
    sell(till)
    till.desk.keep_house()
    till.settle()
    keeper: Keeper = till.desk._keeper
    give_way, asked = till.disk.give_way, []

    def end_soon() -> bool:
        asked.append(give_way())
        return False

    keeper._give_way = end_soon
    till.wait(61)
    assert len(asked) == 1
    till.close()
    assert list((tmp_path / "backups").iterdir()) == []
    raw = sqlite3.connect(till.file)
    assert raw.execute("SELECT count(*) FROM cases").fetchone() == (1,)
    raw.close()
