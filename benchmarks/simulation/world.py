"""A world: what really goes wrong in a shop, what it shows, what mends it, how long things take.

Read from a TOML file and checked to the last number; it knows nothing of the playbook's tables.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from cashier.core.errors import WrongUse
from cashier.playbook.evidence import CLOSED_NAMES, CONTRACT, UNKNOWN
from cashier.playbook.model import REMEDIES

Chances = Mapping[str, float]
Table = Mapping[str, object]

EXTRA_COSTS = ("read_till", "ask", "say", "find_supervisor")
LOOKED_AT = ("customer", "merchant", "network", "code")
_SHOP = (
    "failures_per_hour",
    "payments_per_hour",
    "service_seconds",
    "patience_median_seconds",
    "patience_sigma",
    "queue_patience_median_seconds",
)
_SHOP_CHANCES = ("answer_error", "answer_unknown", "register_code_shown")
_ROUNDING = 0.02


class WorldBroken(Exception):
    """A world file that cannot be used: the text names the file, the key and the fault."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the till may show for a cause; empty where it shows nothing."""

    code: str
    text: str
    chance: float


@dataclass(frozen=True, slots=True)
class TrueCause:
    """What is really wrong: how often, what the till shows, what else is seen, what mends it."""

    id: str
    share: float
    quiet: float
    till: tuple[Shown, ...]
    sees: Mapping[str, Chances]
    mends: Chances

    @property
    def side(self) -> str:
        """The side that it is on: the part before the dot."""
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class World:
    """One shop with everything that can go wrong in it. `seed` keys all its draws."""

    name: str
    seed: int
    shop: Mapping[str, float]
    lights: Chances
    seconds: Mapping[str, float]
    order: tuple[str, ...]
    look_seconds: Mapping[str, float]
    healthy: Mapping[str, Chances]
    causes: tuple[TrueCause, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every evidence name that this world speaks of."""
        told = {name for cause in self.causes for name in cause.sees}
        return tuple(name for name in CLOSED_NAMES if name in told or self.usual(name) is not None)

    def usual(self, name: str) -> Chances | None:
        """What is seen when nothing of that kind is wrong; the closest pattern counts."""
        return self._usual.get(name)

    @cached_property
    def _usual(self) -> Mapping[str, Chances]:
        found: dict[str, Chances] = {}
        for pattern in sorted(self.healthy, key=len):
            for name in CLOSED_NAMES:
                if fnmatchcase(name, pattern):
                    found[name] = self.healthy[pattern]
        return found


def parse_world(text: str, file: str, name: str, seed: int = 0) -> World:
    """Read a world.

    Raises:
        WorldBroken: something is missing or wrong.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise WorldBroken(f"{file}: not TOML: {wrong}") from None
    reader = _Reader(file)
    shop = reader.table(found, "shop")
    checklist = reader.table(found, "checklist")
    lights = reader.table(found, "lights")
    seconds = reader.table(found, "seconds")
    look_seconds = reader.table(checklist, "look_seconds", "checklist")
    return World(
        name=name,
        seed=seed,
        shop={key: reader.positive(shop, key, "shop") for key in _SHOP}
        | {key: reader.chance(shop, key, "shop") for key in _SHOP_CHANCES},
        lights={key: reader.chance(lights, key, "lights") for key in ("true", "unknown")},
        seconds={
            key: reader.positive(seconds, key, "seconds") for key in (*EXTRA_COSTS, *REMEDIES)
        },
        order=reader.order(checklist),
        look_seconds={
            side: reader.positive(look_seconds, side, "checklist.look_seconds")
            for side in LOOKED_AT
        },
        healthy=reader.sights(reader.table(found, "healthy"), "healthy"),
        causes=reader.causes(reader.table(found, "cause")),
    )


class _Reader:
    """Takes values out of the file's tables; a fault is named with file and key."""

    def __init__(self, file: str) -> None:
        self._file = file

    def fault(self, key: str, what: str) -> WorldBroken:
        return WorldBroken(f"{self._file}: {key}: {what}")

    def table(self, parent: Table, key: str, path: str = "") -> Table:
        whole = f"{path}.{key}" if path else key
        if key not in parent:
            raise self.fault(whole, "missing")
        found = parent[key]
        if not isinstance(found, dict):
            raise self.fault(whole, "must be a table")
        return found

    def number(self, parent: Table, key: str, path: str) -> float:
        if key not in parent:
            raise self.fault(f"{path}.{key}", "missing")
        value = parent[key]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fault(f"{path}.{key}", f"must be a number, not {value!r}")
        return float(value)

    def positive(self, parent: Table, key: str, path: str) -> float:
        value = self.number(parent, key, path)
        if not 0 < value < float("inf"):
            raise self.fault(f"{path}.{key}", f"must be above 0, not {value:g}")
        return value

    def chance(self, parent: Table, key: str, path: str) -> float:
        value = self.number(parent, key, path)
        if not 0 <= value <= 1:
            raise self.fault(f"{path}.{key}", f"must be between 0 and 1, not {value:g}")
        return value

    def order(self, checklist: Table) -> tuple[str, ...]:
        sides = checklist.get("order")
        if not isinstance(sides, list) or sorted(map(str, sides)) != sorted(LOOKED_AT):
            raise self.fault("checklist.order", f"must list each of {', '.join(LOOKED_AT)} once")
        return tuple(sides)

    def causes(self, tables: Table) -> tuple[TrueCause, ...]:
        found = tuple(self._cause(tables, name) for name in tables)
        self._whole((cause.share for cause in found), "cause.*.share")
        return found

    def sights(self, tables: Table, path: str) -> Mapping[str, Chances]:
        return {name: self._sight(tables, name, path) for name in tables}

    def _cause(self, tables: Table, name: str) -> TrueCause:
        path = f'cause."{name}"'
        table = self.table(tables, name, "cause")
        sees = self.table(table, "sees", path) if "sees" in table else {}
        mends = self.table(table, "mends", path)
        for remedy in mends:
            if remedy not in REMEDIES:
                raise self.fault(f"{path}.mends.{remedy}", "no such remedy")
        return TrueCause(
            id=name,
            share=self.chance(table, "share", path),
            quiet=self.chance(table, "quiet", path) if "quiet" in table else 0.0,
            till=self._till(table, path),
            sees=self.sights(sees, f"{path}.sees"),
            mends={remedy: self.chance(mends, remedy, f"{path}.mends") for remedy in mends},
        )

    def _till(self, table: Table, path: str) -> tuple[Shown, ...]:
        rows = table.get("till")
        if not isinstance(rows, list) or not rows:
            raise self.fault(f"{path}.till", "must be a list of [code, text, chance]")
        shown = []
        for number, row in enumerate(rows):
            where = f"{path}.till[{number}]"
            match row:
                case [str(code), str(text), int() | float() as chance] if 0 <= chance <= 1:
                    shown.append(Shown(code, text, float(chance)))
                case _:
                    raise self.fault(where, "must be [code, text, chance between 0 and 1]")
            if code:
                self._known(where, "register.code", code)
        self._whole((row.chance for row in shown), f"{path}.till")
        return tuple(shown)

    def _sight(self, tables: Table, name: str, path: str) -> Chances:
        whole = f'{path}."{name}"'
        table = self.table(tables, name, path)
        fitting = [known for known in CLOSED_NAMES if fnmatchcase(known, name)]
        if not fitting:
            raise self.fault(whole, "no such evidence")
        for value in table:
            self._known(whole, fitting[0], value)
        chances = {value: self.chance(table, value, whole) for value in table}
        self._whole(chances.values(), whole)
        return chances

    def _known(self, key: str, name: str, value: str) -> None:
        try:
            CONTRACT.check(name, value)
        except WrongUse:
            raise self.fault(key, f"{name} cannot be {value!r} ({UNKNOWN} can)") from None

    def _whole(self, chances: Iterable[float], key: str) -> None:
        total = sum(chances)
        if abs(total - 1) > _ROUNDING:
            raise self.fault(key, f"the chances must add up to 1, not {total:.4g}")
