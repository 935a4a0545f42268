"""The request of `cashier diagnose`: believed only where every name and value is known."""

import json
from datetime import timedelta, timezone
from functools import cache
from typing import Any

import pytest

from cashier.cases.advice import Situation
from cashier.cli.common import CATALOGUES, said
from cashier.cli.situation import (
    MOST_BYTES,
    DuplicateField,
    NotJson,
    UnknownField,
    WrongField,
    read_situation,
)
from cashier.core.errors import WrongUse
from cashier.core.money import Money
from cashier.core.words import LANGUAGES, Words
from cashier.diagnosis.order import OrderKind
from cashier.playbook.evidence import UnknownEvidenceName, UnknownEvidenceValue
from tests.helpers.playbooks import shipped

VOCABULARY = shipped().vocabulary
FIELDS = ("amount_fen", "method", "charged_s", "order", "context", "evidence")
PAYMENT_CODE = "134567890123456789"


@cache
def words(language: str) -> Words:
    return Words(language, CATALOGUES)


def read(**request: Any) -> Situation:
    return read_situation(json.dumps(request).encode(), VOCABULARY)


BAD: dict[str, tuple[object, ...]] = {
    "amount_fen": (16.0, "16", True, -1, 10**11, [], {}),
    "charged_s": (-1, "3", True, float("nan"), float("inf"), -float("inf"), 1e9, []),
    "method": ("wechatt", "", 1, [], {}, True),
    "order": ("x", [], 1, False),
    "context": ("x", [], 1, False),
    "evidence": ("x", {}, 0, False, ""),
}


def evidence(name: str, value: object, **more: object) -> dict[str, object]:
    return {"name": name, "value": value, **more}


def test_the_contracts_own_example_is_read() -> None:
    found = read(
        amount_fen=1600,
        method="fenfu",
        charged_s=3,
        order={"kind": "payment_code", "number_known": True},
        context={
            "at": "2026-11-22T18:30:00+08:00",
            "industry": "grocery",
            "customer_group": "any",
        },
        evidence=[
            evidence("register.text", "支付失败，条码无法识别"),
            evidence(
                "register.code",
                "wechat/USERPAYING",
                source="register",
                seen_at="2026-11-22T18:30:00+08:00",
            ),
        ],
    )
    assert (found.amount, found.method, found.charged_s) == (Money(1600), "fenfu", 3.0)
    assert (found.order_kind, found.number_known) == (OrderKind.payment_code, True)
    assert [str(one) for one in found.evidence] == [
        "register.text=支付失败，条码无法识别",
        "register.code=wechat/USERPAYING",
    ]
    assert found.evidence[1].source == "register"
    assert found.evidence[1].seen_at is not None
    assert found.evidence[1].seen_at.tzinfo == timezone(timedelta(hours=8))


@pytest.mark.parametrize("request_", [{}, dict.fromkeys(FIELDS)])
def test_everything_may_be_null_or_absent(request_: dict[str, None]) -> None:
    found = read(**request_)
    assert found == read_situation(b"\xef\xbb\xbf{}", VOCABULARY)
    assert found.charged_s is None
    assert found.evidence == ()


@pytest.mark.parametrize(
    ("field", "inner"),
    [
        ("order", {"kind": None, "number_known": None}),
        ("context", {"at": None, "industry": None, "customer_group": None}),
        ("context", {"at": "2026-11-22T18:30:00"}),
        ("context", {"industry": "anything the shop calls itself"}),
        ("evidence", []),
    ],
)
def test_inner_fields_are_taken_leniently(field: str, inner: object) -> None:
    assert read(**{field: inner}).order_kind is OrderKind.payment_code


def test_of_the_same_evidence_the_later_is_kept_last() -> None:
    found = read(
        evidence=[evidence("ask.others_pay", "yes"), evidence("ask.others_pay", "unknown")]
    )
    assert [one.value for one in found.evidence] == ["yes", "unknown"]


@pytest.mark.parametrize(
    ("raw", "reason", "line"),
    [
        (b"", "empty", 1),
        (b" \n\t ", "empty", 1),
        (b"{", "syntax", 1),
        (b'{\n"evidence": [,]}', "syntax", 2),
        (b"\xff\xfe{\x00}\x00", "encoding", 1),
        (b'{\n"method": "\xb7\xd6"}', "encoding", 2),
        (b"[]", "shape", 1),
        (b"null", "shape", 1),
        (b'"x"', "shape", 1),
        (b"NaN", "shape", 1),
        (b"[" * 100_000, "too_deep", 1),
        (b'{"amount_fen": ' + b"9" * 5_000 + b"}", "number", 1),
        (b" " * (MOST_BYTES + 1), "too_long", 1),
        (b'{"evidence":[]}\x00', "syntax", 1),
    ],
)
def test_what_is_not_json_is_told_why_and_where(raw: bytes, reason: str, line: int) -> None:
    with pytest.raises(NotJson) as refused:
        read_situation(raw, VOCABULARY)
    assert (refused.value.fields["reason"], refused.value.fields["line"]) == (reason, line)
    for language in LANGUAGES:
        assert len(said(refused.value, words(language)).splitlines()) == 2


