import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.history import beside
from cashier.history.chain import ChainFault
from cashier.history.derive import judge_by_replay
from cashier.history.shifts import Handover
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence
from tests.helpers.histories import NOON, Sale, open_store, options
from tests.helpers.playbooks import shipped


def told(case_id: str, text: str) -> Event:
    evidence = Evidence("register.text", text, "clerk", NOON)
    return happened.EvidenceSeen(case_id=case_id, at=NOON, elapsed_s=3.0, evidence=evidence)


def failing(case_id: str, text: str, cause: str) -> list[Event]:
    """A case whose register said something, ended."""
    opened, code, closed = Sale(case_id, cause=cause).events()
    return [opened, code, told(case_id, text), closed]


def change_in(path: Path, statement: str) -> list[str]:
    """Run a statement as another program would, and return the first column."""
    raw = sqlite3.connect(path, isolation_level=None)
    found = [row[0] for row in raw.execute(statement)]
    raw.close()
    return found


def texts(store: Store, case_id: str) -> list[object]:
    found = [one.record.get("evidence") for one in store.events(case_id)]
    return [one["value"] for one in found if isinstance(one, dict)]


@given(st.text(min_size=1, max_size=50), st.text(min_size=1, max_size=20))
def test_a_text_goes_beside_and_comes_back(text: str, salt: str) -> None:
    record = {"kind": "EvidenceSeen", "evidence": {"name": "register.text", "value": text}}
    parted = beside.part(record, salt)
    if text != "unknown":
        assert parted.text == text
        assert parted.record["evidence"] == {
            "name": "register.text",
            "value": beside.MARK + beside.commitment(salt, text),
        }
    assert beside.whole(parted.record, parted.text or text) == record


def test_what_is_no_text_stays_in_the_chain() -> None:
    for record in (
        {"kind": "EvidenceSeen", "evidence": {"name": "health.dns", "value": "ok"}},
        {"kind": "EvidenceSeen", "evidence": {"name": "register.text", "value": "unknown"}},
        {"kind": "ShiftOpened", "note": ""},
    ):
        assert beside.part(record, "salt") == beside.Parted(record)


def test_one_text_twice_leaves_two_hashes(tmp_path: Path) -> None:
    with open_store(tmp_path / "history.sqlite") as store:
        store.append([Sale("A").events()[0], told("A", "支付失败"), told("A", "支付失败")])
        raw = (tmp_path / "history.sqlite-wal").read_bytes()
        assert raw.count(beside.MARK.encode()) >= 2
        marks = {raw[at : at + 71] for at in _places(raw, beside.MARK.encode())}
        assert len(marks) == 2


def _places(raw: bytes, part: bytes) -> list[int]:
    places, at = [], raw.find(part)
    while at >= 0:
        places.append(at)
        at = raw.find(part, at + 1)
    return places


def test_an_ended_case_keeps_its_texts_unless_they_speak_of_credit(tmp_path: Path) -> None:
    with open_store(tmp_path / "history.sqlite") as store:
        store.append(failing("NET", "网络异常，请重试", "network.slow"))
        store.append(failing("CAUSE", "支付失败", "customer.fenfu_limit"))
        store.append(failing("WORD", "信用额度不足", "unclear"))
        assert texts(store, "NET") == ["wechat/NOTENOUGH", "网络异常，请重试"]
        assert texts(store, "CAUSE") == ["unknown", "unknown"]
        assert texts(store, "WORD") == ["unknown", "unknown"]
        assert store.verify(store.head()).sound


def test_an_open_case_keeps_its_texts_until_it_is_settled(tmp_path: Path) -> None:
    with open_store(tmp_path / "history.sqlite") as store:
        opened, code, closed = Sale("A", outcome=Outcome.check_later).events()
        store.append([opened, code, closed])
        assert texts(store, "A") == ["wechat/NOTENOUGH"]
        store.append(Sale("A").events()[-1:])
        assert texts(store, "A") == ["unknown"]


def test_a_rebuild_knows_how_a_case_stood_before_its_texts_were_dropped(tmp_path: Path) -> None:
    judge = judge_by_replay(shipped())
    with Store.open(tmp_path / "history.sqlite", options(judge=judge)).store as store:
        opened, code, closed = Sale("A").events()
        switched = happened.MethodSwitched(case_id="A", at=NOON, elapsed_s=9.0, method="wechat")
        store.append([opened, code])
        before = store.cases()[0].state
        store.append([switched, closed])
        rows = store.cases()
        assert (rows[0].state, rows[0].open) == (before, False)
        assert texts(store, "A") == ["unknown"]
        store.rebuild()
        assert store.cases() == rows
        assert store.verify().sound


def test_what_was_dropped_is_in_no_page_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    with open_store(path) as store:
        store.append(failing("A", "您的信用额度不足", "customer.fenfu_limit"))
    with open_store(path):
        pass
    assert "信用额度".encode() not in b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert b"NOTENOUGH" not in path.read_bytes()


@pytest.mark.parametrize("change", ["text = '收款成功'", "salt = 'x'", "seq = 1"])
def test_a_text_changed_beside_the_chain_is_found(tmp_path: Path, change: str) -> None:
    path = tmp_path / "history.sqlite"
    with open_store(path) as store:
        store.append([Sale("A").events()[0], told("A", "支付失败")])
    change_in(path, f"UPDATE beside SET {change}")
    with open_store(path) as store:
        found = store.verify()
        assert found.fault is ChainFault.text_changed
        assert found.at_seq == (1 if "seq" in change else 2)


def test_a_note_stands_beside_too(tmp_path: Path) -> None:
    with open_store(tmp_path / "history.sqlite") as store:
        store.open_shift("小李")
        assert store.close_shift(Handover("小李", "一笔还在查")).note == "一笔还在查"
        store.rebuild()
        assert store.shifts()[0].note == "一笔还在查"


def test_no_text_is_named_where_dropping_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    judge = judge_by_replay(shipped())
    with Store.open(path, options(judge=judge)).store as store:
        store.append(failing("A", "信用额度不足", "customer.fenfu_limit"))
    (body,) = change_in(path, "SELECT body FROM events WHERE kind = 'TextsDropped'")
    assert list(json.loads(body)["cases"]) == ["A"]
    assert set(json.loads(body)) == {"kind", "at", "cases"}
