"""The hash chain: each event carries the hash of the one before it, so a quiet edit shows.

Pure: no database here. A chain proves that nothing inside it was changed, taken out, put in or
swapped. That its tail was not cut is proved only against a head noted elsewhere, such as on a
printed shift report.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from json.encoder import encode_basestring as _quoted

from cashier.core.errors import WrongUse

GENESIS = "0" * 64
_PRINTED = 16
_HEAD = re.compile(r"(?P<seq>\d{1,15})[-\s·,]+(?P<hash>[0-9a-f][0-9a-f\s-]{14,90})")


class HeadUnreadable(WrongUse):
    """A text that is not the head of a chain as a report prints it."""

    code = "head-unreadable"


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
    """The last event of a chain: what a shift report prints. Read back from paper, it is short."""

    seq: int = 0
    hash: str = GENESIS

    @property
    def printed(self) -> str:
        """The head as it is printed: place and the hash's first sixteen digits in fours."""
        digits = "-".join(self.hash[at : at + 4] for at in range(0, _PRINTED, 4))
        return f"{self.seq}-{digits}"

    @classmethod
    def read(cls, text: str) -> "Head":
        """Read what `printed` gave, also without its hyphens between the digits or in capitals.

        Raises:
            HeadUnreadable: it is none.
        """
        found = _HEAD.fullmatch(text.strip().lower())
        digits = re.sub(r"[-\s]", "", found["hash"]) if found else ""
        if found is None or len(digits) < _PRINTED:
            raise HeadUnreadable(text=text.strip()[:60])
        return cls(int(found["seq"]), digits)

    def is_of(self, seq: int, full_hash: str) -> bool:
        """Whether this is the event of that place and hash; a short hash must be its beginning."""
        return self.seq == seq and full_hash.startswith(self.hash)


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
        # What `canonical` gives for these five, spelt out: a chain is long.
        case = "null" if self.case_id is None else _quoted(self.case_id)
        text = (
            f'{self.prev_hash}|{{"at":{_quoted(self.at)},"body":{_quoted(self.body)},'
            f'"case":{case},"kind":{_quoted(self.kind)},"seq":{self.seq}}}'
        )
        return hashlib.sha256(text.encode()).hexdigest()


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

    def without_guard(self) -> "ChainReport":
        """Return the report on a database that has lost what keeps its chain append-only."""
        return self if self.fault else replace(self, fault=ChainFault.guard_missing)


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
        anchor: a head noted earlier, or read from paper; the chain must hold exactly that event,
            unless it is older than where the chain begins.
        base: the last record that was trimmed; the chain goes on from there.
    """
    head = base
    anchored = anchor is None or is_before(anchor, base)
    for item in links:
        fault = fault_after(head, item)
        if fault is not None:
            return ChainReport(head.seq, head, fault, item.seq)
        head = Head(item.seq, item.hash)
        anchored = anchored or (anchor is not None and anchor.is_of(item.seq, item.hash))
    if not anchored and anchor is not None:
        return ChainReport(head.seq, head, ChainFault.head_missing, anchor.seq)
    return ChainReport(head.seq, head)


def is_before(anchor: Head, base: Head) -> bool:
    """Whether an anchor is about what was trimmed, or about nothing."""
    return anchor.seq == 0 or anchor.seq < base.seq or anchor.is_of(base.seq, base.hash)


def fault_after(head: Head, item: Link) -> ChainFault | None:
    """Return what is wrong with `item` as the event that follows `head`."""
    if item.seq != head.seq + 1:
        return ChainFault.gap
    if item.prev_hash != head.hash:
        return ChainFault.unlinked
    return None if item.own_hash() == item.hash else ChainFault.changed
