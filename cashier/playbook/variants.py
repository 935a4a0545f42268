"""Versions of a script, and which of them a case gets. Pure: the same case always gets the same.

The plain key of a script is its version `a`; version `b` of `cause-code-expired` is the text
`cause-code-expired--b`. Causes that speak of a customer's credit share one entry: the record keeps
them as the customer's account only, so a version may not tell them apart. Nothing here reads a
file, and nothing here judges which version is better.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

PLAIN = "a"
MARK = "--"
ACCOUNT_KEY = "cause-customer-account"
_HASHED = 2**64


class State(StrEnum):
    """What a playbook says of a version; a shop's own is in force when the shop pins it."""

    active = "active"
    trial = "trial"
    former = "former"
    retired = "retired"
    own = "own"


@dataclass(frozen=True, slots=True)
class OwnText:
    """One part (aloud, clerk or display) of a shop's own version, in one language."""

    language: str
    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a script.

    Args:
        id: a short word; `a` is the plain key.
        state: active for everybody; trial for a share of the cases; former, to which one may go
            back; retired, never shown again.
        share: for a trial, the part of all cases that get it.
        dated: since when it stands in the playbook, as a date.
        author: who wrote it.
        source: where it comes from.
        note: what it tries out, in a sentence for the manager.
        own: the words of a shop's own version; what it leaves out is said as in the plain one.
    """

    id: str
    state: State
    share: float = 0.0
    dated: str = ""
    author: str = ""
    source: str = ""
    note: str = ""
    own: tuple[OwnText, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether it may be shown at all."""
        return self.state is not State.retired

    def text_key(self, key: str) -> str:
        """Return the Fluent key of a script in this version."""
        return key if self.id == PLAIN else f"{key}{MARK}{self.id}"


_ONLY = (Version(PLAIN, State.active),)


@dataclass(frozen=True, slots=True)
class Pins:
    """What this shop has chosen for itself: for each script its versions, the one in force last."""

    in_force: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, key: str) -> str | None:
        """Return the version pinned for a script, None where the playbook is followed."""
        chosen = self.in_force.get(key)
        return chosen[-1] if chosen else None


NO_PINS = Pins()


@dataclass(frozen=True, slots=True)
class Variants:
    """All versions of all scripts.

    Args:
        keys: every script key that may have versions.
        listed: the versions of the scripts that have more than one text, in the playbook's order.
        account: keys of the scripts that share the entry `ACCOUNT_KEY`.
    """

    keys: tuple[str, ...] = ()
    listed: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    account: frozenset[str] = frozenset()

    def entry(self, key: str) -> str:
        """Return under which key a script's versions are kept."""
        return ACCOUNT_KEY if key in self.account else key

    def of(self, key: str) -> tuple[Version, ...]:
        """Return the versions of a script; one that is not listed has its plain text only."""
        return self.listed.get(self.entry(key), _ONLY)

    def find(self, key: str, version_id: str) -> Version | None:
        """Return a version of a script by its id."""
        return next((one for one in self.of(key) if one.id == version_id), None)

    def active(self, key: str) -> Version:
        """Return the version for everybody."""
        return next(one for one in self.of(key) if one.state is State.active)

    def version_for(self, key: str, case_id: str = "", pins: Pins = NO_PINS) -> Version:
        """Return the version that a case gets: the pinned one, else by lot, else the active one.

        The lot is drawn from the case's id, so a case keeps its version. Without a case there is
        no lot. A pinned version that is gone or retired gives way to the active one.
        """
        entry = self.entry(key)
        pinned = pins.of(entry)
        if pinned is not None:
            found = self.find(entry, pinned)
            return found if found is not None and found.usable else self.active(entry)
        return (self._drawn(entry, case_id) if case_id else None) or self.active(entry)

    def with_own(self, own: Mapping[str, tuple[Version, ...]]) -> "Variants":
        """Return these and a shop's own versions after them, by the key of their script."""
        joined = {entry: (*self.of(entry), *versions) for entry, versions in own.items()}
        return replace(self, listed={**self.listed, **joined})

    def recorded(self, key: str, version: Version) -> str:
        """Return what an event keeps of a version: nothing where there is only one."""
        return version.id if self.entry(key) in self.listed else ""

    def idle(self, pins: Pins) -> tuple[str, ...]:
        """Return the scripts whose pinned version cannot be shown any more."""
        found = ((key, self.find(key, pins.of(key) or "")) for key in pins.in_force)
        return tuple(key for key, one in found if one is None or not one.usable)

    def settled(self) -> Pins:
        """Return pins that hold every script to its active version: no lots are drawn then."""
        return Pins({key: (self.active(key).id,) for key in self.listed})

    def text_keys(self) -> Iterable[str]:
        """Return the keys of all texts that versions need beside the plain ones."""
        for entry, versions in self.listed.items():
            members = sorted(self.account) if entry == ACCOUNT_KEY else (entry,)
            for one in versions:
                if one.usable and one.id != PLAIN and not one.own:
                    yield from (one.text_key(key) for key in members)

    def _drawn(self, entry: str, case_id: str) -> Version | None:
        lot = _lot(entry, case_id)
        for one in self.of(entry):
            if one.state is State.trial:
                lot -= one.share
                if lot < 0:
                    return one
        return None


NO_VARIANTS = Variants()


def plain_key(text_key: str) -> str:
    """Return the script key that a version's text key belongs to."""
    return text_key.partition(MARK)[0]


def _lot(entry: str, case_id: str) -> float:
    """Return a number from 0 up to 1 that only this case draws for this script."""
    drawn = sha256(f"{entry}\n{case_id}".encode("utf-8", "replace")).digest()
    return int.from_bytes(drawn[:8], "big") / _HASHED
