"""The policies that are not ours: the paper checklist, retrying, and the oracle."""

from benchmarks.simulation.plan import Plan, Plans, State
from benchmarks.simulation.sale import Sale

FOUND_AT_ITS_SIDE = 0.85
_COVERED_BY = {"provider": "network"}
_MOST_TRIES = 30


def play_checklist(sale: Sale, plans: Plans) -> None:
    """Look at the sides in the paper's order; use the found cause's best remedies."""
    world, cause = sale.truth.world, sale.truth.cause
    right_side = _COVERED_BY.get(cause.side, cause.side)
    found = sale.truth.finds(FOUND_AT_ITS_SIDE)
    for side in world.order:
        sale.spend(f"look/{side}", world.look_seconds[side])
        if side == right_side and found:
            _follow(sale, plans.of(cause))
            return
    _try_each(sale, ("switch_wallet", "cash"))
    sale.close()


def play_retry(sale: Sale) -> None:
    """Charge again twice, whatever the till says; then the supervisor, another wallet, cash."""
    for remedy in ("retry_same", "retry_same"):
        if sale.apply(remedy):
            return
    sale.fetch_supervisor()
    for remedy in ("switch_wallet", "cash"):
        if sale.apply(remedy):
            return
    sale.close()


def play_oracle(sale: Sale, plans: Plans) -> None:
    """Know the cause, and do what is quickest on average."""
    _follow(sale, plans.of(sale.truth.cause))


def _follow(sale: Sale, plan: Plan) -> None:
    state = State()
    for _ in range(_MOST_TRIES):
        remedy = plan.next(state)
        if remedy is None or sale.apply_safely(remedy):
            break
        state = plan.after(state, remedy)
    sale.close()


def _try_each(sale: Sale, remedies: tuple[str, ...]) -> None:
    for remedy in remedies:
        if sale.apply_safely(remedy):
            return
