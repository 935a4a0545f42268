"""One failed sale as a policy lives through it: the clock, the order, what each thing costs.

The rules are the same for everybody; a policy only chooses what comes next.
"""

from collections import Counter
from functools import lru_cache

from benchmarks.simulation.truth import Truth
from cashier.playbook.codes import CodeTable
from cashier.playbook.normalise import normal_code
from cashier.playbook.playbook import Playbook

CHARGES_NOTHING = frozenset(
    {
        "confirm_on_phone",
        "phone_network",
        "wait",
        "query",
        "reverse",
        "mend_clock",
        "mend_network",
        "mend_scanner",
        "mend_settings",
    }
)
OUTSIDE_REACH = frozenset({"mend_settings", "mend_clock"})
PENDING_CAUSES = frozenset({"customer.password_pending", "customer.phone_offline"})
_PENDING_CODES = frozenset({"USERPAYING", "SYSTEMERROR", "BANKERROR"})


class Finals:
    """Which texts are a provider's own final answer: exactly a row's words, and all rows final."""

    def __init__(self, playbook: Playbook) -> None:
        self._codes: CodeTable = playbook.codes
        self.says = lru_cache(maxsize=None)(self._says)

    def _says(self, text: str) -> bool:
        rows = self._codes.by_text(text)
        return bool(rows) and all(row.final for row in rows)


class Sale:
    """A failed sale from the first failure until it is paid."""

    def __init__(self, truth: Truth, finals: Finals) -> None:
        self.truth = truth
        self.seconds = 0.0
        self.second_charges = 0
        self.paid = False
        self.reversed = False
        self.queried = False
        self.fetched = False
        self.steps: list[tuple[str, float]] = []
        self._times: Counter[str] = Counter()
        self.may_be_pending = self._may_be_pending(finals)
        self.spend("read_till")

    @property
    def pending(self) -> bool:
        """Whether the first charge may still go through, known or not."""
        return self.truth.cause.id in PENDING_CAUSES and not (self.paid or self.reversed)

    def spend(self, what: str, mean: float | None = None) -> None:
        """Let the seconds of something pass."""
        self._times[what] += 1
        if mean is None:
            mean = self.truth.world.seconds[what]
        taken = self.truth.seconds(mean, f"{what}/{self._times[what]}")
        self.seconds += taken
        self.steps.append((what, taken))

    def query(self) -> str:
        """Ask the provider for the order.

        An order that does not pend is `closed`: by the rules the query settles the money and tells
        nothing of the cause.
        """
        self.spend("query")
        self.queried = True
        if self.paid:
            return "paid"
        if self.reversed:
            return "reversed"
        return "paying" if self.pending else "closed"

    def reverse(self) -> None:
        """Take the order back; whatever was pending is over."""
        self.spend("reverse")
        self.reversed = True

    def fetch_supervisor(self) -> None:
        """Call the supervisor, unless they already stand here."""
        if not self.fetched:
            self.spend("find_supervisor")
            self.fetched = True

    def apply(self, remedy: str) -> bool:
        """Try a remedy as it is: charging while the order is pending takes the money twice."""
        if self.pending and remedy not in CHARGES_NOTHING:
            self.second_charges += 1
        if remedy in OUTSIDE_REACH:
            self.fetch_supervisor()
        self.spend(remedy)
        self.spend("say")
        # An order that was taken back cannot be confirmed any more.
        dead = remedy == "confirm_on_phone" and self.reversed
        self.paid = not dead and self.truth.works(remedy, self._times[remedy])
        return self.paid

    def apply_safely(self, remedy: str) -> bool:
        """Try a remedy by the rules: a query first, and a pending order is taken back first."""
        if self.may_be_pending and not self.queried:
            self.query()
        if self.pending and remedy not in CHARGES_NOTHING:
            self.reverse()
        return self.apply(remedy)

    def close(self) -> None:
        """Nothing is left: the supervisor comes and helps out, as slowly as cash."""
        if not self.paid:
            self.spend("find_supervisor")
            self.spend("cash")
            self.paid = True

    def _may_be_pending(self, finals: Finals) -> bool:
        """What the till lets one think of the order."""
        truth = self.truth
        if truth.sees("register.outcome") == "timeout":
            return True
        if truth.code:
            return normal_code(truth.code.partition("/")[2]) in _PENDING_CODES
        return not finals.says(truth.text)
