"""Addresses as chats show them, made ready; what is none is refused by its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.alarms.addresses import MOST, read_addresses
from cashier.alarms.courier import chat_at
from cashier.alarms.errors import ChatAddressUnusable
from cashier.core.privacy import Secret

HOOK = "open-apis/bot/v2/hook/1c0f9a2b-77aa-4d11-9c0e-0123456789ab"
KEY = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("shown", "chat", "ready"),
    [
        (
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=ab12cd34-ef56",
            "wecom",
            "wecombot://ab12cd34-ef56/",
        ),
        (
            f"https://oapi.dingtalk.com/robot/send?access_token={KEY}",
            "dingtalk",
            f"dingtalk://{KEY}/",
        ),
        (
            f"https://oapi.dingtalk.com/robot/send?access_token={KEY}&secret=SEC{KEY}",
            "dingtalk",
            f"dingtalk://SEC{KEY}@{KEY}/",
        ),
        (f"https://open.feishu.cn/{HOOK}", "feishu", f"feishu://{HOOK.rpartition('/')[2]}/"),
        (f"https://open.larksuite.com/{HOOK}", "lark", f"lark://{HOOK.rpartition('/')[2]}/"),
        ("wecombot://ab12cd34-ef56", "wecom", "wecombot://ab12cd34-ef56"),
        ("mailtos://me:pw@example.com", "mail", "mailtos://me:pw@example.com"),
    ],
)
def test_an_address_as_the_chat_shows_it(shown: str, chat: str, ready: str) -> None:
    (address,) = read_addresses(Secret(f"\n  {shown}  \n"))
    assert (address.chat, address.url.reveal()) == (chat, ready)
    # What is stored is what Apprise understands.
    assert chat_at(address.url).service_name


@pytest.mark.parametrize(
    "line",
    [
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=ab12cd34-ef56",
        "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=ab12cd34-ef56",
        "https://open.feishu.cn/other/1c0f9a2b",
        "syslog://",
        "file:///etc/passwd",
        "wecombot://",
        "hello",
    ],
)
def test_what_is_no_chats_address_is_refused(line: str) -> None:
    with pytest.raises(ChatAddressUnusable) as found:
        read_addresses(Secret(f"feishu://abcdefgh/\n{line}"))
    assert found.value.fields == {"line": 2}


def test_more_than_a_few_are_refused_and_none_is_none() -> None:
    with pytest.raises(ChatAddressUnusable):
        read_addresses(Secret("feishu://abcdefgh/\n" * (MOST + 1)))
    assert read_addresses(Secret(" \n\n")) == ()


@given(st.text(max_size=200))
def test_whatever_stands_there_it_is_read_or_refused(text: str) -> None:
    try:
        found = read_addresses(Secret(text))
    except ChatAddressUnusable as error:
        assert set(error.fields) == {"line"}  # noqa: PT017 - either outcome is right
    else:
        assert all("://" in one.url.reveal() for one in found)
