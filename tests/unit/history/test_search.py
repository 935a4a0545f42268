from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.cases import events as happened
from cashier.core.money import Money
from cashier.core.privacy import strip_digits
from cashier.history import search
from cashier.history.caselist import Named
from cashier.history.model import CaseFilter, WeekPart
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence
from tests.helpers.histories import NOON, Sale, open_store

SIGNS = st.text(st.sampled_from('支付失败系统忙aB"%_\\ Ａ１2*^'), max_size=12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def show(store: Store, case_id: str, text: str, name: str = "register.text") -> None:
    store.append(
        [
            happened.EvidenceSeen(
                case_id=case_id, at=NOON, elapsed_s=1.0, evidence=Evidence(name, text, "clerk")
            )
        ]
    )


def found(store: Store, text: str) -> str:
    return "".join(row.case_id for row in store.cases(CaseFilter(text=text)))


def messages(store: Store) -> None:
    for case_id, text in {
        "A": "分付额度不足",
        "B": "系统繁忙，请稍后",
        "C": "ＳＹＳＴＥＭ error",
    }.items():
        # Open cases: what spoke of credit goes when a case ends.
        fen = 1600 if case_id == "A" else 4711
        store.append(Sale(case_id, fen=fen, outcome=None).events())
        show(store, case_id, text)


def test_any_piece_of_a_message_finds_its_case(path: Path) -> None:
    with open_store(path) as store:
        messages(store)
        assert found(store, "额度") == "A"
        assert found(store, "度") == "A"
        assert found(store, "系统繁忙") == "B"
        assert found(store, "system ERR") == "C"
        assert found(store, "ystem") == "C"
        assert found(store, "notenough") == "CBA"
        assert found(store, "没有这句话") == ""
        assert found(store, "  ") == "CBA"


def test_an_amount_or_the_end_of_an_order_number_finds_it_too(path: Path) -> None:
    with open_store(path) as store:
        messages(store)
        assert found(store, "16.00") == "A"
        assert found(store, "¥16") == "A"
        assert found(store, "3456") == "CBA"
        assert found(store, "123") == ""


def test_what_is_asked_cannot_break_the_search(path: Path) -> None:
    with open_store(path) as store:
        messages(store)
        for asked in (
            '"',
            '""" OR',
            "a AND b",
            "*",
            "NEAR(",
            "100%",
            "a_b",
            "\x00\x00\x00",
            "锟" * 5000,
        ):
            assert found(store, asked) in ("", "CBA")


@given(st.lists(SIGNS, min_size=1, max_size=6), SIGNS)
@settings(max_examples=60)
def test_exactly_the_messages_that_hold_the_piece(
    tmp_path_factory: pytest.TempPathFactory, shown: list[str], asked: str
) -> None:
    piece = search.folded(asked)
    with open_store(tmp_path_factory.mktemp("store") / "history.sqlite") as store:
        for number, text in enumerate(shown):
            store.append(Sale(str(number), fen=None, outcome=None).events()[:1])
            show(store, str(number), text)
        wanted = {
            str(number)
            for number, text in enumerate(shown)
            if piece in search.folded(strip_digits(text))
        }
        hits = {row.case_id for row in store.cases(CaseFilter(text=piece or None))}
        assert hits == (wanted if piece else {str(number) for number in range(len(shown))})


def test_a_rebuild_finds_the_same_and_nothing_twice(path: Path) -> None:
    with open_store(path) as store:
        messages(store)
        store.rebuild()
        store.rebuild()
        assert (found(store, "额度"), found(store, "系统繁忙")) == ("A", "B")
        assert store.count(CaseFilter(text="notenough")) == 3


def test_what_is_forgotten_is_found_no_more_and_gone_from_the_file(path: Path) -> None:
    with open_store(path) as store:
        messages(store)
        show(store, "A", "别的提示")
        seqs = [item.seq for item in store.events("A") if "额度" in str(item.record)]
        with store._writing() as connection:
            search.forget(connection, seqs)
        assert found(store, "额度不足") == ""
        assert found(store, "别的提示") == "A"
        assert found(store, "系统繁忙") == "B"


def test_pages_by_key_hold_every_case_once_while_new_ones_come(path: Path) -> None:
    with open_store(path) as store:
        for number in range(25):
            store.append(Sale(f"{number:02d}").events())
        pages: list[str] = []
        before: int | None = None
        while page := store.cases(CaseFilter(), limit=7, before_seq=before):
            pages += [row.case_id for row in page]
            before = page[-1].opened_seq
            store.append(Sale(f"new{before}").events())
        assert pages == [f"{number:02d}" for number in reversed(range(25))]


def test_filters_of_amount_cashier_and_week_combine(path: Path) -> None:
    with open_store(path) as store:
        for number in range(14):
            sale = Sale(chr(65 + number), NOON + timedelta(hours=12 * number), fen=100 * number)
            store.append(sale.events())
        assert store.count(CaseFilter(cashier="小李")) == 14
        assert store.count(CaseFilter(cashier="小")) == 0
        assert store.named() == Named(("小李",), ("customer.account",))
        assert store.count(CaseFilter(least=Money(300), most=Money(500))) == 3
        local = NOON.astimezone()
        part = WeekPart(local.weekday(), local.hour, local.hour + 1)
        ids = [row.case_id for row in store.cases(CaseFilter(week=part))]
        assert ids == ["A"]
        assert store.count(CaseFilter(week=part, least=Money(1))) == 0
