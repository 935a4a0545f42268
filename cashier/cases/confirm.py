"""Whether the end of a case confirms its cause: only then does the store learn from it.

The playbook alone is the witness. What was learned before has no say, or a habit would confirm
itself: a cause made likelier by counts would be counted more easily the next time.
"""

from collections.abc import Collection

from cashier.cases.advice import SURE
from cashier.cases.case import Case
from cashier.cases.outcome import Outcome
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.posterior import posterior
from cashier.playbook.evidence import Evidence

_ENDS = frozenset({Outcome.paid_same, Outcome.paid_other, Outcome.customer_left})


def confirms(case: Case, cause: str, outcome: Outcome, ticked: Collection[str] = ()) -> bool:
    """Whether `cause` is likely by the playbook's own priors, now that the case ends so.

    A customer who pays the same way after all was helped by the step that was ticked last, and that
    speaks for the causes which it mends. A case put off, or opened by mistake, confirms nothing.

    Args:
        case: the case as it stands.
        cause: what is kept as its cause.
        outcome: how it ends.
        ticked: the steps whose tick was not taken back.
    """
    if outcome not in _ENDS:
        return False
    evidence = case.evidence
    done = [step for step in case.steps_done if step in ticked]
    if outcome is Outcome.paid_same and done:
        evidence = (*evidence, Evidence(f"step.{done[-1]}", "helped"))
    top = posterior(Facts.of(evidence), case.playbook, case.method).top
    return top.cause == cause and top.probability >= SURE
