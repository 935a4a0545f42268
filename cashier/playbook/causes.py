"""Loads causes.toml: how common each cause is, what is seen then, and what mends it.

Names are held against the other files; where such a file could not be read at all, that has been
told, and its names are not missed here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from cashier.playbook.broken import Faults, Problem
from cashier.playbook.evidence import CONTRACT, METHODS, UNKNOWN, UnknownEvidenceValue
from cashier.playbook.files import nearest
from cashier.playbook.model import (
    MENDERS,
    UNCLEAR,
    Cause,
    Chances,
    CodeRow,
    Mend,
    Mender,
    Side,
    Step,
    TillPhrase,
)
from cashier.playbook.strict import Table

_FILE = "causes.toml"
_SIDES = ("customer", "merchant", "network", "provider", "code")
_ROUNDING = 0.001


@dataclass(frozen=True, slots=True)
class Names:
    """What causes may speak of: the steps, the register's phrases, the answers of providers."""

    steps: Mapping[str, Step]
    phrases: Collection[str]
    answers: Collection[str]

    @classmethod
    def of(
        cls, steps: Iterable[Step], phrases: Iterable[TillPhrase], rows: Iterable[CodeRow]
    ) -> "Names":
        """The names that these parts give; an answer is `provider/CODE`, or with `|message`."""
        charge = [row for row in rows if row.call == "charge"]
        codes = {f"{row.provider}/{row.code}" for row in charge}
        return cls(
            steps={step.id: step for step in steps},
            phrases=tuple(phrase.id for phrase in phrases),
            answers=codes | {f"{row.provider}/{row.code}|{row.message}" for row in charge},
        )


def load_causes(
    folder: Path, names: Names, faults: Faults
) -> tuple[Mapping[str, Chances], tuple[Cause, ...]]:
    """Load what is seen when all is well, and every cause."""
    file = Table.read(folder, _FILE, faults)
    healthy = _sees(file.table("healthy"), names)
    causes = file.table("cause").each(lambda cause_id, table: _cause(cause_id, table, names))
    file.finish()
    if not faults.full(_FILE):
        _check_together(causes, file)
    return healthy, tuple(cause for cause in causes if cause.side in (*_SIDES, "none"))


def _check_together(causes: Collection[Cause], file: Table) -> None:
    """The priors add up, as far as all of them are right, and there is a cause for the rest."""
    total = sum(cause.prior for cause in causes)
    told = any(fault.entry.endswith(".prior") for fault in file.source.faults.of(_FILE))
    if abs(total - 1) > _ROUNDING and not told:
        file.report("cause", Problem.wrong_sum, found=f"{total:.4f}", wanted="prior = 1")
    if all(cause.id != UNCLEAR for cause in causes):
        file.report(f"cause.{UNCLEAR}", Problem.missing_entry, wanted=UNCLEAR)


def _cause(cause_id: str, table: Table, names: Names) -> Cause:
    side = cause_id.partition(".")[0]
    if cause_id == UNCLEAR:
        side = "none"
    elif side not in _SIDES or side == cause_id:
        wanted = f"{nearest(side, _SIDES)}.…"
        table.report("id", Problem.wrong_value, found=cause_id, wanted=wanted)
        side = "?"
    credit = table.flag("credit", default=False)
    return Cause(
        id=cause_id,
        side=cast(Side, side),
        mender=cast(Mender, table.choice("mender", MENDERS)),
        prior=table.chance("prior"),
        sees=_sees(table.table("sees", optional=True), names),
        mends=_mends(table.table("mends"), names.steps),
        credit=credit,
        discreet=credit or table.flag("discreet", default=False),
        methods=table.known_words("methods", METHODS),
        after_charge=table.flag("after_charge", default=False),
    )


def _sees(table: Table, names: Names) -> Mapping[str, Chances]:
    found: dict[str, Chances] = {}
    for name, values in table.tables():
        if name in CONTRACT.names:
            found[name] = values.chances(whole=name != "register.code")
            _check_values(values, name, names)
        else:
            close = nearest(name, CONTRACT.names)
            values.report("", Problem.unknown_name, found=name, wanted=close)
    return found


def _check_values(values: Table, name: str, names: Names) -> None:
    known: Collection[str]
    if name == "register.code":
        known = names.answers
    elif name == "register.text":
        known = names.phrases
    else:
        known = [value for value in CONTRACT.values(name) if value != UNKNOWN]
    for value in values.names():
        if name == "register.http":
            _check_status(values, value)
        elif known and value not in known:
            close = nearest(value, known)
            values.report(value, Problem.unknown_name, found=value, wanted=close)


def _check_status(values: Table, value: str) -> None:
    try:
        CONTRACT.check("register.http", value)
    except UnknownEvidenceValue as error:
        close = str(error.fields["nearest"])
        values.report(value, Problem.unknown_name, found=value, wanted=close)


def _mends(table: Table, steps: Mapping[str, Step]) -> tuple[Mend, ...]:
    if not table.data:
        table.report("step", Problem.missing_entry, wanted="step")
    found = []
    for step_id in table.names():
        value = table.data[step_id]
        if steps and step_id not in steps:
            close = nearest(step_id, steps)
            table.report(step_id, Problem.unknown_name, found=step_id, wanted=close)
        elif isinstance(value, dict):
            own = table.table(step_id)
            found.append(Mend(step_id, own.chance("chance"), own.number("seconds")))
            own.finish()
        else:
            seconds = steps[step_id].seconds if step_id in steps else 1.0
            found.append(Mend(step_id, table.chance(step_id), seconds))
    return tuple(found)