@pytest.mark.parametrize(
    ("request_", "field", "nearest"),
    [
        ({"evidenc": []}, "evidenc", "evidence"),
        ({"zzz": 1}, "zzz", ", ".join(FIELDS)),
        ({"order": {"knd": 1}}, "order.knd", "order.kind"),
        ({"context": {"industri": 1}}, "context.industri", "context.industry"),
        (
            {"context": {"x": 1}},
            "context.x",
            "context.at, context.industry, context.customer_group",
        ),
        ({"evidence": [{"nam": 1}]}, "evidence[0].nam", "evidence[0].name"),
        ({PAYMENT_CODE: 1}, "«…»", ", ".join(FIELDS)),
        ({"x" * 9_999: 1}, "x" * 40, ", ".join(FIELDS)),
    ],
)
def test_an_unknown_field_is_refused_by_name(
    request_: dict[str, Any], field: str, nearest: str
) -> None:
    with pytest.raises(UnknownField) as refused:
        read(**request_)
    assert refused.value.fields == {"field": field, "nearest": nearest}


@pytest.mark.parametrize(
    "raw",
    [
        b'{"evidence": [{"name": "order.state", "value": "paid"}], "evidence": []}',
        b'{"evidence": [{"name": "order.state", "value": "paid", "value": "not_paid"}]}',
        b'{"order": {"kind": "static", "kind": "none"}}',
    ],
)
def test_a_field_that_stands_twice_is_refused(raw: bytes) -> None:
    with pytest.raises(DuplicateField):
        read_situation(raw, VOCABULARY)


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        *(({field: bad}, field) for field, values in BAD.items() for bad in values),
        ({"order": {"kind": "qr"}}, "order.kind"),
        ({"order": {"kind": ["static"]}}, "order.kind"),
        ({"order": {"number_known": "yes"}}, "order.number_known"),
        ({"order": {"number_known": 1}}, "order.number_known"),
        ({"context": {"at": 5}}, "context.at"),
        ({"context": {"at": "evening"}}, "context.at"),
        ({"context": {"industry": ["grocery"]}}, "context.industry"),
        ({"context": {"customer_group": "x" * 201}}, "context.customer_group"),
        ({"evidence": ["x"]}, "evidence[0]"),
        ({"evidence": [None]}, "evidence[0]"),
        ({"evidence": [{}]}, "evidence[0].name"),
        ({"evidence": [evidence("order.state", None)]}, "evidence[0].value"),
        ({"evidence": [evidence("order.state", 1)]}, "evidence[0].value"),
        ({"evidence": [evidence("order.state", "paid", source="me")]}, "evidence[0].source"),
        ({"evidence": [evidence("order.state", "paid", source=[])]}, "evidence[0].source"),
        ({"evidence": [evidence("order.state", "paid", seen_at="x")]}, "evidence[0].seen_at"),
        ({"evidence": [evidence("order.state", "paid", seen_at=1)]}, "evidence[0].seen_at"),
        (
            {"evidence": [evidence("order.state", "paid", seen_at="2026-11-22T18:30")]},
            "evidence[0].seen_at",
        ),
    ],
)
def test_a_wrong_value_is_refused_by_its_fields_name(request_: dict[str, Any], field: str) -> None:
    with pytest.raises(WrongField) as refused:
        read(**request_)
    assert refused.value.fields["field"] == field
    assert refused.value.fields["allowed"]


def test_names_and_values_outside_the_vocabulary_are_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownEvidenceName) as name:
        read(evidence=[evidence("order.stat", "paid")])
    assert name.value.fields["nearest"] == "order.state"
    with pytest.raises(UnknownEvidenceValue) as value:
        read(evidence=[evidence("order.state", "payed")])
    assert value.value.fields["nearest"] == "paid"


@pytest.mark.parametrize(
    "request_",
    [
        {PAYMENT_CODE: 1},
        {"method": PAYMENT_CODE},
        {"order": {"kind": PAYMENT_CODE}},
        {"evidence": [{"name": PAYMENT_CODE, "value": "x"}]},
        {"evidence": [evidence("order.state", PAYMENT_CODE)]},
        {"evidence": [evidence("register.code", PAYMENT_CODE)]},
        {"evidence": [evidence("register.http", PAYMENT_CODE)]},
        {"evidence": [evidence("order.state", "paid", seen_at=PAYMENT_CODE)]},
    ],
)
def test_a_refusal_never_repeats_a_payment_code(request_: dict[str, Any]) -> None:
    with pytest.raises(WrongUse) as refused:
        read(**request_)
    for shown in (str(refused.value), said(refused.value, words("en"))):
        assert PAYMENT_CODE not in shown
