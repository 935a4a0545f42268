"""The evidence as it stands now: the last word on each name. Not to know takes nothing back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cashier.playbook.evidence import Evidence

UNKNOWN = "unknown"
_ENDED = frozenset({"reversed", "closed", "refunded"})


@dataclass(frozen=True, slots=True)
class Facts:
    """The last known value of each name, in order of arrival; `unknown` counts as asked only."""

    values: Mapping[str, str]
    asked: frozenset[str]
    order_states: tuple[str, ...]

    @classmethod
    def of(cls, evidence: Iterable[Evidence]) -> "Facts":
        """Reduce a list of evidence, oldest first, to what it says now."""
        known: dict[str, str] = {}
        asked: set[str] = set()
        states: list[str] = []
        for item in evidence:
            asked.add(item.name)
            if item.name == "order.state":
                states.append(item.value)
            if item.value != UNKNOWN:
                known.pop(item.name, None)
                known[item.name] = item.value
        return cls(known, frozenset(asked), tuple(states))

    @property
    def order_found(self) -> str | None:
        """What the order was before somebody ended it: that is a symptom, ending it is none."""
        said = [state for state in self.order_states if state != UNKNOWN]
        before = [state for state in said if state not in _ENDED]
        states = before or said
        return states[-1] if states else None

    @property
    def paid_otherwise(self) -> bool:
        """Whether the customer has paid with another method since."""
        return any(value == "paid" for _, value in self.starting("tried."))

    def get(self, name: str) -> str | None:
        """Return the value of `name`, or None when it is not known."""
        return self.values.get(name)

    def starting(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Yield the known (name, value) pairs whose name starts with `prefix`."""
        return ((name, value) for name, value in self.values.items() if name.startswith(prefix))
