from pathlib import Path

import pytest

from cashier.playbook.check import Flaw, check_examples, check_words
from cashier.playbook.load import load_playbook
from tests.unit.playbook.conftest import Spoil

EXPIRED = "    .aloud = 请刷新一下付款码，再给我扫。"


@pytest.mark.parametrize(
    ("file", "old", "new", "flaw", "entry"),
    [
        ("playbook_zh_CN.ftl", EXPIRED, "    .aloud = 您的分付额度不够。", Flaw.forbidden,
         "cause-code-expired.aloud"),
        ("playbook_zh_CN.ftl", EXPIRED, f"    .aloud = {'请' * 31}", Flaw.too_long,
         "cause-code-expired.aloud"),
        ("playbook_zh_CN.ftl", EXPIRED, "    .aloud = 请放心，没有扣钱。", Flaw.promise,
         "cause-code-expired.aloud"),
        ("playbook_zh_CN.ftl", "cause-code-expired = 付款码过期了",
         "cause-code-expired = 付款码早就已经过期很久很久了吧", Flaw.too_long,
         "cause-code-expired"),
        ("playbook_en.ftl", "    .display = Please refresh your code\n",
         "    .display = Your limit is used up\n", Flaw.forbidden,
         "cause-merchant-order_number_reused.display"),
        ("playbook_en.ftl", "cause-code-used =", "cause code used =\ncause-code-used =",
         Flaw.broken_text, "cause code used"),
    ],
)  # fmt: skip
def test_a_bad_text_is_found(
    spoil: Spoil, file: str, old: str, new: str, flaw: Flaw, entry: str
) -> None:
    folder = spoil(file, old, new)
    found = [one for one in check_words(load_playbook(folder), folder) if one.flaw is flaw]
    assert [(one.file, one.entry) for one in found][:1] == [(file, entry)]


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"expect": {"cause": "unclear"}}'])
def test_a_line_that_is_no_example_is_found(folder: Path, line: str) -> None:
    with (folder / "examples.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    found = check_examples(folder)
    assert [one.flaw for one in found] == [Flaw.broken_example]
