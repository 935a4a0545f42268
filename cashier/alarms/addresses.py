"""Where the manager's chat is: the addresses as chats hand them out, made ready to be written to.

Whoever has such an address may write to the group, so each is a secret from the vault, and no error
ever says more than in which line it stands.
"""

import re
from dataclasses import dataclass

from cashier.alarms.errors import ChatAddressUnusable
from cashier.core.privacy import Secret

CHAT_ADDRESSES = "alarms.chat"
"""The vault's name for them: one address a line."""

MOST = 4
_HOOK = "open-apis/bot/v2/hook/"
_DING = r"https://oapi\.dingtalk\.com/robot/send"
_KEY = r"(?P<key>[A-Za-z0-9_-]{8,200})"
# What the robots of each chat show for copying, and how it is written to.
_SHOWN = (
    (rf"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key={_KEY}", "wecombot://{key}/"),
    (
        rf"{_DING}\?access_token={_KEY}&secret=(?P<sign>SEC\w{{8,200}})",
        "dingtalk://{sign}@{key}/",
    ),
    (rf"{_DING}\?access_token={_KEY}", "dingtalk://{key}/"),
    (rf"https://open\.feishu\.cn/{_HOOK}{_KEY}/?", "feishu://{key}/"),
    (rf"https://open\.larksuite\.com/{_HOOK}{_KEY}/?", "lark://{key}/"),
)
_NAMES = {
    "wecombot": "wecom",
    "dingtalk": "dingtalk",
    "feishu": "feishu",
    "lark": "lark",
    "mailto": "mail",
    "mailtos": "mail",
}
_READY = re.compile(rf"(?P<scheme>{'|'.join(_NAMES)})://[^\s/?#]+[^\s]*")


@dataclass(frozen=True, slots=True)
class Address:
    """One chat: its kind (`wecom`, `dingtalk`, `feishu`, `lark` or `mail`) and its secret."""

    chat: str
    url: Secret


def read_addresses(kept: Secret) -> tuple[Address, ...]:
    """Return the addresses of a vault's entry, at most `MOST`.

    Raises:
        ChatAddressUnusable: a line is no address that we can write to, or there are too many.
    """
    lines = [line.strip() for line in kept.reveal().splitlines() if line.strip()]
    if len(lines) > MOST:
        raise ChatAddressUnusable(line=MOST + 1)
    return tuple(_read(line, number) for number, line in enumerate(lines, start=1))


def _read(line: str, number: int) -> Address:
    for shown, ready in _SHOWN:
        match = re.fullmatch(shown, line)
        if match is not None:
            line = ready.format(**match.groupdict())
    match = _READY.fullmatch(line)
    if match is None:
        raise ChatAddressUnusable(line=number)
    return Address(_NAMES[match["scheme"]], Secret(line))
