"""What a report says, and its form for other programs."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.chain import ChainReport
from cashier.history.figures import PeriodFigures
from cashier.history.model import CaseRow, Shift
from cashier.history.proof import Rebuilt


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything a report says: of a shift, or of a period.

    `told` is what befell the record itself meanwhile, newest first; `place` is the store's name.
    """

    shift: Shift | None
    opened_from: datetime | None
    opened_before: datetime | None
    figures: PeriodFigures
    cases: tuple[CaseRow, ...]
    chain: ChainReport
    handed_over: tuple[CaseRow, ...] = ()
    rebuilt: Rebuilt | None = None
    told: tuple[AuditRecord, ...] = ()
    place: str = ""


def as_json(data: ReportData) -> str:
    """Return the report for other programs: money in fen, times in UTC."""
    document = {
        "store": data.place,
        "shift": _shift_json(data.shift),
        "period": {"from": _utc(data.opened_from), "to": _utc(data.opened_before)},
        "figures": _figures_json(data.figures),
        "handed_over": [row.case_id for row in data.handed_over],
        "cases": [_case_json(row) for row in data.cases],
        "chain": {
            "sound": data.chain.sound,
            "seq": data.chain.head.seq,
            "head": data.chain.head.hash,
            "printed": data.chain.head.printed,
            "fault": data.chain.fault,
            "fault_seq": data.chain.at_seq,
            "told": [_told_json(one) for one in data.told],
        },
    }
    if data.rebuilt is not None:
        document["rebuilt"] = {
            "cases": data.rebuilt.cases,
            "equal": data.rebuilt.equal,
            "differed": dict(data.rebuilt.differed),
        }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _told_json(change: AuditRecord) -> dict[str, object]:
    at = _utc(change.at)
    if change.kind is AuditKind.events_not_kept:
        return {"kind": change.kind, "at": at, "since": change.before, "count": change.after}
    return {"kind": change.kind, "at": at, "up_to_seq": change.before}


def _figures_json(figures: PeriodFigures) -> dict[str, object]:
    rate, close, sentence = figures.rate, figures.to_close, figures.to_sentence
    return {
        "failures": figures.failures,
        "saved": figures.saved,
        "switched_and_paid": figures.switched,
        "lost": figures.lost,
        "still_open": figures.still_open,
        "cancelled": figures.cancelled,
        "money_saved_fen": figures.money_saved.fen,
        "money_lost_fen": figures.money_lost.fen,
        "without_amount": figures.without_amount,
        "mean_wait_s": figures.mean_wait_s,
        "median_to_close_s": close.value if close else None,
        "median_to_sentence_s": sentence.value if sentence else None,
        "causes": {item.id: item.times for item in figures.causes},
        "sides": {item.id: item.times for item in figures.sides},
        "methods": {item.id: item.times for item in figures.methods},
        "switched": [
            {"method": item.method, "times": item.times, "paid": item.paid}
            for item in figures.switched_to
        ],
        "faces": asdict(figures.faces),
        "rate": asdict(rate) if rate else None,
    }


def _shift_json(shift: Shift | None) -> dict[str, object] | None:
    if shift is None:
        return None
    return {
        "id": shift.id,
        "opened_at": _utc(shift.opened_at),
        "opened_by": shift.opened_by,
        "closed_at": _utc(shift.closed_at),
        "closed_by": shift.closed_by,
        "note": shift.note,
        "handed_to": shift.handed_to,
        "payments": shift.payments,
    }


def _case_json(row: CaseRow) -> dict[str, object]:
    return {
        "case_id": row.case_id,
        "opened_at": _utc(row.opened_at),
        "closed_at": _utc(row.closed_at),
        "shift": row.shift_id,
        "till": row.till,
        "cashier": row.cashier,
        "amount_fen": row.amount.fen if row.amount is not None else None,
        "order_tail": row.order_tail,
        "method_failed": row.method_failed or None,
        "method_paid": row.method_paid or None,
        "cause": row.cause_kept or None,
        "side": row.side,
        "outcome": row.outcome or None,
        "state": row.state or None,
        "open": row.open,
        "waited_s": row.waited_s,
    }


def _utc(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
