"""How a case stood when its texts were dropped: kept in the chain, so that a replay needs no texts.

Pure. Without the register's words a replay could no longer tell whether the order was known; what
was known then holds until something new happens to the case.
"""

from collections.abc import Iterable, Mapping

from cashier.history.model import CaseRow, Standing

DROPPED = "TextsDropped"


def dropped_record(rows: Iterable[CaseRow], at: str) -> dict[str, object]:
    """Return the event of dropped texts; it names cases and states, never a text or a cause."""
    cases = {row.case_id: [row.state, row.open] for row in rows}
    return {"kind": DROPPED, "at": at, "cases": cases}


def standings(record: Mapping[str, object]) -> dict[str, Standing]:
    """Return how the cases stood, by their ids."""
    cases = record.get("cases")
    if not isinstance(cases, Mapping):
        return {}
    return {str(case): Standing(str(state), bool(still)) for case, (state, still) in cases.items()}
