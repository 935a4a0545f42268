"""Every answer of a provider that can be addressed yields its cause and its state."""

from collections import defaultdict

import pytest

from cashier.cases.advice import Situation, advise
from cashier.diagnosis.order import MoneyState
from cashier.playbook.evidence import Evidence
from cashier.playbook.model import CodeRow
from tests.helpers.playbooks import shipped

CHARGE = tuple(row for row in shipped().codes.rows if row.call == "charge")
OTHERS = tuple(row for row in shipped().codes.rows if row.call != "charge")


def code_of(row: CodeRow) -> Evidence:
    return Evidence("register.code", f"{row.provider}/{row.code}", "register")


@pytest.mark.parametrize("row", CHARGE, ids=lambda row: f"{row.provider}/{row.code}|{row.message}")
def test_code_and_message_yield_the_rows_cause_and_state(row: CodeRow) -> None:
    said = [code_of(row)]
    if row.message:
        said.append(Evidence("register.text", row.message, "register"))
    advice = advise(Situation(evidence=tuple(said)), shipped())
    if row.message:
        assert advice.after.top.cause == row.cause
    assert advice.known.state is (MoneyState.failed if row.final else MoneyState.unknown)


def by_code() -> dict[tuple[str, str], list[CodeRow]]:
    grouped: dict[tuple[str, str], list[CodeRow]] = defaultdict(list)
    for row in CHARGE:
        grouped[row.provider, shipped().codes.normal_code(row.code)].append(row)
    return grouped


@pytest.mark.parametrize("rows", by_code().values(), ids=lambda rows: rows[0].code)
def test_a_code_alone_yields_one_of_its_causes_and_the_most_cautious_state(
    rows: list[CodeRow],
) -> None:
    advice = advise(Situation(evidence=(code_of(rows[0]),)), shipped())
    top = {one.cause for one in advice.after.ranked[:3]}
    assert top & {row.cause for row in rows}
    final = all(row.final for row in rows)
    assert advice.known.state is (MoneyState.failed if final else MoneyState.unknown)
    assert advice.charge_lock is not final


@pytest.mark.parametrize("row", OTHERS, ids=lambda row: f"{row.call}/{row.provider}/{row.code}")
def test_a_code_of_other_calls_only_keeps_the_lock(row: CodeRow) -> None:
    if any(own.call == "charge" for own in shipped().codes.by_code(row.provider, row.code)):
        return
    advice = advise(Situation(evidence=(code_of(row),)), shipped())
    assert advice.known.state is MoneyState.unknown
    assert advice.choice.offers == ()
