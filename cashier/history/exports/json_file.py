"""A report as JSON for other programs: ids and not words, money in fen, times in UTC."""

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path

from cashier.core.money import Money
from cashier.history.exports.job import Job
from cashier.history.exports.report import Report


def write(job: Job, path: Path) -> None:
    """Write the report, case by case."""
    with path.open("w", encoding="utf-8", errors="replace") as file:
        head = json.dumps(_head(job.report), ensure_ascii=False, indent=1)
        file.write(head.removesuffix("\n}") + ',\n "cases": [')
        gap = "\n  "
        for row in job.cases():
            file.write(gap + json.dumps(plain(row), ensure_ascii=False))
            gap = ",\n  "
        file.write("\n ]\n}\n")


def plain(value: object) -> object:
    """Return a value of the history as JSON has it; an amount's field is named `…_fen`."""
    if is_dataclass(value) and not isinstance(value, type | Money):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {_name(name, one): plain(one) for name, one in pairs}
    match value:
        case Money():
            return value.fen
        case datetime():
            return value.isoformat()
        case tuple() | list():
            return [plain(one) for one in value]
        case _:
            return value


def _name(name: str, value: object) -> str:
    return f"{name}_fen" if isinstance(value, Money) else name


def _head(report: Report) -> dict[str, object]:
    return {
        "store": report.place,
        "shift": plain(report.shift),
        "period": {
            "from": plain(report.wanted.opened_from),
            "to": plain(report.wanted.opened_before),
        },
        "figures": plain(report.figures),
        "handed_over": [row.case_id for row in report.handed_over],
        "chain": plain(report.head),
    }
