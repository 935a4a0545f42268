"""Turns what the camera reports into evidence, in the playbook's vocabulary. Pure."""

from cashier.playbook.evidence import Evidence
from cashier.scan.seen import Seen

FRESHNESS = "code.freshness"


def from_seen(seen: Seen) -> tuple[Evidence, ...]:
    """Return what a picture says about the code; a read that does not count says nothing."""
    found = []
    front, unread = seen.front, seen.reading.unread
    if front is not None and seen.counts:
        found.append(("code.kind", front.kind))
        found.append(("code.clarity", front.clarity.letter))
        found.append(("code.fault", front.faults[0].name if front.faults else "none"))
        if seen.life is not None:
            found.append((FRESHNESS, seen.life.freshness.value))
    elif front is None and unread:
        found.append(("code.clarity", "F"))
        if unread[0].faults:
            found.append(("code.fault", unread[0].faults[0].name))
    if seen.reading.own is not None:
        found.append(("code.registered", seen.reading.own.value))
    return tuple(Evidence(name, value, "scan", seen.reading.seen_at) for name, value in found)
