"""The hash chain: each event carries the hash of the one before it, so a quiet edit shows.

Pure: no database here. A chain proves that nothing inside it was changed, taken out, put in or
swapped. That its tail was not cut is proved only against a head noted elsewhere, such as on a
printed shift report.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

GENESIS = "0" * 64


class ChainFault(StrEnum):
    """What is wrong with a chain."""

    gap = "gap"
    changed = "changed"
    unlinked = "unlinked"
    head_missing = "head_missing"
    guard_missing = "guard_missing"
    text_changed = "text_changed"
    trim_unproved = "trim_unproved"


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a chain: what a shift report prints."""

    seq: int = 0
    hash: str = GENESIS


NOTHING = Head()


@dataclass(frozen=True, slots=True)
class Link:
    """One event as it stands in the chain. `case_id` is None for what concerns the whole till."""

    seq: int
    case_id: str | None
    kind: str
    at: str
    body: str
    prev_hash: str
    hash: str

    def own_hash(self) -> str:
        """Compute what the hash should be."""
        row = {"at": self.at, "body": self.body, "case": self.case_id, "kind": self.kind}
        text = canonical({**row, "seq": self.seq})
        return hashlib.sha256(f"{self.prev_hash}|{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ChainReport:
    """The verdict over a chain: how far it was sound, and what is wrong with event `at_seq`."""

    checked: int
    head: Head
    fault: ChainFault | None = None
    at_seq: int | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.fault is None


def canonical(record: Mapping[str, object]) -> str:
    """Return the one spelling of a record that is hashed and stored."""
    return json.dumps(
        record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def link(head: Head, case_id: str | None, record: Mapping[str, object], at: str) -> Link:
    """Make the event that follows `head`."""
    bare = Link(
        seq=head.seq + 1,
        case_id=case_id,
        kind=str(record["kind"]),
        at=at,
        body=canonical(record),
        prev_hash=head.hash,
        hash="",
    )
    return Link(
        bare.seq, bare.case_id, bare.kind, bare.at, bare.body, bare.prev_hash, bare.own_hash()
    )


def check_chain(
    links: Iterable[Link], anchor: Head | None = None, base: Head = NOTHING
) -> ChainReport:
    """Follow the chain from its beginning and stop at the first fault.

    Args:
        links: all events, oldest first.
        anchor: a head noted earlier; the chain must hold exactly that event, unless it is older
            than where the chain begins.
        base: the last record that was trimmed; the chain goes on from there.
    """
    head = base
    anchored = anchor is None or anchor == base or anchor.seq < base.seq
    for item in links:
        fault = _fault(head, item)
        if fault is not None:
            return ChainReport(head.seq, head, fault, item.seq)
        head = Head(item.seq, item.hash)
        anchored = anchored or head == anchor
    if not anchored and anchor is not None:
        return ChainReport(head.seq, head, ChainFault.head_missing, anchor.seq)
    return ChainReport(head.seq, head)


def _fault(head: Head, item: Link) -> ChainFault | None:
    if item.seq != head.seq + 1:
        return ChainFault.gap
    if item.prev_hash != head.hash:
        return ChainFault.unlinked
    return None if item.own_hash() == item.hash else ChainFault.changed
