import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.words import LANGUAGES, Words
from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.evidence import METHODS
from cashier.playbook.load import load_playbook
from cashier.playbook.playbook import Playbook
from cashier.playbook.rules import CASH, CREDIT_METHODS, Hours, Rule
from tests.helpers.rules import MINUTES
from tests.unit.playbook.conftest import Spoil


@given(MINUTES, MINUTES, MINUTES)
def test_hours_hold_from_begin_to_end_also_over_midnight(begin: int, end: int, minute: int) -> None:
    hours = Hours.parse(str(Hours(begin, end)))
    if begin == end:
        assert hours is None
        return
    assert hours == Hours(begin, end)
    assert hours.hold(begin)
    assert not hours.hold(end)
    assert hours.hold(minute) == ((minute - begin) % 1440 < (end - begin) % 1440)
    assert hours.hold(minute) != Hours(end, begin).hold(minute)


@pytest.mark.parametrize(
    "text", ["", "22-6", "24:00-06:00", "22:60-06:00", "6:00-22:00", "00:00-24:00", "22:00-06:00 "]
)
def test_what_is_no_part_of_a_day(text: str) -> None:
    assert Hours.parse(text) is None


def test_a_part_of_the_day_may_end_at_midnight() -> None:
    assert Hours.parse("18:30-24:00") == Hours(18 * 60 + 30, 24 * 60)
    assert str(Hours(18 * 60 + 30, 24 * 60)) == "18:30-24:00"


def test_the_shipped_rules_keep_the_promises(playbook: Playbook) -> None:
    assert {rule.effect for rule in playbook.rules} == {
        *("warn", "expect_password", "recommend", "do_not_offer"),
    }
    for rule in playbook.rules:
        assert rule.source
        assert rule.dated
        assert (
            rule.official
            or "guess" in rule.source
            or "own" in rule.source
            or ("digest" in rule.source)
        )
        assert not (rule.effect == "do_not_offer" and CASH in rule.methods)
        assert not (rule.effect == "recommend" and CREDIT_METHODS & set(rule.methods))
        assert not rule.always


def test_a_password_is_expected_above_a_thousand_yuan(playbook: Playbook) -> None:
    for rule_id in ("password_wechat", "password_alipay"):
        rule = playbook.rule(rule_id)
        assert (rule.effect, rule.min_fen) == ("expect_password", 100_001)
        assert dict(rule.text_values)["above"] == "1000"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_line_and_says_where_it_comes_from(
    playbook: Playbook, language: str
) -> None:
    words = Words(language, ("playbook",))
    for rule in playbook.rules:
        line = words(rule.text_key, **dict(rule.text_values))
        assert "0.01" not in line
        assert words(f"{rule.text_key}.why")
        assert not words.has(f"{rule.text_key}.aloud")


def test_a_shops_own_words_take_the_place_of_the_catalogues() -> None:
    rule = Rule(id="till", effect="warn", note="满 800 元请叫店长")
    words = Words("zh_CN", ("playbook",))
    assert words(rule.text_key, **dict(rule.text_values)) == "满 800 元请叫店长"


def test_a_rule_without_words_is_refused(spoil: Spoil) -> None:
    folder = spoil("rules.toml", "[rule.late_evening]", "[rule.other]")
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    assert refused.value.fields["problem"] == Problem.missing_text
    assert refused.value.fields["entry"] == "rule-other"


def test_rules_that_leave_only_cash_together_are_refused(spoil: Spoil) -> None:
    ways = [method for method in METHODS if method not in (CASH, "split")]
    folder = spoil(
        "rules.toml",
        'methods = ["card_instalment"]\nmax_fen = 49999',
        f"methods = {ways[:5]!r}".replace("'", '"'),
    )
    text = (folder / "rules.toml").read_text(encoding="utf-8")
    rest = f"methods = {ways[5:]!r}".replace("'", '"')
    (folder / "rules.toml").write_text(
        text.replace('methods = ["alipay_instalment"]\nmax_fen = 9999', rest), encoding="utf-8"
    )
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    assert refused.value.fields["problem"] == Problem.blocks_everything


@given(st.sampled_from(METHODS))
def test_only_the_named_methods_are_kept_back(method: str) -> None:
    rule = Rule(id="one", effect="do_not_offer", methods=(method,))
    assert rule.always
    assert rule.text_key == "rule-one"
