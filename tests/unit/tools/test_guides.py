"""The pages for people say what is so: words of the window, commands, settings, links.

The guides quote the window in 「」, or “ ” in English, and every such quotation is a text of the
catalogue in that language. Commands are read by the program's own parser, never run.
"""

import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from typer.exceptions import TyperException

from cashier.cli import app
from cashier.config.settings import Settings, fields, group_names
from cashier.history.privacy import ACCOUNT
from cashier.playbook.load import load_playbook
from tests.helpers.shared import ROOT
from tools.translations import LANGUAGES

DOCS = ROOT / "docs"
GUIDES = sorted(DOCS.glob("guide-*.md"))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md"))]
_QUOTED = {"zh_CN": re.compile("「([^」]+)」"), "en": re.compile("“([^”]+)”")}
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"^(?:\.venv/bin/)?cashier((?: [^#]*)?)(?:#.*)?$")
_VALUE = r"[^，。,.:：;；]{1,16}"
_LEAST_TOLD = 2
_LONGEST = 150


def named(pages: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", pages, ids=lambda page: page.name)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def language_of(page: Path) -> str:
    return "zh_CN" if page.name.endswith(".zh-CN.md") else "en"


# ------------------------------------------------------------------------------ words of the window


@cache
def shown(language: str) -> re.Pattern[str]:
    """Return what fits every text that the program may show in a language, and nothing else."""
    found = set()
    for path in sorted(ROOT.joinpath("i18n").glob(f"*_{language}.ftl")):
        for node in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ftl.Message):
                texts = [node.value, *(one.value for one in node.attributes)]
                found |= {form for text in texts if text is not None for form in _forms(text)}
    # What is nearly all value would fit anything.
    return re.compile("|".join(form for form in sorted(found) if _told(form) >= _LEAST_TOLD))


def _forms(pattern: ftl.Pattern) -> list[str]:
    """Return a text with its values left open, once for each variant that it may take."""
    forms = [""]
    for element in pattern.elements:
        if isinstance(element, ftl.TextElement):
            ends = [re.escape(" ".join(element.value.split("\n")))]
        elif isinstance(element.expression, ftl.SelectExpression):
            ends = [form for one in element.expression.variants for form in _forms(one.value)]
        else:
            ends = [_VALUE]
        forms = [form + end for form in forms for end in ends]
    return forms


def _told(form: str) -> int:
    """Count the letters that a text brings itself; one without a value tells all there is."""
    own = form.replace(_VALUE, "")
    return len(re.findall(r"[^\W\d_]", own)) if own != form else _LEAST_TOLD


@named(GUIDES)
def test_what_a_guide_quotes_the_window_shows(page: Path) -> None:
    language = language_of(page)
    plain = " ".join(_BLOCK.sub("", text_of(page)).split())
    quoted = _QUOTED[language].findall(plain)
    assert quoted
    assert [one for one in quoted if not shown(language).fullmatch(one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quotation_that_the_window_never_shows_is_found(language: str) -> None:
    real = {"zh_CN": ("可以收款", "支付宝连不上，先用现金"), "en": ("Register a code",)}[language]
    assert all(shown(language).fullmatch(one) for one in real)
    assert not any(shown(language).fullmatch(f"{one}…") for one in ("可以收钱", "Press me"))


# ------------------------------------------------------------------------------- commands, settings


def commands(page: Path) -> Iterator[str]:
    """Yield what follows `cashier` in every command of a page, in its lines and in its blocks."""
    text = text_of(page)
    lines = [line for _, block in _BLOCK.findall(text) for line in block.splitlines()]
    for line in (*lines, *_CODE.findall(_BLOCK.sub("", text))):
        match = _COMMAND.match(line.strip())
        if match is not None:
            yield match[1].strip()


def refusal(line: str) -> str:
    """Return why the program's parser does not take a command line; empty where it does."""
    command, rest, name = typer.main.get_command(app), shlex.split(line), "cashier"
    while rest and rest[0] in (below := getattr(command, "commands", {})):
        name = rest.pop(0)
        command = below[name]
    if hasattr(command, "commands"):
        return f"{line}: no such command" if rest and not rest[0].startswith("-") else ""
    try:
        command.make_context(name, rest)
    except TyperException as error:
        return f"{line}: {error}"
    return ""


@named(PAGES)
def test_every_command_of_a_page_is_one(page: Path) -> None:
    # `NAME …` stands for more of the same; a command named in passing may go without its rest.
    said = [line for line in commands(page) if not line.endswith("…")]
    assert [why for line in said if (why := refusal(line)) and "Missing" not in why] == []


@pytest.mark.parametrize("line", ["reports", "report --form x", "rules of x", "doctor --nets a"])
def test_a_command_that_is_none_is_found(line: str) -> None:
    assert refusal(line)


@named(PAGES)
def test_every_setting_of_a_page_is_one(page: Path) -> None:
    # A cause is written alike: `customer.account` is none of the customer's display.
    known = {one.path for one in fields()} | {cause.id for cause in load_playbook().causes}
    groups = "|".join(group_names())
    inline = re.findall(rf"`((?:{groups})\.[a-z_0-9]+)(?: = [^`]*)?`", text_of(page))
    written = [
        f"{group}.{name}"
        for kind, block in _BLOCK.findall(text_of(page))
        if kind == "toml"
        for group, values in tomllib.loads(block).items()
        if group in group_names()
        for name in values
    ]
    assert {*inline, *written} - known - {ACCOUNT} == set()


@named(PAGES)
def test_every_settings_file_of_a_page_is_accepted(page: Path) -> None:
    for kind, block in _BLOCK.findall(text_of(page)):
        if kind == "toml" and set(tomllib.loads(block)) & {*group_names(), "language"}:
            Settings.model_validate(tomllib.loads(block))


# -------------------------------------------------------------------------------------------- links


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", _BLOCK.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@named(PAGES)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    lost = []
    for link in _LINK.findall(_BLOCK.sub("", text_of(page))):
        file, _, anchor = link.partition("#")
        if "://" in file:
            continue
        target = page.parent / file if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


@named(GUIDES)
def test_a_guide_stays_short(page: Path) -> None:
    assert len(text_of(page).splitlines()) <= _LONGEST


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_whoever_begins_finds_every_guide(name: str) -> None:
    links = set(_LINK.findall(text_of(ROOT / name)))
    assert {f"docs/{guide.name}" for guide in GUIDES} - links == set()
