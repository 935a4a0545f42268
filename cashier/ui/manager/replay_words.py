"""What a step of a replayed case says, as sentences. No Qt."""

from dataclasses import replace

from cashier.desk.case_views import WhyView
from cashier.desk.ledger_views import ReplayStep, Said
from cashier.desk.views import Phrase, Ref
from cashier.history.model import CaseRow
from cashier.ui.manager.causes import cause_name
from cashier.ui.manager.figures import grouped
from cashier.ui.manager.guidance_words import script_title
from cashier.ui.why import why_text
from cashier.ui.words import Book, clock_time, key_part

_BETWEEN = " · "


def step_title(words: Book, step: ReplayStep) -> str:
    """Return what happened."""
    return said_text(words, step.title)


def step_detail(words: Book, step: ReplayStep) -> str:
    """Return the small print of a step; empty where there is none."""
    return _BETWEEN.join(said_text(words, one) for one in step.details)


def said_text(words: Book, said: Said) -> str:
    """Return a phrase or a piece of evidence; names that the playbook has no more stay plain."""
    if isinstance(said, WhyView):
        return why_text(words, said)
    return words.phrase(_named(words, said))


def case_line(words: Book, row: CaseRow) -> str:
    """Return when, which way and by whom: `14:32 分付 → 微信零钱 · 王芳`."""
    failed = words.method(row.method_failed)
    other = row.method_paid or row.method_switched
    way = failed
    if other and other != row.method_failed:
        way = " → ".join(part for part in (failed, words.method(other)) if part)
    parts = (clock_time(row.opened_at), way)
    line = " ".join(part for part in parts if part)
    return _BETWEEN.join(part for part in (line, row.cashier) if part)


def case_title(words: Book, row: CaseRow) -> str:
    """Return the amount, or that none was noted."""
    return words("money", amount=grouped(row.amount)) if row.amount else words("amount-any")


def case_day(row: CaseRow) -> str:
    """Return the day on which a case was opened."""
    return f"{row.opened_at.astimezone():%Y-%m-%d}"


def _named(words: Book, phrase: Phrase) -> Phrase:
    """Put words where the desk named causes, scripts and providers by their ids."""
    args = tuple((name, _word(words, value)) for name, value in phrase.args)
    return replace(phrase, args=args)


def _word(words: Book, value: str | int | float | Ref) -> str | int | float | Ref:
    if not isinstance(value, Ref):
        return value
    if value.kind == "cause":
        return cause_name(words, value.id)
    if value.kind == "replay-script":
        return script_title(words, value.id)
    key = f"{value.kind}-{key_part(value.id)}"
    if value.kind == "provider" and not words.has(key):
        return words("provider-any")
    return value
