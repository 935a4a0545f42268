import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.cases.records import EventUnreadable
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.chain import ChainFault
from cashier.history.privacy import Privacy
from tests.helpers.histories import NOON, Sale, open_store, without_guards

RULE = AuditRecord(
    kind=AuditKind.rules_changed,
    at=NOON,
    by="manager",
    what="late_night",
    before="min_fen = 50000",
    after="min_fen = 80000",
)
WORDS = st.text(max_size=60)
CHANGES = st.lists(
    st.builds(
        AuditRecord,
        kind=st.sampled_from(AuditKind),
        at=st.integers(0, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC)),
        by=WORDS,
        what=WORDS,
        before=WORDS,
        after=WORDS,
        pin=st.none() | st.booleans(),
    ),
    max_size=8,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@given(CHANGES)
@settings(max_examples=50)
def test_any_changes_come_back_newest_first_and_the_chain_holds(
    tmp_path_factory: pytest.TempPathFactory, changes: list[AuditRecord]
) -> None:
    with open_store(tmp_path_factory.mktemp("audit") / "history.sqlite") as store:
        seqs = list(store.note_changes(changes))
        found = store.changes()
        assert [change.seq for change in found] == seqs[::-1]
        kept = [_as_kept(change) for change in changes[::-1]]
        assert [replace(change, seq=0) for change in found] == kept
        assert store.verify(store.head()).sound


def test_changes_stand_among_cases_and_shifts_and_survive_a_rebuild(path: Path) -> None:
    with open_store(path) as store:
        shift = store.open_shift()
        store.append(Sale("A").events())
        store.note_change(RULE)
        store.append(Sale("B").events())
        before = (store.cases(), store.shifts(), store.changes())
        store.rebuild()
        assert (store.cases(), store.shifts(), store.changes()) == before
        assert {row.shift_id for row in store.cases()} == {shift.id}
        assert store.verify().sound


def test_the_list_is_read_page_by_page(path: Path) -> None:
    with open_store(path) as store:
        for number in range(5):
            store.note_change(replace(RULE, at=NOON + timedelta(hours=number), what=str(number)))
        first = store.changes(limit=2)
        assert [change.what for change in first] == ["4", "3"]
        second = store.changes(limit=2, before_seq=first[-1].seq)
        assert [change.what for change in second] == ["2", "1"]


def test_long_digits_are_not_kept(path: Path) -> None:
    with open_store(path) as store:
        store.note_change(replace(RULE, after="134567890123456789", by="6225880123456789"))
        (kept,) = store.changes()
        assert (kept.after, kept.by) == ("«…»", "«…»")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events SET body = replace(body, '80000', '90000') WHERE seq = 2",
        "UPDATE events SET kind = 'ScriptPinned' WHERE seq = 2",
        "UPDATE events SET at = '2026-11-22T05:00:00+00:00' WHERE seq = 2",
    ],
)
def test_a_quiet_change_of_a_record_is_found(path: Path, change: str) -> None:
    with open_store(path) as store:
        store.note_change(replace(RULE, what="other"))
        store.note_change(RULE)
        store.append(Sale("A").events())
    without_guards(path, change)
    with open_store(path) as store:
        report = store.verify()
    assert (report.fault, report.at_seq) == (ChainFault.changed, 2)


def test_a_record_taken_out_is_found(path: Path) -> None:
    with open_store(path) as store:
        for what in ("a", "b", "c"):
            store.note_change(replace(RULE, what=what))
    without_guards(path, "DELETE FROM events WHERE seq = 2")
    with open_store(path) as store:
        assert store.verify().fault is ChainFault.gap


@pytest.mark.parametrize("body", ["no json", "[1]", '{"kind":"ScriptPinned"}'])
def test_a_body_that_is_no_record_is_ours_to_report(path: Path, body: str) -> None:
    with open_store(path) as store:
        store.note_change(RULE)
    without_guards(path, f"UPDATE events SET body = '{body}' WHERE seq = 1")
    with open_store(path) as store, pytest.raises(EventUnreadable):
        store.changes()


def test_the_body_says_everything_by_itself(path: Path) -> None:
    with open_store(path) as store:
        store.note_change(RULE)
    with sqlite3.connect(path) as raw:
        ((case_id, kind, body),) = raw.execute("SELECT case_id, kind, body FROM events")
    raw.close()
    assert (case_id, kind) == (None, "RulesChanged")
    assert json.loads(body) == {
        "kind": "RulesChanged",
        "at": NOON.isoformat(),
        "by": "manager",
        "what": "late_night",
        "before": "min_fen = 50000",
        "after": "min_fen = 80000",
    }


def _as_kept(change: AuditRecord) -> AuditRecord:
    by, what, before, after = (
        str(Privacy().kept({"text": text})["text"])
        for text in (change.by, change.what, change.before, change.after)
    )
    return replace(change, by=by, what=what, before=before, after=after)
