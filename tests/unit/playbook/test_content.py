"""What the shipped playbook has to keep, whoever edits it."""

import csv
import json
from collections import Counter
from itertools import groupby

import pytest

from cashier.core.resources import resource, translation
from cashier.core.words import LANGUAGES, Words
from cashier.diagnosis.order import MoneyState, OrderKind
from cashier.playbook.catalogue import read_catalogue
from cashier.playbook.check import check_words
from cashier.playbook.evidence import CONTRACT, METHODS
from cashier.playbook.model import REMEDIES
from cashier.playbook.playbook import Playbook
from cashier.playbook.texts import needed_keys, script_keys
from cashier.playbook.words import scripts
from tests.helpers.shared import shared_dir

CAUSES = {
    "customer": "password_pending cancelled fenfu_not_open fenfu_limit fenfu_frozen risk_control "
    "account_restricted daily_limit no_funds card_refused phone_offline app_outdated realname",
    "merchant": "credit_not_enabled wrong_code_product account_restricted amount_or_category "
    "config_wrong credentials clock_skew register_outdated scanner_fault order_number_reused "
    "order_already_paid rate_limited",
    "network": "shop_offline dns slow intercepted route",
    "provider": "outage bank",
    "code": "expired used wrong_kind wrong_wallet blurred glare dark tilted too_small covered "
    "swapped",
}
LOCKED = ("unknown", "paid")
LEFT_OUT_CALLS = {"transport": 8, "phone": 10, "local": 8, "hint": 20}


