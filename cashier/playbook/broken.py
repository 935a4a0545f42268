"""What can be wrong with a playbook, and the one error of this room that tells it.

A fault says where it stands and what to write instead. `Faults` gathers them, so that everything
wrong with a playbook is told at once. Nothing here reads a file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from cashier.core.errors import Unavailable

MOST_FAULTS = 200
# Beyond this, looking for more faults only takes time.
ENOUGH = 1000
_LONGEST_SHOWN = 80


class Problem(StrEnum):
    """What is wrong with an entry; each has its own sentence."""

    missing_file = "missing-file"
    unreadable = "unreadable"
    no_plain_file = "no-plain-file"
    too_large = "too-large"
    not_utf8 = "not-utf8"
    unknown_key = "unknown-key"
    missing_key = "missing-key"
    wrong_value = "wrong-value"
    wrong_chance = "wrong-chance"
    wrong_sum = "wrong-sum"
    unknown_name = "unknown-name"
    duplicate = "duplicate"
    missing_text = "missing-text"
    missing_entry = "missing-entry"
    newer_program = "newer-program"
    blocks_everything = "blocks-everything"
    cycle = "cycle"
    too_deep = "too-deep"
    endless = "endless"
    needs_value = "needs-value"
    too_long = "too-long"
    forbidden = "forbidden"
    promise = "promise"
    broken_example = "broken-example"
    contradiction = "contradiction"
    never_fits = "never-fits"
    idle_step = "idle-step"
    idle_question = "idle-question"
    unheard_script = "unheard-script"
    hidden_row = "hidden-row"
    vague = "vague"
    repeated = "repeated"


# Worth a look, but a playbook with these still works as it is written.
WARNINGS = frozenset(
    {
        Problem.idle_step,
        Problem.idle_question,
        Problem.unheard_script,
        Problem.hidden_row,
        Problem.vague,
        Problem.repeated,
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: where, what was found there, and what is wanted instead.

    `line` counts from 1; 0 is the file as a whole, where it is missing or empty.
    """

    file: str
    line: int
    entry: str
    problem: Problem
    found: str = ""
    wanted: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether the playbook may be used all the same."""
        return self.problem in WARNINGS

    @property
    def place(self) -> str:
        """Where it is, as `causes.toml:12`."""
        return f"{self.file}:{self.line}" if self.line else self.file


class PlaybookBroken(Unavailable):
    """A playbook cannot be used; the fields tell its first fault, `faults` all of them."""

    code = "playbook-broken"

    def __init__(
        self, file: str, entry: str, problem: Problem, *, found: str = "", wanted: str = ""
    ) -> None:
        self._tell((Fault(file, 0, entry, problem, found[:_LONGEST_SHOWN], wanted),))

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> "PlaybookBroken":
        """The refusal for all these faults, in the order of files and lines."""
        kept = shortlist(faults)
        refusal = cls(kept[0].file, kept[0].entry, kept[0].problem)
        refusal._tell(kept)
        return refusal

    def _tell(self, faults: tuple[Fault, ...]) -> None:
        first = faults[0]
        super().__init__(
            file=first.file,
            line=first.line,
            entry=first.entry,
            problem=first.problem.value,
            found=first.found,
            wanted=first.wanted,
            others=len(faults) - 1,
        )
        self.faults = faults


class Faults:
    """What is wrong so far. Loading goes on meanwhile, so that all of it can be told at once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[Fault]] = {}
        self._counts: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Fault]:
        for same_place in self._found.values():
            yield from same_place

    def __len__(self) -> int:
        return self._counts.total()

    def full(self, file: str) -> bool:
        """Whether a file has so many that looking for more in it helps nobody."""
        return self._counts[file] >= ENOUGH

    def add(self, *faults: Fault) -> None:
        """Take faults; one entry tells only its first problem: what follows from it is no news."""
        for fault in faults:
            known = self._found.setdefault((fault.file, fault.entry), [])
            if not known or (known[0].problem is fault.problem and fault not in known):
                known.append(fault)
                self._counts[fault.file] += 1

    def of(self, file: str) -> tuple[Fault, ...]:
        """Those of one file."""
        return tuple(fault for fault in self if fault.file == file)

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Record what is refused inside, and go on after it."""
        try:
            yield
        except PlaybookBroken as refusal:
            self.add(*refusal.faults)

    def refuse(self) -> None:
        """Raise the refusal when there is any fault.

        Raises:
            PlaybookBroken: with all of them.
        """
        if self:
            raise PlaybookBroken.of(self)


def shortlist(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Sort them by file and line; of too many, warnings go first, and each file keeps its share."""
    seen: Counter[str] = Counter()
    ranked = []
    for fault in sorted(set(faults)):
        ranked.append((fault.is_warning, seen[fault.file], fault))
        seen[fault.file] += 1
    return tuple(sorted(fault for _, _, fault in sorted(ranked)[:MOST_FAULTS]))
