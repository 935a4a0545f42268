import json

from hypothesis import given
from hypothesis import strategies as st

from cashier.cases.records import from_record, to_record
from cashier.history.privacy import ACCOUNT, KEPT_PRIVATE, Privacy, readable
from tests.helpers.histories import CREDIT, any_events

PRIVACY = Privacy(CREDIT)


def test_order_numbers_keep_their_last_six() -> None:
    assert PRIVACY.kept({"order_tail": "4200001234567890"}) == {"order_tail": "567890"}


def test_free_text_loses_long_digits_at_any_depth() -> None:
    record = {"by": "134567890123456789", "evidence": {"value": "码 134567890123456789 已过期"}}
    assert "345678" not in json.dumps(PRIVACY.kept(record))


def test_credit_causes_become_the_account() -> None:
    assert PRIVACY.kept({"cause": "customer.fenfu_limit"}) == {"cause": ACCOUNT}
    assert PRIVACY.kept({"script": "customer.fenfu_frozen"}) == {"script": ACCOUNT}
    assert PRIVACY.kept({"cause": "network.dns"}) == {"cause": "network.dns"}


def test_answers_about_the_phone_are_kept_private_and_read_back_unknown() -> None:
    answered = {"name": "ask.fenfu_choice", "value": "greyed"}
    seen = {"evidence": {"name": "ask.phone_notice", "value": "limit", "source": "clerk"}}
    assert PRIVACY.kept(answered)["value"] == KEPT_PRIVATE
    assert "limit" not in json.dumps(PRIVACY.kept(seen))
    assert readable(PRIVACY.kept(answered))["value"] == "unknown"
    assert readable(PRIVACY.kept(seen))["evidence"] == {
        "name": "ask.phone_notice",
        "value": "unknown",
        "source": "clerk",
    }


def test_a_text_that_says_kept_private_elsewhere_stays() -> None:
    record = {"evidence": {"name": "register.text", "value": KEPT_PRIVATE}}
    assert readable(PRIVACY.kept(record)) == record


def test_half_surrogates_do_not_stop_the_writing() -> None:
    kept = PRIVACY.kept({"by": "a\ud800b", "cause": "\udfff", "order_tail": "1\ud800"})
    assert json.dumps(kept, ensure_ascii=False).encode()


@given(any_events())
def test_keeping_twice_changes_nothing_and_what_is_kept_can_be_read(events: list[object]) -> None:
    for event in events:
        kept = PRIVACY.kept(to_record(event))  # type: ignore[arg-type]
        assert PRIVACY.kept(kept) == kept
        assert type(from_record(readable(kept))) is type(event)


@given(st.text(), st.from_regex(r"(1[0-5]|2[5-9]|30)\d{16}", fullmatch=True), st.text())
def test_no_payment_code_survives(before: str, code: str, after: str) -> None:
    record = {"evidence": {"name": "register.text", "value": f"{before}{code}{after}"}}
    assert code not in json.dumps(PRIVACY.kept(record), ensure_ascii=False)
