"""What a message says: shop, till, link, since, the first step; nobody's credit."""

import re
from datetime import UTC, datetime

import pytest

from cashier.alarms.alarm import Alarm, Kind, Message
from cashier.alarms.checklists import checklist
from cashier.alarms.sight import Grade
from cashier.alarms.wording import CATALOGUES, Place, texts, trial_texts
from cashier.core.words import LANGUAGES, Words
from cashier.health.chain import LINKS
from cashier.health.lights import NAMES
from tests.helpers.playbooks import shipped

SINCE = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
EVERY = (
    *(f"health.{name}" for name in NAMES),
    *(f"chain.{name}" for name in LINKS if name not in ("limit_check", "risk_decision")),
    *(f"burst.{side}" for side in ("merchant", "network", "provider", "any")),
)
_CREDIT = re.compile(r"额度|逾期|冻结|信用|credit|overdue|frozen|limit", re.IGNORECASE)


def alarm(name: str = "health.internet", *methods: str, grade: Grade = Grade.fail) -> Alarm:
    return Alarm("x", name, grade, 0.0, methods)


def test_a_message_has_what_a_manager_needs() -> None:
    words = Words("zh_CN", CATALOGUES)
    message = Message(Kind.raised, alarm("health.internet", "wechat", "alipay"), 20.0)
    title, text = texts(message, Place("幸福路店", "2"), SINCE, words, "task-router_lights")
    assert title == "【收银助手】店里断网了"
    assert text.splitlines() == [
        "幸福路店 · 2 号收银台",
        "14:05 开始",
        "影响：微信零钱、支付宝",
        "先做：看光猫和路由器的灯，把网线插紧",
    ]


def test_a_reminder_says_how_long_and_an_end_how_long_it_was() -> None:
    words = Words("en", CATALOGUES)
    place = Place("", "1")
    again = texts(Message(Kind.reminder, alarm(), 900.0), place, SINCE, words)
    over = texts(Message(Kind.cleared, alarm(), 20.0), place, SINCE, words)
    assert again[0] == "[Cashier Assistant] Still: The shop is offline"
    assert again[1].splitlines()[:3] == ["Till 1", "Since 14:05", "For 15 min now"]
    assert over[1].splitlines() == ["Till 1", "Since 14:05", "It took 1 min"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("grade", list(Grade))
@pytest.mark.parametrize("name", EVERY)
def test_every_alarm_has_words_and_none_speaks_of_credit(
    language: str, grade: Grade, name: str
) -> None:
    words = Words(language, CATALOGUES)
    for kind in Kind:
        message = Message(kind, alarm(name, "wechat", grade=grade), 90.0)
        first = next(iter(checklist(name, shipped()))).text_key
        said = " ".join(texts(message, Place("店", "1"), SINCE, words, first))
        assert not _CREDIT.search(said)


def test_the_trial_names_the_till() -> None:
    words = Words("zh_CN", CATALOGUES)
    assert trial_texts(Place("店", "3"), words)[1].startswith("店 · 3 号收银台\n")
