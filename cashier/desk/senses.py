"""Turns what the camera reports into evidence, in the playbook's vocabulary. Pure."""

from cashier.playbook.evidence import Evidence
from cashier.scan.reading import Reading


def from_reading(reading: Reading) -> tuple[Evidence, ...]:
    """Return what a picture says about the code; nothing when there is no code in it."""
    seen = []
    if reading.reads:
        best = reading.reads[0]
        seen.append(("code.kind", best.kind))
        seen.append(("code.clarity", best.clarity.letter))
        seen.append(("code.fault", best.faults[0].name if best.faults else "none"))
    elif reading.unread:
        seen.append(("code.clarity", "F"))
        faults = reading.unread[0].faults
        if faults:
            seen.append(("code.fault", faults[0].name))
    if reading.own is not None:
        seen.append(("code.registered", reading.own.value))
    return tuple(Evidence(name, value, "scan", reading.seen_at) for name, value in seen)
