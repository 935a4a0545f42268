"""Reads a playbook folder strictly into a `Playbook`.

An unknown key, a wrong chance, a name that does not exist or a missing text is refused with file,
entry and what to write instead. Data in, values out: nothing is run, nothing corrected silently.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from cashier.core.resources import resource
from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.codes import CodeTable
from cashier.playbook.evidence import CONTRACT, METHODS, UNKNOWN, Vocabulary
from cashier.playbook.load_variants import load_variants
from cashier.playbook.model import (
    MENDERS,
    REACHES,
    REMEDIES,
    UNCLEAR,
    Cause,
    Chances,
    Mend,
    Mender,
    Question,
    Reach,
    Remedy,
    Side,
    Step,
    TillPhrase,
    When,
)
from cashier.playbook.overlay import read_overlay
from cashier.playbook.playbook import Leaks, Playbook
from cashier.playbook.rules import load_rules
from cashier.playbook.strict import Table, nearest
from cashier.playbook.tables import (
    check_code_causes,
    load_codes,
    load_methods,
    load_timings,
    load_wordings,
    version_of,
)
from cashier.playbook.texts import check_texts

ORDER_KINDS = ("payment_code", "dynamic", "static", "none")
STATES = ("not_charged", "unknown", "failed", "reversed", "paid")
_SIDES = ("customer", "merchant", "network", "provider", "code")
_ROUNDING = 0.001


def load_playbook(folder: Path | None = None, overlay: Path | None = None) -> Playbook:
    """Load and check the playbook in `folder`, or the one that ships with the program.

    Args:
        folder: the pack.
        overlay: a shop's own additions, laid over it.

    Raises:
        PlaybookBroken: anything in it, or in the additions, is missing or wrong.
    """
    folder = folder or resource("playbook")
    version, languages, minimum, leaks = _load_head(folder)
    steps = _load_steps(folder)
    phrases = _load_phrases(folder)
    healthy, causes = _load_causes(folder, steps, phrases)
    rows = load_codes(folder, {cause.id for cause in causes})
    codes = CodeTable(rows, phrases, load_wordings(folder, rows, phrases))
    check_code_causes(causes, codes)
    timings, stakes = load_timings(folder)
    playbook = Playbook(
        version=version,
        languages=languages,
        minimum_program=minimum,
        causes=causes,
        codes=codes,
        questions=_load_questions(folder),
        steps=steps,
        methods=load_methods(folder),
        timings=timings,
        stakes=stakes,
        healthy=healthy,
        phrases=phrases,
        leaks=leaks,
        rules=load_rules(folder),
        vocabulary=Vocabulary(steps=(step.id for step in steps)),
        variants=load_variants(folder, causes),
    )
    check_texts(playbook, folder)
    return playbook if overlay is None else read_overlay(overlay, playbook).over(playbook)


def _load_head(folder: Path) -> tuple[str, tuple[str, ...], str, Leaks]:
    head = Table.read(folder, "playbook.toml")
    leaks = head.table("leaks")
    found = (
        head.text("version"),
        head.words("languages"),
        version_of(head, "minimum_program"),
        Leaks(leaks.chance("unlisted"), leaks.chance("own_row"), leaks.chance("other_row")),
    )
    leaks.finish()
    head.finish()
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


def _load_steps(folder: Path) -> tuple[Step, ...]:
    file = Table.read(folder, "steps.toml")
    steps = []
    for step_id, table in file.table("step").tables():
        step = Step(
            id=step_id,
            remedy=cast(Remedy, table.choice("remedy", REMEDIES)),
            seconds=table.number("seconds"),
            reach=cast(Reach, table.choice("reach", REACHES)),
            charges=table.flag("charges"),
            when=_when(table),
        )
        table.finish()
        steps.append(step)
    file.finish()
    return tuple(steps)


def _load_phrases(folder: Path) -> tuple[TillPhrase, ...]:
    file = Table.read(folder, "till_texts.toml")
    phrases = []
    for phrase_id, table in file.table("phrase").tables():
        phrases.append(TillPhrase(phrase_id, table.words("texts")))
        table.finish()
    file.finish()
    return tuple(phrases)


def _load_questions(folder: Path) -> tuple[Question, ...]:
    file = Table.read(folder, "questions.toml")
    questions = []
    for name, table in file.table("question").tables():
        if name not in CONTRACT.names:
            close = nearest(name, CONTRACT.names)
            raise table.wrong("name", Problem.unknown_name, found=name, wanted=close)
        values = table.words("values")
        if values[-1:] != (UNKNOWN,):
            raise table.wrong("values", Problem.missing_entry, wanted=UNKNOWN)
        if name != "register.text":
            table.known_words("values", CONTRACT.values(name))
        questions.append(Question(name, values, table.number("seconds"), _when(table)))
        table.finish()
    file.finish()
    return tuple(questions)


def _load_causes(
    folder: Path, steps: tuple[Step, ...], phrases: tuple[TillPhrase, ...]
) -> tuple[Mapping[str, Chances], tuple[Cause, ...]]:
    file = Table.read(folder, "causes.toml")
    phrase_ids = tuple(phrase.id for phrase in phrases)
    healthy = _sees(file.table("healthy"), phrase_ids)
    table = file.table("cause")
    causes = tuple(_cause(one, entry, steps, phrase_ids) for one, entry in table.tables())
    file.finish()
    total = sum(cause.prior for cause in causes)
    if abs(total - 1) > _ROUNDING:
        raise file.wrong("prior", Problem.wrong_sum, found=f"{total:.4f}", wanted="1")
    if all(cause.id != UNCLEAR for cause in causes):
        raise file.wrong("cause", Problem.missing_entry, wanted=UNCLEAR)
    return healthy, causes


def _cause(
    cause_id: str, table: Table, steps: tuple[Step, ...], phrase_ids: tuple[str, ...]
) -> Cause:
    side = cause_id.partition(".")[0]
    if cause_id != UNCLEAR and (side not in _SIDES or side == cause_id):
        wanted = f"{nearest(side, _SIDES)}.…"
        raise table.wrong("id", Problem.wrong_value, found=cause_id, wanted=wanted)
    cause = Cause(
        id=cause_id,
        side="none" if cause_id == UNCLEAR else cast(Side, side),
        mender=cast(Mender, table.choice("mender", MENDERS)),
        prior=table.chance("prior"),
        sees=_sees(table.table("sees", optional=True), phrase_ids),
        mends=_mends(table.table("mends"), {step.id: step for step in steps}),
        credit=table.flag("credit", default=False),
        methods=table.known_words("methods", METHODS),
    )
    table.finish()
    return cause


def _sees(table: Table, phrase_ids: tuple[str, ...]) -> Mapping[str, Chances]:
    found: dict[str, Chances] = {}
    for name, values in table.tables():
        if name not in CONTRACT.names:
            close = nearest(name, CONTRACT.names)
            raise table.wrong(name, Problem.unknown_name, found=name, wanted=close)
        found[name] = values.chances(whole=name != "register.code")
        _check_values(values, name, phrase_ids)
    return found


def _check_values(values: Table, name: str, phrase_ids: Iterable[str]) -> None:
    if name == "register.code":
        return
    known = tuple(phrase_ids) if name == "register.text" else CONTRACT.values(name)
    for value in values.data:
        if name == "register.http":
            CONTRACT.check(name, value)
        elif value not in known or value == UNKNOWN:
            close = nearest(value, (one for one in known if one != UNKNOWN))
            raise values.wrong(value, Problem.unknown_name, found=value, wanted=close)


def _mends(table: Table, steps: Mapping[str, Step]) -> tuple[Mend, ...]:
    if not table.data:
        raise PlaybookBroken(table.file, table.entry, Problem.missing_entry, wanted="step")
    found = []
    for step_id, value in table.data.items():
        if step_id not in steps:
            close = nearest(step_id, steps)
            raise table.wrong(step_id, Problem.unknown_name, found=step_id, wanted=close)
        if isinstance(value, dict):
            own = table.table(step_id)
            found.append(Mend(step_id, own.chance("chance"), own.number("seconds")))
            own.finish()
        else:
            found.append(Mend(step_id, table.chance(step_id), steps[step_id].seconds))
    return tuple(found)
