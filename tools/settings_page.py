"""Writes docs/settings.md: every setting with what it may be, its default and its help.

All of it is the program's own, so it runs inside the environment: `python -m tools.settings_page`.
A test holds the page to it.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from cashier.config.settings import SettingField, fields
from cashier.core.words import Words
from tools.say import ROOT

PAGE = ROOT / "docs" / "settings.md"
_HEAD = """# Every setting

Made by `python -m tools.settings_page` from the program's own list; the manager's window has the
same words. In `settings.toml` each group stands below its heading
([where, and how](install.md#settings-by-file)). No key, PIN or chat address is a setting: those are
entered in the window and lie [encrypted](install.md#credentials).
"""
_MAY_BE = {
    "switch": "true, false",
    "digits": "digits, 32 at most",
    "name": "letters, digits, _",
    "url": "https://…",
    "hosts": "1 to 8 host:port",
}


def page() -> str:
    """Return the page."""
    words = Words("en", ("settings",))
    lines, group = [_HEAD], None
    for one in fields():
        name = one.path.rpartition(".")[0]
        if name != group:
            group = name
            lines += _heading(name, words)
        lines.append(_row(one, words))
    return "\n".join(lines) + "\n"


def _heading(group: str, words: Words) -> Iterator[str]:
    title = words(f"settings-{group}") if group else words("settings-general")
    yield f"\n## {title}\n"
    yield f"`[{group}]`\n" if group else "Before the first heading.\n"
    yield "| setting | may be | default | |"
    yield "|---|---|---|---|"


def _row(one: SettingField, words: Words) -> str:
    told = f"{words(one.label_key)}. {words(f'{one.label_key}.help')}"
    name = one.path.rpartition(".")[2]
    return f"| `{name}` | {_may_be(one)} | `{json.dumps(one.default)}` | {told} |"


def _may_be(one: SettingField) -> str:
    if one.choices:
        return " ".join(f"`{choice}`" for choice in one.choices)
    if one.low is not None and one.high is not None:
        return f"{one.low:g} to {one.high:g}"
    if one.kind == "text":
        return f"text, {one.high:g} at most"
    return _MAY_BE[one.kind]


def main(to: Path = PAGE) -> int:
    """Write the page anew."""
    to.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
