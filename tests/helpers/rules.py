"""Any rules that a file could hold, and some that it could not."""

from hypothesis import strategies as st

from cashier.core.trade import CUSTOMER_GROUPS, INDUSTRIES
from cashier.playbook.evidence import METHODS
from cashier.playbook.rules import EFFECTS, ORDER_KINDS, Hours, Rule

MINUTES = st.integers(0, 24 * 60 - 1)
HOURS = st.tuples(MINUTES, MINUTES).filter(lambda pair: pair[0] != pair[1])


def some(names: tuple[str, ...], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of some names, or none."""
    return st.lists(st.sampled_from(names), unique=True, max_size=most).map(tuple)


def any_rule() -> st.SearchStrategy[Rule]:
    """One rule, also such as keeps cash back or presses credit."""
    amounts = st.none() | st.integers(1, 10**7)
    return st.builds(
        Rule,
        id=st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda one: one != "own"),
        effect=st.sampled_from(EFFECTS),
        methods=some(METHODS, len(METHODS)),
        industries=some(INDUSTRIES[1:]),
        customer_groups=some(CUSTOMER_GROUPS[1:]),
        order_kinds=some(ORDER_KINDS),
        hours=st.lists(HOURS.map(lambda pair: Hours(*pair)), max_size=2).map(tuple),
        min_fen=amounts,
        max_fen=amounts,
    )


def any_rules() -> st.SearchStrategy[tuple[Rule, ...]]:
    """A handful of rules."""
    return st.lists(any_rule(), max_size=6, unique_by=lambda rule: rule.id).map(tuple)
