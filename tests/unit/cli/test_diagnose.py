"""`cashier diagnose`: the contract's JSON for programs, lines for people."""

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cashier.cases.advice import Situation, advise
from cashier.cli.diagnose import RequestUnreadable, diagnose, lines, read_source, to_json
from cashier.cli.situation import MOST_BYTES
from cashier.core.paths import Home
from cashier.core.words import LANGUAGES, Words
from cashier.playbook.evidence import Evidence
from cashier.playbook.overlay import lay_over
from cashier.playbook.variants import NO_PINS, Pins
from tests.helpers.command_line import CommandLine
from tests.helpers.playbooks import shipped

PAID = {"evidence": [{"name": "order.state", "value": "paid", "source": "clerk"}]}
LIMIT = {
    "amount_fen": 1600,
    "method": "fenfu",
    "evidence": [
        {"name": "register.code", "value": "wechat/USER_ACCOUNT_ABNORMAL"},
        {"name": "order.state", "value": "failed"},
        {"name": "ask.phone_notice", "value": "limit"},
    ],
}


@cache
def words(language: str = "en") -> Words:
    return Words(language, ("cli", "playbook", "errors"))


def answer(request: dict[str, Any], language: str = "en") -> dict[str, Any]:
    out = io.StringIO()
    raw = json.dumps(request).encode()
    assert diagnose(raw, shipped(), words(language), out, as_json=True) == 0
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def shown(request: dict[str, Any], language: str = "en") -> list[str]:
    out = io.StringIO()
    raw = json.dumps(request).encode()
    assert diagnose(raw, shipped(), words(language), out, as_json=False) == 0
    return out.getvalue().splitlines()


def test_the_answer_has_the_contracts_shape() -> None:
    found = answer(LIMIT)
    assert list(found) == [
        *("state", "charge_lock", "causes", "next", "script", "offer", "ask", "why"),
        *("would_change", "rules"),
    ]
    assert set(found["causes"][0]) == {"id", "side", "mender", "probability"}
    assert set(found["next"]) == {"kind", "id", "seconds"}
    assert set(found["script"]) == {"aloud", "clerk", "display"}
    assert all(set(one) == {"method", "health", "why"} for one in found["offer"])
    assert all(set(one) == {"name", "values"} for one in found["ask"])
    assert all(set(one) == {"evidence", "for", "weight"} for one in found["why"])
    assert all(set(one) == {"evidence", "to", "chance"} for one in found["would_change"])
    assert {one["id"] for one in found["causes"]} >= {cause.id for cause in shipped().causes}
    chances = [one["probability"] for one in found["causes"]]
    assert chances == sorted(chances, reverse=True)
    assert found["offer"]
    assert found["why"]


def test_what_is_paid_stays_locked_and_offers_nothing() -> None:
    found = answer(PAID)
    assert (found["state"], found["charge_lock"], found["offer"]) == ("paid", True, [])
    assert found["next"]["kind"] != "switch"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("request_", [{}, PAID, LIMIT])
def test_a_person_reads_whole_lines(request_: dict[str, Any], language: str) -> None:
    found = shown(request_, language)
    assert len(found) >= 5
    assert all(line.strip() and not line.rstrip().endswith(("：", ":")) for line in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_asked_in_words(language: str) -> None:
    asked = {question.name for question in shipped().questions}
    for name in asked:
        told = shown({"evidence": [{"name": name, "value": "unknown"}]}, language)
        assert not any(line.rstrip().endswith(("：", ":")) for line in told)


def test_nothing_known_asks_what_the_till_says() -> None:
    assert shown({"charged_s": 1})[4] == "Next: Ask: What does the register say?"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "evidence",
    [
        (Evidence("register.outcome", "waiting"),),
        (Evidence("register.code", "wechat/USERPAYING"),),
        (Evidence("register.text", "支付失败"), Evidence("order.state", "not_paid")),
        (Evidence("order.state", "reversed"),),
        (Evidence("code.kind", "goods_barcode"),),
        (Evidence("health.internet", "fail"), Evidence("register.http", "timeout")),
    ],
)
def test_every_next_step_has_words(evidence: tuple[Evidence, ...], language: str) -> None:
    advice = advise(Situation(evidence, charged_s=2.0), shipped())
    assert not any(
        line.rstrip().endswith(("：", ":")) for line in lines(advice, shipped(), words(language))
    )
    assert to_json(advice, shipped(), words(language))["script"]["aloud"]


def test_a_reason_obeys_nobody() -> None:
    code = "wechat/\x1bUSERPAYING"
    found = shown({"evidence": [{"name": "register.code", "value": code}]})
    assert "\x1b" not in "\n".join(found)


