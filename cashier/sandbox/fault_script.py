"""Scripts of faults: which ones are on at which second, or at which call. Pure: no clock, no I/O.

One step a line, or the same as JSON:

    at 10s bank_error slow for 30s      [{"at": 10, "faults": ["bank_error", "slow"], "for": 30},
    call 3 no_answer for 2 calls         {"call": 3, "faults": ["no_answer"], "for": 2}]

Seconds count from the start of the script, calls from 1; without `for` a step of seconds stays on
and a step of calls serves for one. `net.NAME` switches the way to the gateway. `#` begins a remark.
"""

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cashier.core.errors import WrongUse
from cashier.sandbox.fault_list import BY_NAME
from cashier.sandbox.net_faults import NetFault

NET = "net."
_LONGEST = 64 * 1024
_SECONDS = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)(ms|s|m)?")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, None: 1.0}
_COUNT = re.compile(r"[1-9]\d{0,5}")
_NETS = {f"{NET}{kind}" for kind in NetFault}
_KEYS = ("at", "call", "faults", "for")


class ScriptBroken(WrongUse):
    """A script cannot be read; says in which line, at which word, and what is nearest to it."""

    code = "script-broken"


@dataclass(frozen=True, slots=True)
class Step:
    """Faults that are on from `start` up to `end`, in seconds or in calls (`by_call`)."""

    names: tuple[str, ...]
    start: float
    end: float
    by_call: bool = False

    def holds(self, seconds: float, call: int) -> bool:
        """Whether it is on at this second, for this call."""
        now = call if self.by_call else seconds
        return self.start <= now < self.end


@dataclass(frozen=True, slots=True)
class FaultScript:
    """Steps in the order in which they stand."""

    steps: tuple[Step, ...] = ()

    def faults(self, seconds: float, call: int) -> tuple[str, ...]:
        """Return the faults of the gateway that are on.

        Args:
            seconds: since the script began.
            call: the number of the call that is being answered, from 1.
        """
        return tuple(name for name in self._names(seconds, call) if not name.startswith(NET))

    def net(self, seconds: float, call: int) -> NetFault | None:
        """Return how the way is to behave, None where the script says nothing of it now."""
        nets = [name for name in self._names(seconds, call) if name.startswith(NET)]
        return NetFault(nets[-1].removeprefix(NET)) if nets else None

    @property
    def uses_net(self) -> bool:
        """Whether any step switches the way."""
        return any(name.startswith(NET) for step in self.steps for name in step.names)

    def _names(self, seconds: float, call: int) -> Iterable[str]:
        return (name for step in self.steps if step.holds(seconds, call) for name in step.names)


def read_script(text: str) -> FaultScript:
    """Read a script, as lines or as JSON.

    Raises:
        ScriptBroken: a line or an entry cannot be read.
    """
    if len(text) > _LONGEST:
        raise _broken(1, f"{len(text)}", f"≤ {_LONGEST}")
    if text.lstrip().startswith("["):
        return FaultScript(tuple(_from_json(text)))
    steps = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if words:
            steps.append(_from_words(number, words))
    return FaultScript(tuple(steps))


def _from_words(line: int, words: Sequence[str]) -> Step:
    kind = _one_of(line, words[0], ("at", "call"))
    by_call = kind == "call"
    read = _count if by_call else _seconds
    start = read(line, words[1] if len(words) > 1 else "")
    rest = words[2:]
    names, length = list(rest), None
    if "for" in rest:
        place = rest.index("for")
        names, tail = list(rest[:place]), list(rest[place + 1 :])
        if by_call and tail[1:] in (["calls"], ["call"]):
            tail = tail[:1]
        if len(tail) != 1:
            raise _broken(
                line, " ".join(tail[1:]) or "for", "for 2 calls" if by_call else "for 10s"
            )
        length = read(line, tail[0])
    return _step(line, names, start, length, by_call=by_call)


def _from_json(text: str) -> Iterable[Step]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise _broken(error.lineno, error.msg, "[{…}]") from error
    except RecursionError as error:
        raise _broken(1, "[[[", "[{…}]") from error
    for number, entry in enumerate(found, 1):
        if not isinstance(entry, dict):
            raise _broken(number, _short(entry), '{"at": 0, "faults": []}')
        for key in entry:
            _one_of(number, key, _KEYS)
        yield _entry(number, entry)


def _entry(line: int, entry: dict[str, Any]) -> Step:
    by_call = "call" in entry
    if ("at" in entry) is by_call:
        raise _broken(line, ", ".join(entry), "at")
    read = _count if by_call else _seconds
    start = read(line, _short(entry["call" if by_call else "at"]))
    length = read(line, _short(entry["for"])) if "for" in entry else None
    names = entry.get("faults")
    if not isinstance(names, list):
        raise _broken(line, _short(names), '"faults": ["slow"]')
    return _step(line, [_short(name) for name in names], start, length, by_call=by_call)


def _step(
    line: int, names: Sequence[str], start: float, length: float | None, *, by_call: bool
) -> Step:
    known = (*BY_NAME, *sorted(_NETS))
    plain = tuple(_one_of(line, name.replace("-", "_"), known) for name in names)
    if not plain:
        raise _broken(line, "", "bank_error")
    lasts = (1.0 if by_call else float("inf")) if length is None else length
    return Step(plain, start, start + lasts, by_call)


def _seconds(line: int, word: str) -> float:
    match = _SECONDS.fullmatch(word)
    if match is None:
        raise _broken(line, word, "10s")
    return float(match[1]) * _UNITS[match[2]]


def _count(line: int, word: str) -> float:
    if _COUNT.fullmatch(word) is None:
        raise _broken(line, word, "1")
    return float(word)


def _one_of(line: int, word: str, known: Sequence[str]) -> str:
    if word in known:
        return word
    raise _broken(line, word, difflib.get_close_matches(word, known, n=1, cutoff=0.0)[0])


def _broken(line: int, word: str, nearest: str) -> ScriptBroken:
    return ScriptBroken(line=line, word=_short(word), nearest=nearest)


def _short(value: object) -> str:
    return str(value)[:40]
