from datetime import timedelta
from typing import Any

from hypothesis import given

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Mood, Outcome
from cashier.core.money import Money
from cashier.desk.case_views import WhyView
from cashier.desk.ledger_views import ReplayStep, StepKind
from cashier.desk.replay import replay
from cashier.desk.views import Phrase, Ref
from cashier.playbook.evidence import Evidence
from cashier.ui.manager.replay_words import step_detail, step_title
from tests.helpers.histories import NOON, any_events
from tests.ui.manager.samples import book


def at(seconds: float) -> dict[str, Any]:
    return {"case_id": "A", "at": NOON + timedelta(seconds=seconds), "elapsed_s": seconds}


def saw(seconds: float, name: str, value: str) -> Event:
    return happened.EvidenceSeen(**at(seconds), evidence=Evidence(name, value, "clerk", NOON))


STORY: tuple[Event, ...] = (
    happened.CaseOpened(**at(0), till="2", cashier="李敏", method="fenfu", amount=Money(123_450)),
    saw(0.2, "register.outcome", "failed"),
    saw(0.4, "register.text", "支付失败"),
    saw(0.5, "health.dns", "ok"),
    saw(0.5, "health.internet", "ok"),
    happened.ChargeLocked(**at(0.6)),
    happened.OrderUnanswered(**at(3), reason="gateway-timeout"),
    happened.OrderAnswered(**at(8), state="failed", source="wechat"),
    happened.QuestionAnswered(**at(11), name="ask.others_pay", value="yes"),
    happened.QuestionAnswered(**at(12), name="ask.fenfu_choice", value="unknown"),
    happened.RulesFired(**at(13), rules=("one", "two")),
    happened.RulesFired(**at(13), rules=()),
    happened.ScriptShown(**at(14), script="customer.account", version="b"),
    happened.StepDone(**at(20), step="new_order"),
    happened.MethodSwitched(**at(30), method="wechat"),
    happened.CaseClosed(**at(38), outcome=Outcome.paid_other, method="wechat", mood=Mood.fine),
)


def test_a_text_that_is_no_longer_kept_is_told_as_removed() -> None:
    gone = [saw(1, "register.text", "unknown"), saw(1, "register.code", "unknown")]
    hidden = [saw(1, "chain.limit_check", "unknown"), saw(1, "ask.phone_notice", "unknown")]
    (step,) = replay(gone)
    assert (step.title, step.details) == (Phrase("replay-register"), (Phrase("replay-removed"),))
    assert replay(hidden) == ()


def told(language: str) -> list[str]:
    words = book(language)
    lines = [f"{step_title(words, one)} | {step_detail(words, one)}" for one in replay(STORY)]
    assert words.missing == set()
    return lines


def test_a_case_is_told_as_it_went() -> None:
    assert told("zh_CN") == [
        "付款失败，开始处理 | ¥1,234.50 · 分付 · 李敏",
        "收银机有了结果 | 显示失败 · 收银机写着「支付失败」",
        "自动查了网络和平台 | 都正常",
        "结果不明，先别再收款 | ",
        "问了，没有答复 | ",
        "这笔钱：失败 | 微信答复",
        "别的顾客付得了 | ",
        "回答了一个问题，内容没有保留 | ",
        "按规定提醒了 2 条 | ",
        "判断：顾客账户 | B 版",
        "做了：收银机上取消旧单，重新开单 | ",
        "换成微信零钱 | ",
        "换方式付成了 | 微信零钱 · 顾客挺好",
    ]


def test_the_same_story_has_all_its_english_words() -> None:
    lines = told("en")
    assert lines[0] == "The payment failed | ¥1,234.50 · Fenfu · 李敏"
    assert lines[9].startswith("Judged: Customer’s account")


def test_what_is_wrong_with_the_network_is_named() -> None:
    steps = replay([saw(1, "health.dns", "fail"), saw(1, "health.internet", "ok")])
    assert steps == (
        ReplayStep(1.0, StepKind.seen, Phrase("replay-health"), (WhyView("health.dns", "fail"),)),
    )


def test_later_news_of_the_same_side_is_a_step_of_its_own() -> None:
    steps = replay([saw(1, "register.text", "失败"), saw(9, "register.text", "成功")])
    assert [step.after_s for step in steps] == [1.0, 9.0]


def test_a_cause_that_the_playbook_has_no_more_has_a_word() -> None:
    words = book("en")
    (step,) = replay([happened.ScriptShown(**at(1), script="gone.cause")])
    assert step.title == Phrase("replay-judged", (("cause", Ref("cause", "gone.cause")),))
    assert step_title(words, step) == "Judged: Another cause"
    (asked,) = replay([happened.OrderAnswered(**at(1), state="paid", source="elsewhere")])
    assert step_detail(words, asked)
    assert words.missing == set()


@given(any_events(("A",)))
def test_any_history_can_be_told_in_its_order(events: list[Event]) -> None:
    steps = replay(events)
    assert len(steps) <= len(events)
    assert "kept_private" not in repr(steps)
    order = [event.elapsed_s for event in events]
    places = iter(order)
    assert all(step.after_s in places for step in steps)
