"""Hands one message to one chat, by Apprise. Slow to load: only where something is to be sent.

Apprise knows how each chat is addressed and signed. What it does not do is read what a robot
answers: these say no with HTTP 200, and a captive portal says nothing at all that way. So its
plugins get our reading of the answer in place of the library's, with a limit to its size.

It logs addresses when it is in doubt; nothing that it logs is kept.
"""

import json
import logging
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from apprise import AppriseAsset
from apprise.plugins.base import NotifyBase

from cashier.core.json_text import json_object
from cashier.core.privacy import Secret

# Apprise itself would load two hundred plugins to find one of these.
_PLUGINS = {
    "wecombot": ("wecombot", "NotifyWeComBot"),
    "dingtalk": ("dingtalk", "NotifyDingTalk"),
    "feishu": ("feishu", "NotifyFeishu"),
    "lark": ("lark", "NotifyLark"),
    "mailto": ("email", "NotifyEmail"),
    "mailtos": ("email", "NotifyEmail"),
}
CHATS = tuple(_PLUGINS)
"""The schemes that can be written to."""

_TALKATIVE = ("apprise", "requests", "urllib3")
_VERDICTS = ("errcode", "code", "StatusCode")
_LONGEST = 65_536
_OK, _REFUSED = 200, 422


@dataclass(frozen=True, slots=True)
class Answer:
    """What a plugin looks at in an answer."""

    status_code: int
    content: bytes

    def json(self) -> object:
        """Return the content as JSON."""
        return json.loads(self.content)


class Reader:
    """Stands where a plugin looks for `requests`: the same, but that answers are read."""

    def __init__(self, library: ModuleType) -> None:
        self._library = library

    def __getattr__(self, name: str) -> object:
        return getattr(self._library, name)

    def post(self, *args: Any, **more: Any) -> Answer:
        """Post; an answer that is no clear yes counts as a refusal. Nothing is redirected."""
        more |= {"allow_redirects": False, "stream": True}
        with self._library.post(*args, **more) as answer:
            content = answer.raw.read(_LONGEST, decode_content=True)
            status = answer.status_code
        return Answer(_REFUSED if status == _OK and not says_yes(content) else status, content)


def says_yes(content: bytes) -> bool:
    """Whether a robot's answer says that it took the message."""
    said = json_object(content) or {}
    verdicts = [said[name] for name in _VERDICTS if name in said]
    return bool(verdicts) and all(one == 0 for one in verdicts)


def deliver(address: Secret, title: str, text: str) -> bool:
    """Send once; return whether the chat took it. Takes as long as the chat does.

    Raises:
        Exception: whatever the plugin raises for an address that it cannot read.
    """
    return bool(chat_at(address).notify(body=text, title=title))


def chat_at(address: Secret) -> NotifyBase:
    """Return Apprise's plugin for an address, with its answers read by us."""
    url = address.reveal()
    file, name = _PLUGINS[url.partition(":")[0]]
    module = vars(import_module(f"apprise.plugins.{file}"))
    library = module.get("requests")
    if library is not None and not isinstance(library, Reader):
        module["requests"] = Reader(library)
    plugin = module[name]
    asset = AppriseAsset(async_mode=False, secure_logging=True, storage_mode="memory")
    chat: NotifyBase = plugin(**plugin.parse_url(url), asset=asset)
    return chat


def _hush() -> None:
    """Keep what these libraries log from going anywhere: some of it holds an address whole."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False


_hush()
