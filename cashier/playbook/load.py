"""Reads a playbook folder strictly into a `Playbook`.

An unknown key, a wrong chance, a name that does not exist or a missing text is refused with file,
line, entry and what to write instead; all faults at once. Data in, values out: nothing is run,
nothing corrected silently.
"""

from pathlib import Path
from typing import cast

from cashier.core.resources import resource
from cashier.core.words import LANGUAGES
from cashier.playbook.broken import Faults, Problem
from cashier.playbook.causes import Names, load_causes
from cashier.playbook.codes import CodeTable
from cashier.playbook.evidence import CONTRACT, METHODS, UNKNOWN, Vocabulary
from cashier.playbook.files import nearest
from cashier.playbook.hints import load_hints
from cashier.playbook.load_checklists import load_checklists
from cashier.playbook.load_variants import load_variants
from cashier.playbook.model import (
    REACHES,
    REMEDIES,
    Question,
    Reach,
    Remedy,
    Step,
    TillPhrase,
    When,
)
from cashier.playbook.overlay import read_overlay
from cashier.playbook.playbook import Leaks, Playbook
from cashier.playbook.rules import load_rules
from cashier.playbook.strict import Table
from cashier.playbook.tables import (
    check_row_causes,
    load_codes,
    load_methods,
    load_timings,
    load_wordings,
    version_of,
)
from cashier.playbook.texts import check_texts

ORDER_KINDS = ("payment_code", "dynamic", "static", "none")
STATES = ("not_charged", "unknown", "failed", "reversed", "paid")


def load_playbook(folder: Path | None = None, overlay: Path | None = None) -> Playbook:
    """Load and check the playbook in `folder`, or the one that ships with the program.

    Args:
        folder: the pack.
        overlay: a shop's own additions, laid over it.

    Raises:
        PlaybookBroken: anything in it, or in the additions, is missing or wrong; all is listed.
    """
    playbook, faults = read_playbook(folder or resource("playbook"))
    faults.refuse()
    return playbook if overlay is None else read_overlay(overlay, playbook).over(playbook)


def read_playbook(folder: Path) -> tuple[Playbook, Faults]:
    """Read a folder as far as it goes, for looking at; only without faults is it for use."""
    faults = Faults()
    version, languages, minimum, leaks = _load_head(folder, faults)
    steps = _load_steps(folder, faults)
    phrases = _load_phrases(folder, faults)
    rows = load_codes(folder, faults)
    names = Names.of(steps, phrases, rows.values())
    healthy, causes = load_causes(folder, names, faults)
    check_row_causes(rows, causes, faults)
    wordings = load_wordings(folder, rows.values(), phrases, faults)
    timings, stakes = load_timings(folder, faults)
    playbook = Playbook(
        version=version,
        languages=languages,
        minimum_program=minimum,
        causes=causes,
        codes=CodeTable(rows.values(), phrases, wordings),
        questions=_load_questions(folder, faults),
        steps=steps,
        methods=load_methods(folder, faults),
        timings=timings,
        stakes=stakes,
        healthy=healthy,
        phrases=phrases,
        leaks=leaks,
        rules=load_rules(folder, faults),
        vocabulary=Vocabulary(steps=(step.id for step in steps)),
        variants=load_variants(folder, causes, faults),
        hints=load_hints(folder, causes, faults),
        checklists=load_checklists(folder, [cause.id for cause in causes], steps, faults),
    )
    check_texts(playbook, folder, faults)
    return playbook, faults


def _load_head(folder: Path, faults: Faults) -> tuple[str, tuple[str, ...], str, Leaks]:
    head = Table.read(folder, "playbook.toml", faults)
    leaks = head.table("leaks")
    found = (
        head.text("version"),
        _languages(head),
        version_of(head, "minimum_program"),
        Leaks(*map(leaks.chance, ("unlisted", "own_row", "other_row", "unseen"))),
    )
    leaks.finish()
    head.finish()
    return found


def _languages(head: Table) -> tuple[str, ...]:
    """The languages of the playbook: all that the program speaks, since people switch."""
    found = head.known_words("languages", LANGUAGES)
    for missing in sorted(set(LANGUAGES) - set(found)):
        head.report("languages", Problem.missing_entry, wanted=missing)
    return found


def _when(table: Table) -> When:
    when = table.table("when", optional=True)
    found = When(
        methods=when.known_words("methods", METHODS),
        order_kinds=when.known_words("order_kinds", ORDER_KINDS),
        states=when.known_words("states", STATES),
    )
    when.finish()
    return found


def _load_steps(folder: Path, faults: Faults) -> tuple[Step, ...]:
    file = Table.read(folder, "steps.toml", faults)
    steps = file.table("step").each(_step)
    file.finish()
    return steps


def _step(step_id: str, table: Table) -> Step:
    return Step(
        id=step_id,
        remedy=cast(Remedy, table.choice("remedy", REMEDIES)),
        seconds=table.number("seconds"),
        reach=cast(Reach, table.choice("reach", REACHES)),
        charges=table.flag("charges"),
        when=_when(table),
    )


def _load_phrases(folder: Path, faults: Faults) -> tuple[TillPhrase, ...]:
    file = Table.read(folder, "till_texts.toml", faults)
    phrases = file.table("phrase").each(lambda name, one: TillPhrase(name, one.words("texts")))
    file.finish()
    return phrases


def _load_questions(folder: Path, faults: Faults) -> tuple[Question, ...]:
    file = Table.read(folder, "questions.toml", faults)
    questions = file.table("question").each(_question)
    file.finish()
    return questions


def _question(name: str, table: Table) -> Question:
    if name not in CONTRACT.names:
        close = nearest(name, CONTRACT.names)
        raise table.wrong("", Problem.unknown_name, found=name, wanted=close)
    values = table.words("values")
    if name != "register.text":
        table.known_words("values", CONTRACT.values(name))
    if values[-1:] != (UNKNOWN,):
        table.report("values", Problem.missing_entry, wanted=UNKNOWN)
    words = table.words("words", optional=True)
    return Question(name, values, table.number("seconds"), _when(table), words)
