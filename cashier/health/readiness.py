"""What the provider says of the merchant account, as probes for the lights. No I/O."""

from datetime import datetime

from cashier.health.lights import State
from cashier.health.probes import Probe, certificate_until
from cashier.playbook.evidence import Evidence

_ACCOUNT = ("health.merchant.", "health.certificate", "health.clock")
_STATES: dict[str, State] = {"ok": "ok", "warn": "warn", "fail": "fail"}
_WARN_DAYS = 30


def readiness_probes(found: tuple[Evidence, ...]) -> tuple[Probe, ...]:
    """Turn what the provider says of the merchant account into probes.

    What one call says of the line is left out: rounds measure it, damped, and one lost answer is no
    outage.
    """
    return tuple(
        Probe(item.name.removeprefix("health."), _STATES[item.value], None, _words(item))
        for item in found
        if item.name.startswith(_ACCOUNT) and item.value in _STATES
    )


def merchant_certificate(until: datetime | None, now: datetime) -> tuple[Probe, ...]:
    """Return the probe of the certificate that signs our calls; none where nobody knows its end."""
    if until is None:
        return ()
    key = "health-certificate-merchant"
    return (certificate_until(until, now, warn_days=_WARN_DAYS, key=key),)


def _words(item: Evidence) -> str:
    if item.name == "health.certificate":
        return f"readiness-credentials-{item.value}"
    if item.name == "health.clock":
        return "health-ok" if item.value == "ok" else "health-clock-tls"
    return f"health-merchant-{item.value}"
