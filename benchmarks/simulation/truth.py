"""The truth of one failure: every draw has a key, so that every policy meets the same world.

A draw depends on the world's seed, the failure's number and the key alone, never on what was drawn
before: common random numbers.
"""

import math
from functools import cached_property
from hashlib import blake2b
from statistics import NormalDist

from benchmarks.simulation.world import Chances, Shown, TrueCause, World
from cashier.playbook.evidence import UNKNOWN

SECONDS_SIGMA = 0.3
_LIGHT_NEIGHBOURS = {"ok": ("warn", "warn"), "warn": ("ok", "fail"), "fail": ("warn", "warn")}
# One draw each time they are tried; every other remedy works or does not, once for all.
DRAWN_ANEW = frozenset({"wait", "retry_same"})
_NORMAL = NormalDist()
_LEAST = 1e-12


class Truth:
    """What is wrong this time, what can be seen of it, what would mend it, how long all takes."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self._key = f"{world.seed}/{number}/"
        self._seen: dict[str, str | None] = {}

    def uniform(self, key: str) -> float:
        """A number in [0, 1) for this key."""
        drawn = blake2b((self._key + key).encode(), digest_size=7).digest()
        return int.from_bytes(drawn, "big") / (1 << 56)

    @cached_property
    def cause(self) -> TrueCause:
        """The true cause."""
        causes = self.world.causes
        at = _pick(self.uniform("cause"), [cause.share for cause in causes])
        return causes[at]

    @cached_property
    def _till(self) -> Shown:
        rows = self.cause.till
        return rows[_pick(self.uniform("till"), [row.chance for row in rows])]

    @cached_property
    def code(self) -> str:
        """The provider's code as the till shows it; empty where it does not."""
        shown = self.uniform("code shown") < self.world.shop["register_code_shown"]
        return self._till.code if shown else ""

    @property
    def text(self) -> str:
        """The till's text; empty where it shows none."""
        return self._till.text

    @cached_property
    def patience(self) -> float:
        """Seconds after which this customer would leave."""
        shop = self.world.shop
        drawn = self._normal("patience") * shop["patience_sigma"]
        return shop["patience_median_seconds"] * math.exp(drawn)

    def sees(self, name: str) -> str | None:
        """What there is to see under this name; None when the world does not speak of it."""
        if name not in self._seen:
            self._seen[name] = self._look(name)
        return self._seen[name]

    def _look(self, name: str) -> str | None:
        table = None if self._quiet else self.cause.sees.get(name)
        table = table or self.world.usual(name)
        if table is None:
            return None
        value = _value(self.uniform(name), table)
        return self._through_light(name, value) if name.startswith("health.") else value

    @cached_property
    def _quiet(self) -> bool:
        return self.uniform("quiet") < self.cause.quiet

    def _through_light(self, name: str, value: str) -> str:
        """What a health light shows of the true value."""
        drawn, lights = self.uniform(f"light/{name}"), self.world.lights
        if value == UNKNOWN or drawn < lights["true"]:
            return value
        if drawn < lights["true"] + lights["unknown"]:
            return UNKNOWN
        return _LIGHT_NEIGHBOURS[value][self.uniform(f"neighbour/{name}") < 0.5]

    def answer(self, name: str, values: tuple[str, ...]) -> str:
        """What a person answers when asked for this: now and then wrong, or not known."""
        true = self.sees(name)
        if true is None or true == UNKNOWN:
            return UNKNOWN
        shop, drawn = self.world.shop, self.uniform(f"answer/{name}")
        if drawn < shop["answer_error"]:
            others = [value for value in values if value not in (true, UNKNOWN)]
            return others[int(self.uniform(f"wrong/{name}") * len(others))] if others else UNKNOWN
        if drawn < shop["answer_error"] + shop["answer_unknown"]:
            return UNKNOWN
        return true

    def works(self, remedy: str, time: int) -> bool:
        """Whether this remedy mends it, tried for the `time`-th time."""
        key = f"works/{remedy}/{time}" if remedy in DRAWN_ANEW else f"works/{remedy}"
        return self.uniform(key) < self.cause.mends.get(remedy, 0.0)

    def finds(self, chance: float) -> bool:
        """Whether somebody who looks at the right side finds the cause."""
        return self.uniform("finds") < chance

    def seconds(self, mean: float, key: str) -> float:
        """How long it takes this time: log-normal around the mean."""
        drawn = self._normal(f"seconds/{key}") * SECONDS_SIGMA
        return mean * math.exp(drawn - SECONDS_SIGMA * SECONDS_SIGMA / 2)

    def _normal(self, key: str) -> float:
        return _NORMAL.inv_cdf(max(_LEAST, self.uniform(key)))


def _pick(drawn: float, weights: list[float]) -> int:
    left = drawn * sum(weights)
    for at, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return at
    return len(weights) - 1


def _value(drawn: float, table: Chances) -> str:
    values = list(table)
    return values[_pick(drawn, [table[value] for value in values])]