def test_a_file_and_the_input_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "request.json"
    path.write_bytes(b"{}")
    assert read_source(str(path), None) == b"{}"
    assert read_source("-", io.BytesIO(b"{}")) == b"{}"


def test_no_more_is_read_than_is_needed_to_refuse(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    path.write_bytes(b" " * (MOST_BYTES + 99))
    assert len(read_source(str(path), None)) == MOST_BYTES + 1
    assert len(read_source("-", io.BytesIO(path.read_bytes()))) == MOST_BYTES + 1


@pytest.mark.parametrize("source", ["nowhere.json", ".", "a\0b", "x" * 5_000])
def test_a_source_that_cannot_be_read_is_told(source: str) -> None:
    with pytest.raises(RequestUnreadable) as refused:
        read_source(source, None)
    assert refused.value.fields["reason"]


def test_a_closed_input_is_told() -> None:
    with pytest.raises(RequestUnreadable):
        read_source("-", None)


EXPIRED = {
    "method": "fenfu",
    "evidence": [
        {"name": "register.code", "value": "wechat/AUTHCODEEXPIRE"},
        {"name": "code.freshness", "value": "stale"},
    ],
}
OWN_WORDS = '[script."cause-code-expired".own]\nauthor = "Li"\nen = {aloud = "Refresh it for me"}\n'


def test_a_shops_own_words_are_said_once_they_are_in_force(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text(OWN_WORDS, encoding="utf-8")
    playbook = lay_over(shipped(), tmp_path).playbook
    raw, plain = json.dumps(EXPIRED).encode(), answer(EXPIRED)["script"]
    said: list[dict[str, str]] = []
    for pins in (NO_PINS, Pins({"cause-code-expired": ("own",)})):
        out = io.StringIO()
        assert diagnose(raw, playbook, words(), out, as_json=True, pins=pins) == 0
        said.append(json.loads(out.getvalue())["script"])
    assert said[0] == plain
    assert said[1] == {**plain, "aloud": "Refresh it for me"}


def test_a_shops_broken_words_are_told_and_the_playbooks_are_said(
    cashier: CommandLine, tmp_path: Path
) -> None:
    folder = Home.at(tmp_path).playbook_dir
    folder.mkdir(parents=True)
    (folder / "words.toml").write_text("[script.nobody.own]\n", encoding="utf-8")
    path = tmp_path / "request.json"
    path.write_text(json.dumps(EXPIRED), encoding="utf-8")
    found = cashier("diagnose", str(path), "--json", "--lang", "en", "--home", str(tmp_path))
    assert found.code == 0
    assert "nobody" in found.err
    assert json.loads(found.out)["script"] == answer(EXPIRED)["script"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_answers_and_refuses(
    cashier: CommandLine, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "request.json"
    path.write_text(json.dumps(LIMIT), encoding="utf-8")
    good = cashier("diagnose", str(path), "--json", "--lang", language, "--home", str(tmp_path))
    assert (good.code, good.err) == (0, "")
    assert json.loads(good.out)["state"] == "failed"
    path.write_text('{"evidenc": []}', encoding="utf-8")
    bad = cashier("diagnose", str(path), "--lang", language)
    assert bad.refused
    assert bad.code == 2
    assert "evidenc" in bad.err


def test_a_standard_input_that_is_no_json_is_refused(
    cashier: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\x80")))
    assert cashier("diagnose").refused
    monkeypatch.setattr("sys.stdin", None)
    assert cashier("diagnose", "-").refused


def test_the_rules_that_hold_are_named_with_what_met_them() -> None:
    context = {"at": "2026-11-22T23:10:00+08:00", "industry": "hotel", "customer_group": "any"}
    found = answer({**LIMIT, "amount_fen": 120_000, "context": context})
    assert [one["id"] for one in found["rules"]] == [
        *("password_wechat", "password_alipay", "late_evening"),
    ]
    assert found["rules"][0] == {
        "id": "password_wechat",
        "effect": "expect_password",
        "methods": ["fenfu", "wechat"],
        "why": [{"condition": "min_fen", "rule": "100001", "found": "120000"}],
    }
    assert found["rules"][2]["why"][1] == {
        "condition": "hours", "rule": "22:00-06:00", "found": "23:10",
    }  # fmt: skip
    noon = answer({**LIMIT, "amount_fen": 120_000, "context": {**context, "industry": None}})
    assert "late_evening" not in [one["id"] for one in noon["rules"]]
    assert answer(LIMIT)["state"] == found["state"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_rules_tell_the_clerk_is_printed(language: str) -> None:
    said = words(language)("diagnose-rule")
    text = shown({**LIMIT, "amount_fen": 120_000}, language)
    assert [line for line in text if line.startswith(said) and "1000" in line]
    assert not [line for line in shown(LIMIT, language) if line.startswith(said)]
