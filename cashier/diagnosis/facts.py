"""The evidence as it stands now: the last word on each name, what nobody knows left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cashier.playbook.evidence import Evidence

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Facts:
    """The last value of each name, in order of arrival; `unknown` counts as asked, not as known."""

    values: Mapping[str, str]
    asked: frozenset[str]
    order_states: tuple[str, ...]

    @classmethod
    def of(cls, evidence: Iterable[Evidence]) -> "Facts":
        """Reduce a list of evidence, oldest first, to what it says now."""
        last: dict[str, str] = {}
        states: list[str] = []
        for item in evidence:
            last.pop(item.name, None)
            last[item.name] = item.value
            if item.name == "order.state":
                states.append(item.value)
        known = {name: value for name, value in last.items() if value != UNKNOWN}
        return cls(known, frozenset(last), tuple(states))

    def get(self, name: str) -> str | None:
        """Return the value of `name`, or None when it is not known."""
        return self.values.get(name)

    def starting(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Yield the known (name, value) pairs whose name starts with `prefix`."""
        return ((name, value) for name, value in self.values.items() if name.startswith(prefix))
