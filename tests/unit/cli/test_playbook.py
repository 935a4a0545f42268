import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cashier.cli import playbook
from cashier.cli.playbook_review import review
from cashier.core.resources import resource
from cashier.core.words import LANGUAGES, Words
from cashier.playbook.load import load_playbook
from tests.unit.playbook.conftest import Spoil, folder, spoil

__all__ = ["folder", "spoil"]

SHIPPED = resource("playbook")
EXPECT = '"expect": {"cause": "code.expired", "state": "paid", "charge_lock": true}'
LATE = '{"evidence": [{"name": "code.freshness", "value": "stale"}], "expect": '


@cache
def words(language: str = "zh_CN") -> Words:
    return Words(language, ("cli", "playbook", "errors"))


def checked(folder: Path, **options: bool) -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    code = playbook.check(folder, words(), out, as_json=True, **options)
    return code, json.loads(out.getvalue())


def ran(folder: Path) -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    code = playbook.test(folder, words(), out, as_json=True)
    return code, json.loads(out.getvalue())


def place(folder: Path, file: str, text: str) -> str:
    lines = (folder / file).read_text(encoding="utf-8").split("\n")
    return f"{file}:{next(at for at, line in enumerate(lines, start=1) if text in line)}"


def test_the_shipped_playbook_passes_its_check() -> None:
    code, data = checked(SHIPPED)
    assert (code, data["ok"]) == (0, True)
    assert all(one["warning"] for one in data["findings"])


def test_the_shipped_playbook_passes_its_examples() -> None:
    code, data = ran(SHIPPED)
    assert (code, data["ok"], data["findings"]) == (0, True, [])
    assert data["state_and_lock"] == 1
    assert data["cause"] >= 0.95


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_faults_of_all_files_are_listed_with_their_lines(spoil: Spoil, language: str) -> None:
    spoil("steps.toml", 'remedy = "refresh_code"', 'remedy = "refresh"')
    spoil("causes.toml", "prior = 0.13", "prior = 2")
    spoil("codes.csv", "provider.outage,false", "provider.outrage,false")
    spoil("playbook_en.ftl", "cause-code-used =", "cause code used =\ncause-code-used =")
    bad = spoil("playbook_zh_CN.ftl", "    .display = 请刷新付款码\n", "    .display = 额度不够\n")
    out = io.StringIO()
    assert playbook.check(bad, words(language), out) == 1
    lines = out.getvalue().splitlines()
    assert [line.split()[0] for line in lines[:-1]] == [
        place(bad, "causes.toml", "prior = 2"),
        place(bad, "codes.csv", "provider.outrage"),
        place(bad, "playbook_en.ftl", "cause code used ="),
        place(bad, "playbook_zh_CN.ftl", "display = 额度不够"),
        place(bad, "steps.toml", 'remedy = "refresh"'),
    ]
    assert "cause.customer.password_pending.prior" in lines[0]
    assert "额度不够" in lines[3]
    assert "5" in lines[-1]


def test_a_broken_playbook_is_no_coverage_and_no_examples(spoil: Spoil) -> None:
    bad = spoil("steps.toml", 'remedy = "refresh_code"', 'remedy = "refresh"')
    code, data = checked(bad, coverage=True)
    assert (code, data["coverage"]) == (1, None)
    found = [(one["file"], one["found"], one["wanted"]) for one in data["findings"]]
    assert found == [("steps.toml", "refresh", "refresh_code")]
    code, data = ran(bad)
    assert (code, data["examples"], len(data["findings"])) == (1, 0, 1)


