import io
import json
from functools import cache
from pathlib import Path

import pytest

from cashier.cli import playbook
from cashier.core.resources import resource
from cashier.core.words import LANGUAGES, Words
from tests.unit.playbook.conftest import Spoil, folder, spoil

__all__ = ["folder", "spoil"]

SHIPPED = resource("playbook")


@cache
def words(language: str = "zh_CN") -> Words:
    return Words(language, ("cli", "playbook", "errors"))


def shown(entry: str, language: str = "zh_CN", folder: Path = SHIPPED) -> str:
    out = io.StringIO()
    assert playbook.show(folder, entry, words(language), out) == 0
    return out.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("refresh_code", ["steps.toml:", "remedy: refresh_code"]),
        ("fenfu", ["methods.toml:", "health.merchant.fenfu"]),
        ("ask.others_pay", ["questions.toml:", "values: yes, no, unknown"]),
        ("wechat/ORDERPAID", ["place=codes.csv:", "final=False"]),
        ("paying", ["till_texts.toml:", "用户支付中"]),
        ("query_first_s", ["timings.toml:", "value: 5", "dated: "]),
        ("code_lives_s.wechat_payment", ["timings.toml:", "value: 60"]),
        ("stakes.lost_sale_s", ["timings.toml:", "value: "]),
        ("lock-wait", ["playbook_"]),
    ],
)
def test_an_entry_is_shown_in_words_and_as_data(entry: str, told: list[str], language: str) -> None:
    text = shown(entry, language)
    assert all(one in text for one in told)
    out = io.StringIO()
    assert playbook.show(SHIPPED, entry, words(language), out, as_json=True) == 0
    assert json.loads(out.getvalue())["entry"] == entry


def test_a_cause_comes_with_its_words_rows_steps_and_what_speaks_for_it() -> None:
    assert "换成微信零钱或银行卡" in shown("customer.fenfu_limit")
    assert "balance or a bank card" in shown("customer.fenfu_limit", "en")
    out = io.StringIO()
    playbook.show(SHIPPED, "customer.fenfu_limit", words(), out, as_json=True)
    data = json.loads(out.getvalue())
    assert data["place"].startswith("causes.toml:")
    assert all(row["cause"] == "customer.fenfu_limit" for row in data["rows"])
    assert data["evidence"][0]["name"] == "ask.phone_notice"
    chances = [mend["chance"] for mend in data["mends"]]
    assert chances == sorted(chances, reverse=True)


def test_the_words_are_those_of_the_folder(spoil: Spoil) -> None:
    mine = spoil("playbook_en.ftl", "cause-code-expired = ", "cause-code-expired = Hm, ")
    assert "Hm, " in shown("code.expired", "en", mine)


def test_an_unknown_entry_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(playbook.NoSuchEntry) as refused:
        playbook.show(SHIPPED, "customer.fenfulimit", words(), io.StringIO())
    assert str(refused.value.fields["nearest"]).startswith("customer.fenfu_limit · ")
    assert words()("error-playbook-no-such-entry", **refused.value.fields)
    with pytest.raises(playbook.NoSuchEntry) as refused:
        playbook.show(SHIPPED, "", words(), io.StringIO())
    assert refused.value.fields["nearest"]


def test_a_shops_own_words_stand_beside_the_scripts_own(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text(
        '[script."cause-code-expired".own]\nauthor = "Li"\nen = {aloud = "Refresh it for me"}\n',
        encoding="utf-8",
    )
    for entry in ("code.expired", "cause-code-expired"):
        out = io.StringIO()
        assert playbook.show(SHIPPED, entry, words("en"), out, shop=tmp_path) == 0
        assert "own.aloud: Refresh it for me" in out.getvalue()
