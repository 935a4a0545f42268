from pathlib import Path

import pytest

from cashier.cases.rehearsal import possible_scenes
from cashier.core.resources import resource
from cashier.playbook.broken import Fault, Problem
from cashier.playbook.check import Lines, check_parts, check_words
from cashier.playbook.load import load_playbook
from cashier.playbook.playbook import Playbook
from tests.unit.playbook.conftest import Spoil

EXPIRED = "    .aloud = 请刷新一下付款码，再给我扫。"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem", "entry"),
    [
        ("playbook_zh_CN.ftl", EXPIRED, "    .aloud = 您的分付额度不够。", Problem.forbidden,
         "cause-code-expired.aloud"),
        ("playbook_zh_CN.ftl", EXPIRED, f"    .aloud = {'请' * 31}", Problem.too_long,
         "cause-code-expired.aloud"),
        ("playbook_zh_CN.ftl", EXPIRED, "    .aloud = 请放心，没有扣钱。", Problem.promise,
         "cause-code-expired.aloud"),
        ("playbook_zh_CN.ftl", "cause-code-expired = 付款码过期了",
         "cause-code-expired = 付款码早就已经过期很久很久了吧", Problem.too_long,
         "cause-code-expired"),
        ("playbook_en.ftl", "    .display = Please refresh your code\n",
         "    .display = Your limit is used up\n", Problem.forbidden,
         "cause-merchant-order_number_reused.display"),
    ],
)  # fmt: skip
def test_a_bad_text_is_found_with_its_line(
    spoil: Spoil, file: str, old: str, new: str, problem: Problem, entry: str
) -> None:
    folder = spoil(file, old, new)
    found = [one for one in check_words(load_playbook(folder), folder) if one.problem is problem]
    assert [(one.file, one.entry) for one in found][:1] == [(file, entry)]
    line = (folder / file).read_text(encoding="utf-8").split("\n")[found[0].line - 1]
    assert line == new.rstrip("\n")


def parts(folder: Path) -> tuple[Fault, ...]:
    playbook = load_playbook(folder)
    return check_parts(playbook, folder, possible_scenes(playbook))


STEP = """[step.x]
remedy = "scan_customer"
reach = "clerk"
seconds = 1
charges = true
"""


@pytest.mark.parametrize(
    ("file", "old", "new", "problem", "entry", "line"),
    [
        ("questions.toml", 'when = {states = ["unknown"]}',
         'when = {states = ["not_charged"], order_kinds = ["dynamic"]}', Problem.never_fits,
         "question.order.state.when", "when = {states"),
        ("steps.toml", "[step.scan_customer]",
         f'{STEP}when = {{states = ["unknown"]}}\n[step.scan_customer]', Problem.never_fits,
         "step.x.when", "when = {states"),
        ("steps.toml", "[step.scan_customer]",
         f"{STEP}[step.scan_customer]", Problem.idle_step, "step.x", "[step.x]"),
        ("till_texts.toml", '"Timeout"', '"Timeout", "支付 失败"', Problem.duplicate,
         "phrase.timeout.texts", "texts = ["),
        ("till_texts.toml", '"Timeout"', '"Timeout", "系统超时"', Problem.hidden_row,
         "3", "系统超时"),
        ("codes.csv", "ORDER_CLOSED,400,订单已关闭,merchant.order_number_reused,true",
         "ORDER_CLOSED,400,订单 已关闭,merchant.order_number_reused,false",
         Problem.contradiction, "", "订单 已关闭"),
        ("causes.toml", '"ask.phone_asks_password" = {yes = 0.9, no = 0.1}',
         '"ask.phone_asks_password" = {yes = 0.4}', Problem.vague,
         "cause.customer.password_pending.sees.ask.phone_asks_password", "{yes = 0.4}"),
    ],
)  # fmt: skip
def test_parts_that_do_not_fit_together_are_found_with_their_line(
    spoil: Spoil, file: str, old: str, new: str, problem: Problem, entry: str, line: str
) -> None:
    folder = spoil(file, old, new)
    if entry.startswith("step.x"):
        for language in ("zh_CN", "en"):
            with (folder / f"playbook_{language}.ftl").open("a", encoding="utf-8") as words:
                words.write("step-x = x\n")
    found = [one for one in parts(folder) if one.problem is problem and entry in one.entry]
    assert len(found) == 1
    assert (
        line in (folder / found[0].file).read_text(encoding="utf-8").split("\n")[found[0].line - 1]
    )


def test_the_shipped_playbook_has_no_part_that_is_wrong(playbook: Playbook) -> None:
    found = check_parts(playbook, resource("playbook"), possible_scenes(playbook))
    assert [one for one in found if not one.is_warning] == []


def test_the_lines_of_a_file_that_is_gone_are_none(tmp_path: Path) -> None:
    assert Lines(tmp_path).of("steps.toml", "step") == 0