def test_what_is_covered_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "examples.jsonl").write_text(
        f'{LATE}{{"cause": "code.expired", "state": "not_charged", "charge_lock": false}}}}\n',
        encoding="utf-8",
    )
    found = review(folder)
    # Looked at once, told in three ways.
    monkeypatch.setattr(playbook, "review", lambda _folder: found)
    code, data = checked(folder, coverage=True)
    assert code == 0
    covered = data["coverage"]
    causes = len(covered["causes_without_example"])
    assert not any("code.expired" in one for one in covered["causes_without_example"])
    assert any(one.endswith(" code.used") for one in covered["causes_never_first"])
    assert any("wechat/USERPAYING" in one for one in covered["rows_without_example"])
    assert covered["texts"]["en"]["whole_scripts"] == covered["texts"]["en"]["scripts"]
    for language in LANGUAGES:
        out = io.StringIO()
        assert playbook.check(folder, words(language), out, coverage=True) == 0
        assert str(causes) in out.getvalue()
        assert covered["causes_never_first"][0] in out.getvalue()


@pytest.mark.unseen
def test_a_question_that_nobody_needs_is_told(folder: Path) -> None:
    expect = '{"cause": "code.expired", "state": "not_charged", "charge_lock": false}}'
    (folder / "examples.jsonl").write_text(f"{LATE}{expect}\n", encoding="utf-8")
    path = folder / "causes.toml"
    kept = [
        line
        for line in path.read_text(encoding="utf-8").split("\n")
        if not line.startswith('"ask.others_pay"')
    ]
    path.write_text("\n".join(kept), encoding="utf-8")
    code, data = checked(folder, coverage=True)
    assert code == 0
    idle = [one for one in data["findings"] if one["problem"] == "idle-question"]
    assert [(one["file"], one["entry"]) for one in idle] == [
        ("questions.toml", "question.ask.others_pay")
    ]
    assert data["coverage"]["idle_questions"] == ["ask.others_pay"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f'{{"evidence": [{{"name": "no.such", "value": "x"}}], {EXPECT}}}', "no.such"),
        (f'{{"evidence": [{{"name": "code.kind", "value": "x"}}], {EXPECT}}}', "code.kind x"),
        (f'{{"method": "gold", {EXPECT}}}', "method"),
        ('{"evidence": []}', "evidence"),
        ("nonsense", "Expecting value"),
        ("[]", "[]"),
        ('{"x":' * 50_000, "{{{"),
        (f'{{"amount_fen": {"9" * 5000}, {EXPECT}}}', "Exceeds the limit"),
        (LATE + '{"cause": "code.expired"}}', "cause"),
        (LATE + '{"cause": "code.late", "state": "paid", "charge_lock": true}}', "code.late"),
        (LATE + '{"cause": "code.used", "state": "gone", "charge_lock": true}}', "gone"),
        (LATE + '{"cause": [], "state": "paid", "charge_lock": true}}', "[]"),
        (LATE + '{"cause": "code.used", "state": "paid", "charge_lock": 1}}', "1"),
    ],
)
def test_a_line_that_is_no_example_is_told_and_fails(folder: Path, line: str, found: str) -> None:
    expect = '{"cause": "code.expired", "state": "not_charged", "charge_lock": false}}'
    (folder / "examples.jsonl").write_text(f"{LATE}{expect}\n\n{line}\n", encoding="utf-8")
    code, data = ran(folder)
    assert (code, data["examples"], data["cause"]) == (1, 1, 1)
    bad = [one for one in data["findings"] if one["problem"] == "broken-example"]
    assert [(one["file"], one["line"]) for one in bad] == [("examples.jsonl", 3)]
    assert found in bad[0]["found"]


def test_a_broken_example_fails_the_check_too(folder: Path) -> None:
    (folder / "examples.jsonl").write_text("{\n", encoding="utf-8")
    code, data = checked(folder)
    assert code == 1
    assert data["findings"][-1]["line"] == 1


