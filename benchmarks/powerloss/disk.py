"""A disk of which only what was synced is sure: rebuilds what a power cut may leave at any moment.

What a file got since its last sync may be gone, there in part, or torn in the middle of a sector
boundary, and in any order; the same holds for names that came or went since their folder's sync.
The rename of a file is one step: both of its names change, or neither.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from benchmarks.powerloss.trace import (
    Acknowledged,
    Name,
    Step,
    Sync,
    SyncFolder,
    Truncate,
    Write,
)

_SECTOR = 512


class Cut(StrEnum):
    """What becomes of everything that was not synced when the power went."""

    dropped = "dropped"
    half = "half kept"
    torn = "torn"
    shuffled = "any of it"


Change = Write | Truncate
Files = dict[str, bytes]


@dataclass(slots=True)
class Disk:
    """What is sure, and what is still on its way."""

    sure: dict[int, bytearray] = field(default_factory=dict)
    coming: dict[int, list[Change]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    naming: list[Name] = field(default_factory=list)
    acknowledged: int = 0

    def take(self, step: Step) -> None:
        """Let the process do one step."""
        match step:
            case Write() | Truncate():
                self.coming.setdefault(step.inode, []).append(step)
            case Sync():
                for change in self.coming.pop(step.inode, []):
                    _apply(self.sure.setdefault(step.inode, bytearray()), change)
            case Name():
                self.naming.append(step)
            case SyncFolder():
                here = [one for one in self.naming if str(Path(one.path).parent) == step.path]
                self.naming = [one for one in self.naming if one not in here]
                _name(self.names, here)
            case Acknowledged():
                self.acknowledged = max(self.acknowledged, step.seq)

    @property
    def all_is_sure(self) -> bool:
        """Whether a power cut now can change nothing."""
        return not self.naming and not any(self.coming.values())

    def after(self, cut: Cut, chance: random.Random) -> Files:
        """Return the files as they may be found after a power cut now."""
        names = dict(self.names)
        _name(names, _kept_names(self.naming, cut, chance))
        return {path: bytes(self._content(inode, cut, chance)) for path, inode in names.items()}

    def _content(self, inode: int, cut: Cut, chance: random.Random) -> bytearray:
        content = bytearray(self.sure.get(inode, b""))
        for change in _kept(self.coming.get(inode, []), cut, chance):
            _apply(content, change)
        return content


def moments(steps: Sequence[Step]) -> Iterator[Disk]:
    """Yield the disk before the first step and after each; it is one object that goes on."""
    disk = Disk()
    yield disk
    for step in steps:
        disk.take(step)
        yield disk


def _kept(changes: Sequence[Change], cut: Cut, chance: random.Random) -> Sequence[Change]:
    match cut:
        case Cut.dropped:
            return ()
        case Cut.half:
            return changes[: (len(changes) + 1) // 2]
        case Cut.torn:
            return [*changes[:-1], *(_torn(one, chance) for one in changes[-1:])]
        case Cut.shuffled:
            kept = [one for one in changes if chance.random() < 0.5]
            return [_torn(one, chance) if chance.random() < 0.2 else one for one in kept]


def _torn(change: Change, chance: random.Random) -> Change:
    """Return the part of a write that reached the disk: whole sectors, from its beginning."""
    if isinstance(change, Truncate):
        return change
    first = _SECTOR - change.at % _SECTOR
    cuts = [0, *range(first, len(change.data), _SECTOR)]
    return Write(change.inode, change.at, change.data[: chance.choice(cuts)])


def _kept_names(naming: Sequence[Name], cut: Cut, chance: random.Random) -> Sequence[Name]:
    """Keep names from the beginning on: a file system writes its folders in their order."""
    whole = len(naming)
    end = {Cut.dropped: 0, Cut.half: (whole + 1) // 2, Cut.torn: whole}.get(cut)
    if end is None:
        end = chance.randint(0, whole)
    # A rename is two of ours and one of the file system's.
    if 0 < end < len(naming) and naming[end].inode is None and naming[end - 1].inode is not None:
        end += 1
    return naming[:end]


def _apply(content: bytearray, change: Change) -> None:
    if isinstance(change, Truncate):
        del content[change.length :]
        content.extend(bytes(change.length - len(content)))
        return
    if len(content) < change.at:
        content.extend(bytes(change.at - len(content)))
    content[change.at : change.at + len(change.data)] = change.data


def _name(names: dict[str, int], changes: Sequence[Name]) -> None:
    for change in changes:
        if change.inode is None:
            names.pop(change.path, None)
        else:
            names[change.path] = change.inode
