"""How a shop's own rules, methods and words are written: for its files and for the record."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields

from cashier.playbook.model import Method
from cashier.playbook.own_words import words_text
from cashier.playbook.playbook import Playbook
from cashier.playbook.rules import Rule

WORDS = "words."
_DEFAULTS = {part.name: part.default for part in fields(Rule)}


def to_toml(rules: Mapping[str, Rule | None]) -> str:
    """Write a shop's own rules as the file that `read_rules` reads."""
    blocks = (
        f"[rule.{rule_id}]\n{'off = true' if rule is None else rule_text(rule)}\n"
        for rule_id, rule in rules.items()
    )
    return "\n".join(blocks)


def rule_text(rule: Rule) -> str:
    """Return what a rule says, one line a part, as in its file."""
    return "\n".join(_lines(rule))


def texts(playbook: Playbook) -> Mapping[str, str]:
    """Return what holds for each rule by its id, each method by `method.<id>`, each own version.

    The shop's own words stand under `words.<script>.<version>`.
    """
    rules = {rule.id: rule_text(rule) for rule in playbook.rules}
    words = {
        f"{WORDS}{key}.{one.id}": words_text(one)
        for key, versions in playbook.variants.listed.items()
        for one in versions
        if one.own
    }
    methods = {f"method.{method.id}": _method_text(method) for method in playbook.methods}
    return rules | methods | words


def _method_text(method: Method) -> str:
    said: dict[str, object] = {"on": method.taken, "min_fen": method.limits.min_fen}
    said |= {"max_fen": method.limits.max_fen, "source": method.limits.source or None}
    return "\n".join(f"{n} = {json.dumps(v)}" for n, v in said.items() if v is not None)


def _lines(rule: Rule) -> Iterable[str]:
    for part in fields(rule):
        value = getattr(rule, part.name)
        if part.name in ("id", "own") or value == _DEFAULTS[part.name]:
            continue
        plain = [str(one) for one in value] if isinstance(value, tuple) else value
        # JSON writes these values as TOML does, except that TOML escapes DEL as well.
        yield f"{part.name} = {json.dumps(plain, ensure_ascii=False)}".replace("\x7f", "\\u007f")
