"""Versions for the manager: figures beside each other, changes kept in the file and the history."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from cashier.cases import events as happened
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.core.intervals import Share
from cashier.desk.manager import ScriptChange, ScriptView, Verdict
from cashier.desk.script_views import ScriptDrawer, compare
from cashier.desk.scriptbook import Scriptbook
from cashier.history.audit import AuditKind
from cashier.history.errors import StorageFull
from cashier.history.model import CaseFilter
from cashier.history.store import Store
from cashier.history.versions import Figures
from cashier.playbook.pins import PinFile, ScriptNothingBefore, ScriptUnknown
from cashier.playbook.variants import ACCOUNT_KEY, NO_PINS, Pins, State, Variants, Version
from tests.helpers.histories import NOON, Sale, open_store
from tests.helpers.playbooks import shipped

EXPIRED = "cause-code-expired"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Store]:
    with open_store(tmp_path / "history.sqlite", clock) as opened:
        yield opened


@pytest.fixture
def book(tmp_path: Path, store: Store, clock: ManualClock) -> Scriptbook:
    return Scriptbook(shipped().variants, PinFile(tmp_path), store, clock)


def fill(store: Store, version: str, paid: int, left: int, at: int = 0) -> None:
    """Keep cases of an expired code that showed this version."""
    for number in range(paid + left):
        outcome = Outcome.paid_same if number < paid else Outcome.customer_left
        sale = Sale(f"{version}{at}-{number:03d}", NOON + timedelta(days=at), outcome=outcome,
                    paid_by=None, cause="code.expired", waited_s=20.0 + number)  # fmt: skip
        opened, told, closed = sale.events()
        shown = happened.ScriptShown(
            case_id=sale.case_id, at=sale.at, elapsed_s=3.0, script="code.expired", version=version
        )
        store.append([opened, told, shown, closed])


def expired(book: Scriptbook) -> ScriptView:
    (view,) = book.views("code.expired")
    return view


def test_versions_stand_beside_each_other(book: Scriptbook, store: Store) -> None:
    fill(store, "a", 30, 10)
    fill(store, "b", 39, 1)
    view = expired(book)
    assert (view.key, view.in_force, view.pinned, view.idle) == (EXPIRED, "a", None, False)
    plain, trial = view.versions
    assert (plain.figures.recovered, trial.figures.recovered) == (Share(30, 40), Share(39, 40))
    assert (plain.share, trial.share) == (0.5, 0.5)
    assert plain.compared is None
    assert trial.compared is not None
    assert trial.compared.verdict is Verdict.more
    assert trial.text_key == f"{EXPIRED}--b"
    assert trial.note
    assert view.split is None


def test_few_cases_are_no_ground_to_judge(book: Scriptbook, store: Store) -> None:
    fill(store, "a", 40, 0)
    fill(store, "b", 0, 29)
    compared = expired(book).versions[1].compared
    assert compared is not None
    assert compared.verdict is Verdict.too_few


def test_all_scripts_with_versions_are_listed(book: Scriptbook, tmp_path: Path) -> None:
    keys = [EXPIRED, ACCOUNT_KEY, "lock-password"]
    assert [view.key for view in book.views()] == keys
    book.pin("lock-wait", "a", "店长")
    assert [view.key for view in book.views()] == [*keys, "lock-wait"]
    account = book.views("customer.fenfu_limit")[0]
    assert [one.text_key for one in account.versions] == [
        "cause-customer-fenfu_frozen",
        "cause-customer-fenfu_frozen--b",
    ]
    with pytest.raises(ScriptUnknown):
        book.views("cause-code-expird")


def test_a_pin_is_kept_in_the_file_and_in_the_chain(
    book: Scriptbook, store: Store, tmp_path: Path
) -> None:
    assert book.pin("code.expired", "b", "店长") == ScriptChange(EXPIRED, None, "b")
    assert PinFile(tmp_path).read().of(EXPIRED) == "b"
    view = expired(book)
    assert (view.in_force, view.pinned) == ("b", "b")
    assert [one.share for one in view.versions] == [0.0, 1.0]
    assert book.pin(EXPIRED, "b", "店长") == ScriptChange(EXPIRED, "b", "b")
    assert book.roll_back(EXPIRED, "店长") == ScriptChange(EXPIRED, "b", "a")
    with pytest.raises(ScriptNothingBefore):
        book.roll_back(EXPIRED, "店长")
    assert book.unpin(EXPIRED, "店长") == ScriptChange(EXPIRED, "a", None)
    kept = [(one.kind, one.by, one.what, one.before, one.after) for one in store.changes()]
    assert kept == [
        (AuditKind.script_unpinned, "店长", EXPIRED, "a", ""),
        (AuditKind.script_pinned, "店长", EXPIRED, "b", "a"),
        (AuditKind.script_pinned, "店长", EXPIRED, "", "b"),
    ]
    assert store.verify().sound


def test_a_change_that_cannot_be_kept_does_not_stand(
    book: Scriptbook, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> NoReturn:
        raise StorageFull(file="history.sqlite")

    book.pin(EXPIRED, "b", "店长")
    monkeypatch.setattr(Store, "note_change", full)
    with pytest.raises(StorageFull):
        book.roll_back(EXPIRED, "店长")
    assert PinFile(tmp_path).read() == Pins({EXPIRED: ("a", "b")})


def test_before_and_after_the_last_change_by_a_person(
    book: Scriptbook, store: Store, clock: ManualClock
) -> None:
    fill(store, "a", 20, 15)
    clock.advance(86_400)
    book.pin(EXPIRED, "b", "店长")
    book.pin("lock-password", "b", "店长")
    changed = clock.now()
    clock.advance(86_400)
    book.unpin("lock-password", "店长")
    fill(store, "b", 34, 1, at=2)
    split = expired(book).split
    assert split is not None
    assert split.at == changed
    assert (split.before.recovered, split.after.recovered) == (Share(20, 35), Share(34, 35))
    assert split.compared.verdict is Verdict.more
    (asked,) = book.views(EXPIRED, split=NOON + timedelta(days=30))
    assert asked.split is not None
    assert asked.split.after.shown == 0
    assert asked.split.compared.verdict is Verdict.too_few


def test_a_period_is_counted_alone(book: Scriptbook, store: Store) -> None:
    fill(store, "a", 5, 0)
    fill(store, "a", 0, 3, at=2)
    wanted = CaseFilter(opened_from=NOON + timedelta(days=1))
    (view,) = book.views(EXPIRED, wanted)
    assert view.versions[0].figures.recovered == Share(0, 3)


def test_a_version_that_the_playbook_has_no_more_is_still_counted(store: Store) -> None:
    fill(store, "summer", 2, 1)
    drawer = ScriptDrawer(shipped().variants, NO_PINS, store.shown_scripts())
    last = drawer.view(EXPIRED).versions[-1]
    assert (last.id, last.state, last.text_key, last.share) == ("summer", "", "", 0.0)
    assert last.figures.recovered == Share(2, 3)
    assert last.compared is not None


def test_a_withdrawn_pin_is_marked() -> None:
    versions = (Version("a", State.active), Version("b", State.retired))
    variants = Variants((EXPIRED,), {EXPIRED: versions})
    view = ScriptDrawer(variants, Pins({EXPIRED: ("a", "b")}), ()).view(EXPIRED)
    assert (view.in_force, view.pinned, view.idle) == ("a", "b", True)
    assert [(one.share, one.text_key) for one in view.versions] == [(1.0, EXPIRED), (0.0, "")]


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [(Share(39, 40), Share(25, 40), Verdict.more), (Share(25, 40), Share(39, 40), Verdict.fewer),
     (Share(76, 96), Share(68, 108), Verdict.leans_more),
     (Share(68, 108), Share(76, 96), Verdict.leans_fewer),
     (Share(30, 40), Share(31, 40), Verdict.no_difference),
     (Share(29, 29), Share(0, 40), Verdict.too_few), (Share(0, 0), Share(9, 40), Verdict.too_few)],
)  # fmt: skip
def test_only_a_clear_difference_is_called_one(one: Share, other: Share, verdict: Verdict) -> None:
    def of(share: Share) -> Figures:
        return Figures(share.total, share, None, Share(0, 0), 0, 0)

    assert compare(of(one), of(other)).verdict is verdict