def test_an_example_told_twice_is_a_warning_and_a_contradiction_a_fault(folder: Path) -> None:
    expect = '{"cause": "code.expired", "state": "not_charged", "charge_lock": false}}'
    other = expect.replace("expired", "used")
    (folder / "examples.jsonl").write_text(
        f"{LATE}{expect}\n\n{LATE}{expect}\n{LATE}{other}\n", encoding="utf-8"
    )
    code, data = ran(folder)
    assert code == 1
    assert [(one["line"], one["problem"], one["wanted"]) for one in data["findings"]] == [
        (3, "repeated", "examples.jsonl:1"),
        (4, "contradiction", "examples.jsonl:1"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_that_comes_out_differently_is_shown_with_the_likeliest_causes(
    folder: Path, language: str
) -> None:
    (folder / "examples.jsonl").write_text(f'{{"evidence": [], {EXPECT}}}\n', encoding="utf-8")
    out = io.StringIO()
    assert playbook.test(folder, words(language), out) == 1
    shown = out.getvalue().splitlines()
    assert shown[0].startswith("examples.jsonl:1 ")
    assert "code.expired paid locked" in shown[0]
    assert shown[0].count(" %") == 3
    assert shown[1].count("0 %") == 2
    code, data = ran(folder)
    assert (code, data["cause"], data["state_and_lock"]) == (1, 0, 0)
    assert data["failed"][0]["line"] == 1
    assert len(data["failed"][0]["top"]) == 3


@pytest.mark.parametrize(
    ("right", "wrong", "state", "code"),
    [(95, 5, "not_charged", 0), (94, 6, "not_charged", 1), (99, 1, "failed", 1)],
)
def test_of_the_causes_most_have_to_come_out_of_the_money_all(
    folder: Path, right: int, wrong: int, state: str, code: int
) -> None:
    good = '{"cause": "code.expired", "state": "not_charged", "charge_lock": false}}'
    bad = f'{{"cause": "code.used", "state": "{state}", "charge_lock": false}}}}'
    lines = [
        f'{{"amount_fen": {number}, {LATE[1:]}{good if number < right else bad}'
        for number in range(right + wrong)
    ]
    (folder / "examples.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found, data = ran(folder)
    assert (found, data["cause"], len(data["failed"])) == (code, right / 100, wrong)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("steps.toml", "x = " + "[" * 50_000),
        ("steps.toml", "#" * 10_000_000),
        ("causes.toml", ""),
        ("examples.jsonl", ""),
        ("playbook_zh_CN.ftl", "a = { b }\nb = { a }\n"),
    ],
)
def test_what_cannot_be_a_playbook_fails_both(folder: Path, file: str, text: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    for command in (playbook.check, playbook.test):
        if command is playbook.check and file == "examples.jsonl":
            continue
        out = io.StringIO()
        assert command(folder, words(), out) == 1
        assert out.getvalue()


def test_a_folder_that_is_not_there_is_wrong_use(folder: Path) -> None:
    for missing in (folder / "nowhere", folder / "steps.toml"):
        for command in (playbook.check, playbook.test):
            with pytest.raises(playbook.FolderMissing):
                command(missing, words(), io.StringIO())
        with pytest.raises(playbook.FolderMissing):
            playbook.show(missing, "fenfu", words(), io.StringIO())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shops_own_folder_is_looked_at_as_such(tmp_path: Path, language: str) -> None:
    out = io.StringIO()
    (tmp_path / "methods.toml").write_text("[method.card]\non = false\n")
    assert playbook.check(tmp_path, words(language), out) == 0
    (tmp_path / "methods.toml").write_text("[method.card]\ntaken = false\n")
    assert playbook.check(tmp_path, words(language), out) == 1
    right, fault, wrong = out.getvalue().splitlines()
    assert "methods.toml:2" in fault
    version = load_playbook().version
    assert right == words(language)("playbook-checked-own", version=version, faults=0)
    assert wrong == words(language)("playbook-checked-own", version=version, faults=1)


def test_an_empty_folder_lacks_every_file(tmp_path: Path) -> None:
    code, data = checked(tmp_path)
    assert code == 1
    assert {one["problem"] for one in data["findings"]} == {"missing-file"}
