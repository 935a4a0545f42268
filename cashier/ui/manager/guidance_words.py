"""What the page of the guidance says about rules, tries and versions, as sentences. No Qt."""

from collections.abc import Iterable
from datetime import datetime

from cashier.cases.trial import Outcome
from cashier.core.money import Money
from cashier.desk.manager import Comparison, LearningView, ScriptView, Verdict, VersionView
from cashier.desk.rule_views import Standing
from cashier.history.versions import FEW, Figures
from cashier.playbook.rules import Rule
from cashier.playbook.variants import ACCOUNT_KEY
from cashier.ui.words import Book

_BETWEEN = " · "
# A path has no blanks to break at; this one takes no room.
_BREAK = "\u200b"


def rule_line(words: Book, rule: Rule) -> str:
    """Return a rule's line as the clerk reads it."""
    return words(rule.text_key, **dict(rule.text_values))


def rule_brief(words: Book, standing: Standing) -> str:
    """Return what a rule does and who says so, in a few words."""
    said = [words(f"manager-guide-effect-{standing.rule.effect}")]
    said.append(words(f"manager-guide-mark-{standing.mark}"))
    if standing.place in ("changed", "off"):
        said.append(words(f"manager-guide-place-{standing.place}"))
    return _BETWEEN.join(said)


def methods_text(words: Book, methods: Iterable[str]) -> str:
    """Return methods by their short names."""
    return _BETWEEN.join(words.method(method) for method in methods)


def about_text(words: Book, rule: Rule) -> str:
    """Return which methods a rule is about; without any it is about all."""
    return methods_text(words, rule.methods) or words("manager-guide-any-method")


def when_text(words: Book, rule: Rule) -> str:
    """Return when a rule holds."""
    said = []
    if rule.min_fen is not None:
        said.append(words("manager-guide-from", amount=_yuan(rule.min_fen)))
    if rule.max_fen is not None:
        said.append(words("manager-guide-to", amount=_yuan(rule.max_fen)))
    said += [str(one).replace("-", "–") for one in rule.hours]
    said += [words(f"manager-guide-kind-{one}") for one in rule.order_kinds]
    said += [words(f"settings-store-industry.value-{one}") for one in rule.industries]
    said += [words(f"settings-store-customer_group.value-{one}") for one in rule.customer_groups]
    return _BETWEEN.join(said) or words("manager-guide-always")


def held_text(words: Book, outcome: Outcome) -> str:
    """Return the methods that a rule keeps off the list; empty where none does."""
    held = [one.method for one in outcome.choice.withheld if one.why == "rule"]
    return words("manager-guide-held", methods=methods_text(words, held)) if held else ""


def breakable(path: str) -> str:
    """Return a path that may be broken after its slashes."""
    return path.replace("/", "/" + _BREAK).replace("\\", "\\" + _BREAK)


def learning_lines(words: Book, view: LearningView) -> tuple[str, str]:
    """Return whether learning is on and since when, and what was counted."""
    state = "on" if view.on else "off"
    title = words(f"manager-guide-learn-{state}")
    if view.switched_at is not None:
        title = words(f"manager-guide-learn-{state}_since", day=_day(view.switched_at))
    if view.since is None:
        return title, words("manager-guide-learn-nothing")
    counted = words(
        "manager-guide-learn-counted",
        day=_day(view.since),
        confirmed=_tenths(view.confirmed),
        unconfirmed=_tenths(view.unconfirmed),
    )
    return title, counted


def script_title(words: Book, key: str) -> str:
    """Return what a script is about; one that the playbook has no more keeps a plain name."""
    if key == ACCOUNT_KEY:
        return words(ACCOUNT_KEY)
    for known in (f"report-script-{key}", key):
        if words.has(known):
            return words(known)
    return words("manager-guide-script-gone")


def script_state(words: Book, view: ScriptView) -> str:
    """Return which version is in force and why."""
    if view.pinned is None:
        tried = [one for one in view.versions if one.state == "trial" and one.share]
        key = "manager-guide-script-trial" if tried else "manager-guide-script-follows"
        return words(key, version=name(words, view.in_force))
    if view.idle:
        instead = name(words, view.in_force)
        return words("manager-guide-script-idle", version=name(words, view.pinned), instead=instead)
    return words("manager-guide-script-pinned", version=name(words, view.pinned))


def name(words: Book, version: str) -> str:
    """Return what a version is called."""
    return words("manager-guide-version", version=version.upper())


def version_state(words: Book, view: VersionView) -> str:
    """Return how a version is used here, whatever the playbook would do, and for how many."""
    if view.share >= 1.0:
        return words("manager-guide-state-active")
    if not view.share and view.state in ("active", "trial"):
        return words("manager-guide-state-unused")
    state = words(f"manager-guide-state-{view.state or 'gone'}")
    if not view.share:
        return state
    return words("manager-guide-share", state=state, percent=_percent(view.share))


def figures_text(words: Book, figures: Figures) -> str:
    """Return how many of a version's cases were paid; few are no ground to judge."""
    share = figures.recovered
    if not share.total:
        return words("manager-guide-figures-none")
    key = "manager-guide-figures" if figures.enough else "manager-guide-figures-few"
    return words(key, times=share.times, total=share.total, few=FEW)


def share_text(words: Book, figures: Figures) -> str:
    """Return of how many of a hundred cases a version was paid; empty while they are few."""
    share = figures.recovered.value
    if share is None or not figures.enough:
        return ""
    return words("manager-guide-paid", percent=_percent(share))


def verdict_text(words: Book, compared: Comparison, force: str) -> str:
    """Return what may be said of a version beside the one in force; nothing while too few."""
    if compared.verdict is Verdict.too_few:
        return ""
    return words(f"manager-guide-verdict-{compared.verdict}", version=name(words, force))


def per_hundred(share: float) -> str:
    """Return a share as how many of a hundred failures."""
    return f"{share * 100:.1f}"


def weight_text(words: Book, weight: float) -> str:
    """Return how much was counted for a cause."""
    if not weight:
        return words("manager-guide-weight-none")
    return words("manager-guide-weight", weight=_tenths(weight))


def _day(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d}"


def _tenths(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _yuan(fen: int) -> str:
    return Money(fen).yuan.removesuffix(".00")


def _percent(share: float) -> str:
    return f"{share * 100:.0f}"
