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
EXPECT = '"expect": {"cause": "code.expired", "state": "paid", "charge_lock": true}'


@cache
def words(language: str = "zh_CN") -> Words:
    return Words(language, ("cli", "playbook", "errors"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_playbook_passes_its_check_and_its_examples(language: str) -> None:
    for command in (playbook.check, playbook.test):
        out = io.StringIO()
        assert command(SHIPPED, words(language), out) == 0
        assert out.getvalue().count("\n") == 1
        out = io.StringIO()
        assert command(SHIPPED, words(language), out, as_json=True) == 0
        assert json.loads(out.getvalue())["ok"] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_playbook_ends_with_one_and_says_where(spoil: Spoil, language: str) -> None:
    bad = spoil("steps.toml", 'remedy = "refresh_code"', 'remedy = "refresh"')
    for command in (playbook.check, playbook.test):
        out = io.StringIO()
        assert command(bad, words(language), out) == 1
        assert "steps.toml" in out.getvalue()
        assert "refresh_code" in out.getvalue()
        out = io.StringIO()
        assert command(bad, words(language), out, as_json=True) == 1
        assert json.loads(out.getvalue())["broken"]["file"] == "steps.toml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_flaws_are_listed(spoil: Spoil, language: str) -> None:
    bad = spoil("playbook_zh_CN.ftl", "    .display = 请刷新付款码\n", "    .display = 额度不够\n")
    out = io.StringIO()
    assert playbook.check(bad, words(language), out) == 1
    assert "额度不够" in out.getvalue()
    out = io.StringIO()
    assert playbook.check(bad, words(language), out, as_json=True) == 1
    assert json.loads(out.getvalue())["findings"][0]["flaw"] == "forbidden"


@pytest.mark.parametrize(
    "line",
    [
        f'{{"evidence": [], {EXPECT}}}',
        f'{{"evidence": [{{"name": "no.such", "value": "x"}}], {EXPECT}}}',
        '{"evidence": []}',
        "nonsense",
        "[]",
    ],
)
def test_an_example_that_does_not_hold_is_shown(folder: Path, line: str) -> None:
    (folder / "examples.jsonl").write_text(line + "\n\n", encoding="utf-8")
    out = io.StringIO()
    assert playbook.test(folder, words(), out) == 1
    assert "1" in out.getvalue()
    out = io.StringIO()
    assert playbook.test(folder, words(), out, as_json=True) == 1
    assert json.loads(out.getvalue())["failed"][0]["line"] == 1


@pytest.mark.parametrize(
    ("file", "text"), [("steps.toml", "x = " + "[" * 50_000), ("examples.jsonl", '{"x":' * 50_000)]
)
def test_what_is_nested_too_deeply_is_a_flaw(folder: Path, file: str, text: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    for command in (playbook.check, playbook.test):
        assert command(folder, words(), io.StringIO()) == 1


def test_a_folder_that_is_not_there_is_wrong_use(folder: Path) -> None:
    for missing in (folder / "nowhere", folder / "steps.toml"):
        for command in (playbook.check, playbook.test):
            with pytest.raises(playbook.FolderMissing):
                command(missing, words(), io.StringIO())
        with pytest.raises(playbook.FolderMissing):
            playbook.show(missing, "fenfu", words(), io.StringIO())


def test_no_examples_at_all_prove_nothing(folder: Path) -> None:
    (folder / "examples.jsonl").write_text("", encoding="utf-8")
    assert playbook.test(folder, words(), io.StringIO()) == 1


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("customer.fenfu_limit", "请点「更改」"),
        ("refresh_code", "remedy: refresh_code"),
        ("fenfu", "health.merchant.fenfu"),
        ("ask.others_pay", "values: yes, no, unknown"),
        ("wechat/ORDERPAID", "final=False"),
    ],
)
def test_an_entry_is_shown_in_words_and_as_data(entry: str, shown: str) -> None:
    out = io.StringIO()
    assert playbook.show(SHIPPED, entry, words(), out) == 0
    assert shown in out.getvalue()
    out = io.StringIO()
    assert playbook.show(SHIPPED, entry, words(), out, as_json=True) == 0
    assert json.loads(out.getvalue())["entry"] == entry


def test_an_unknown_entry_is_refused_with_the_nearest() -> None:
    with pytest.raises(playbook.NoSuchEntry) as refused:
        playbook.show(SHIPPED, "customer.fenfulimit", words(), io.StringIO())
    assert refused.value.fields["nearest"] == "customer.fenfu_limit"
    assert words()("error-playbook-no-such-entry", **refused.value.fields)