def left_out() -> list[dict[str, str]]:
    text = resource("playbook", "left_out.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_the_causes_are_the_contracts(playbook: Playbook) -> None:
    wanted = {f"{side}.{name}" for side, names in CAUSES.items() for name in names.split()}
    assert {cause.id for cause in playbook.causes} == wanted | {"unclear"}
    for cause in playbook.causes:
        assert cause.side == (cause.id.partition(".")[0] if cause.id != "unclear" else "none")


def test_priors_add_up_and_unclear_is_among_them(playbook: Playbook) -> None:
    assert sum(cause.prior for cause in playbook.causes) == pytest.approx(1)
    assert 0.01 < playbook.cause("unclear").prior < 0.1


def test_only_fenfu_credit_causes_are_not_kept(playbook: Playbook) -> None:
    credit = {cause.id for cause in playbook.causes if cause.credit}
    assert credit == {f"customer.fenfu_{what}" for what in ("not_open", "limit", "frozen")}
    assert all(playbook.cause(one).methods == ("fenfu",) for one in credit)


def test_what_is_the_customers_own_affair_is_discreet_and_nothing_else(playbook: Playbook) -> None:
    discreet = {cause.id for cause in playbook.causes if cause.discreet}
    assert discreet >= {cause.id for cause in playbook.causes if cause.credit}
    open_to_all = {"password_pending", "cancelled", "phone_offline", "app_outdated"}
    customers = {f"customer.{name}" for name in CAUSES["customer"].split()}
    assert discreet == customers - {f"customer.{name}" for name in open_to_all}


def test_every_cause_can_be_mended_and_every_step_is_of_a_known_class(playbook: Playbook) -> None:
    used = {mend.step for cause in playbook.causes for mend in cause.mends}
    steps = {step.id: step for step in playbook.steps}
    assert used <= set(steps)
    assert set(steps) - used == {"reverse_order"}, "a step that nothing names is dead"
    assert {step.remedy for step in playbook.steps} == set(REMEDIES)


def test_a_step_that_leads_to_a_new_charge_says_so(playbook: Playbook) -> None:
    harmless = {step.remedy for step in playbook.steps if not step.charges}
    assert harmless == {
        "confirm_on_phone", "phone_network", "wait", "query", "reverse", "mend_scanner",
        "mend_network", "mend_clock", "mend_settings",
    }  # fmt: skip


def test_questions_cover_the_ask_names_and_the_first_two(playbook: Playbook) -> None:
    asked = {question.name for question in playbook.questions}
    assert {name for name in CONTRACT.names if name.startswith("ask.")} <= asked
    assert {"register.text", "register.outcome"} <= asked
    tiles = playbook.question("register.text").values[:-1]
    assert all(playbook.till_phrase(text) or playbook.codes.by_text(text) for text in tiles)


def test_methods_are_the_contracts_and_cash_needs_nothing(playbook: Playbook) -> None:
    assert {method.id for method in playbook.methods} == set(METHODS)
    assert playbook.method("cash").needs == ()
    assert all(m.limits.source for m in playbook.methods if m.limits.min_fen or m.limits.max_fen)


def test_timings_are_the_designs_and_dated(playbook: Playbook) -> None:
    timings = playbook.timings
    assert (timings.query_first_s, timings.query_every_s, timings.query_window_s) == (5, 5, 45)
    assert timings.reverse_after_s == 15
    assert timings.clerk_override_after_s >= timings.query_window_s
    assert timings.code_lives_s["wechat_payment"] == 60
    assert timings.code_lives_s["wechat_dynamic"] == 7200
    assert all(one.source and one.dated for one in timings.provenance.values())
    assert len(timings.provenance) == 7 + 9 + 4 + len(timings.code_lives_s)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_has_its_three_texts_in_every_language(
    playbook: Playbook, language: str
) -> None:
    words = Words(language, ("playbook",))
    for cause in playbook.causes:
        found = scripts(cause.id, language, words)
        assert words(cause.text_key)
        assert found.aloud
        assert found.clerk
        assert found.display
    assert scripts("code.expired", language) == scripts("code.expired", language, words)


def test_no_text_is_too_long_forbidden_or_a_promise(playbook: Playbook) -> None:
    assert check_words(playbook, resource("playbook")) == ()


def test_both_languages_have_the_same_keys_and_no_spare_ones(playbook: Playbook) -> None:
    needed = set(needed_keys(playbook))
    wallets = {playbook.wallet(method.id, None) for method in playbook.methods} - {""}
    by_wallet = {f"{step.text_key}_{wallet}" for step in playbook.steps for wallet in wallets}
    for language in LANGUAGES:
        text = translation(f"playbook_{language}.ftl").read_text(encoding="utf-8")
        found = set(read_catalogue(text, "playbook.ftl").texts)
        assert found - by_wallet == needed


def test_a_locked_script_never_invites_another_charge(playbook: Playbook) -> None:
    words = Words("zh_CN", ("playbook",))
    for key in script_keys(playbook):
        if key.startswith("lock-"):
            said = words(f"{key}.aloud") + words(f"{key}.display")
            assert not any(
                word in said for word in ("再扫", "刷新", "换一种", "换成", "重新", "更改", "现金")
            )


def test_examples_are_whole(playbook: Playbook) -> None:
    lines = resource("playbook", "examples.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 300
    examples = [json.loads(line) for line in lines]
    for example in examples:
        for item in example["evidence"]:
            playbook.vocabulary.check(item["name"], item["value"])
        expect = example["expect"]
        assert expect["charge_lock"] == (expect["state"] in LOCKED)
    told = [json.dumps(example, sort_keys=True) for example in examples]
    assert len(set(told)) == len(told), "an example told twice proves nothing more"


def test_examples_cover_every_cause_state_method_and_order_kind() -> None:
    lines = resource("playbook", "examples.jsonl").read_text(encoding="utf-8").splitlines()
    examples = [json.loads(line) for line in lines]
    causes = [example["expect"]["cause"] for example in examples]
    wanted = {f"{side}.{name}" for side, names in CAUSES.items() for name in names.split()}
    assert set(causes) == wanted | {"unclear"}
    assert min(Counter(causes).values()) >= 4
    groups = [cause for cause, _ in groupby(causes)]
    assert len(groups) == len(set(groups)), "the examples of a cause stand together"
    states = Counter(example["expect"]["state"] for example in examples)
    assert set(states) == set(MoneyState)
    assert min(states.values()) >= 10
    assert {example["method"] for example in examples} == set(METHODS)
    assert {example["order"]["kind"] for example in examples} == set(OrderKind)


def test_all_rows_are_kept_or_left_out_with_where_they_enter(playbook: Playbook) -> None:
    out = left_out()
    assert Counter(row["call"] for row in out) == LEFT_OUT_CALLS
    assert len(playbook.codes.rows) + len(out) == 409
    for row in out:
        name, _, value = row["enters_as"].partition("=")
        if row["call"] == "hint":
            assert row["enters_as"].startswith("log hint")
        else:
            playbook.vocabulary.check(name, value)


def test_the_fact_table_is_accounted_for_row_by_row(playbook: Playbook) -> None:
    shared = shared_dir()
    if shared is None:
        pytest.skip("the fact tables are not on this machine")
    text = (shared / "facts" / "error_codes.csv").read_text(encoding="utf-8")
    facts = list(csv.DictReader(text.splitlines()))
    kept = {(r.provider, r.api, r.call, r.code, r.http_status, r.message, r.final)
            for r in playbook.codes.rows}  # fmt: skip
    out = {(r["provider"], r["call"], r["code"], r["message"]) for r in left_out()}
    for row in facts:
        final = row["call"] == "charge" and row["safe_to_retry"] in ("yes", "no")
        whole = (row["provider"], row["api"], row["call"], row["code"], row["http_status"],
                 row["message_zh"], final)  # fmt: skip
        short = (row["provider"], row["call"], row["code"], row["message_zh"])
        assert (whole in kept) != (short in out), short
    assert len(facts) == 409
