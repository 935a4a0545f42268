"""The evidence as it stands now: the last word on each name. Not to know takes nothing back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cashier.playbook.evidence import Evidence

UNKNOWN = "unknown"
_ENDED = frozenset({"reversed", "closed", "refunded"})


@dataclass(frozen=True, slots=True)
class _Places:
    """Where in the evidence a name was asked last, told last, and since when its value holds."""

    asked: dict[str, int]
    told: dict[str, int]
    held: dict[str, int]

    def held_from(self, names: Iterable[str]) -> int:
        return max((self.held.get(name, -1) for name in names), default=-1)


@dataclass(frozen=True, slots=True)
class Facts:
    """The last known value of each name, in order of arrival; `unknown` counts as asked only."""

    values: Mapping[str, str]
    asked: frozenset[str]
    order_states: tuple[str, ...]
    _places: _Places

    @classmethod
    def of(cls, evidence: Iterable[Evidence]) -> "Facts":
        """Reduce a list of evidence, oldest first, to what it says now."""
        known: dict[str, str] = {}
        places = _Places({}, {}, {})
        states: list[str] = []
        for place, item in enumerate(evidence):
            places.asked[item.name] = place
            if item.name == "order.state":
                states.append(item.value)
            if item.value != UNKNOWN:
                if known.pop(item.name, None) != item.value:
                    places.held[item.name] = place
                places.told[item.name] = place
                known[item.name] = item.value
        return cls(known, frozenset(places.asked), tuple(states), places)

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

    def told_since(self, name: str, *grounds: str) -> bool:
        """Whether `name` was last told once each of `grounds` was what it is now."""
        return self._places.told.get(name, -1) > self._places.held_from(grounds)

    def asked_since(self, name: str, *grounds: str) -> bool:
        """Whether `name` was last asked, answered or not, once each of `grounds` was as it is."""
        return self._places.asked.get(name, -1) > self._places.held_from(grounds)

    def starting(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Yield the known (name, value) pairs whose name starts with `prefix`."""
        return ((name, value) for name, value in self.values.items() if name.startswith(prefix))
