"""What the end of a case confirms, and what it does not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.cases import events as happened
from cashier.cases.case import Case
from cashier.cases.confirm import confirms
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.playbook.evidence import Evidence
from cashier.playbook.model import UNCLEAR
from tests.helpers.playbooks import shipped

SURE = ("register.code", "wechat/AUTH_CODE_EXPIRE")
STALE = ("code.freshness", "stale")
ENDS = (Outcome.paid_same, Outcome.paid_other, Outcome.customer_left)


def case(*said: tuple[str, str], steps: tuple[str, ...] = ()) -> Case:
    event = happened.CaseOpened(
        case_id="A", at=ManualClock().now(), elapsed_s=0.0, till="1", method="wechat"
    )
    evidence = tuple(Evidence(name, value) for name, value in said)
    return replace(Case.opened(event, shipped()), evidence=evidence, steps_done=steps)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_sure_cause_is_confirmed_by_a_real_end_only(outcome: Outcome) -> None:
    assert confirms(case(SURE), "code.expired", outcome) is (outcome in ENDS)


@pytest.mark.parametrize("outcome", ENDS)
def test_a_cause_that_is_only_possible_or_another_one_is_not_confirmed(outcome: Outcome) -> None:
    assert not confirms(case(STALE), "code.expired", outcome)
    assert not confirms(case(SURE), "customer.no_funds", outcome)
    assert not confirms(case(), UNCLEAR, outcome)


def test_the_step_that_helped_last_confirms_what_it_mends() -> None:
    done = case(STALE, steps=("retry_same", "refresh_code"))
    both = {"retry_same", "refresh_code"}
    assert confirms(done, "code.expired", Outcome.paid_same, both)
    assert not confirms(done, "code.expired", Outcome.paid_other, both)
    assert not confirms(done, "code.expired", Outcome.paid_same)
    assert not confirms(done, "code.expired", Outcome.paid_same, {"retry_same"})


@given(st.sampled_from([cause.id for cause in shipped().causes]), st.sampled_from(ENDS))
def test_nothing_known_confirms_nothing(cause: str, outcome: Outcome) -> None:
    assert not confirms(case(("register.outcome", "failed")), cause, outcome)
