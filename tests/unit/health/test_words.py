"""Every light, state, link and way to fail has words, and every trouble says what to do."""

from typing import get_args

import pytest

from cashier.core.words import LANGUAGES, Words
from cashier.health.chain import LINKS, Learnt
from cashier.health.lights import NAMES, State

_STOPS = {
    "dns": ("unknown_name", "timeout", "cut"),
    "tcp": ("timeout", "refused", "cut"),
    "tls": ("timeout", "certificate", "clockish", "cut"),
    "first_byte": ("timeout", "cut", "late"),
}
_TROUBLE = [f"health-{stage}-{reason}" for stage, reasons in _STOPS.items() for reason in reasons]
_TROUBLE += ["health-http", "health-slow", "health-lossy", "health-shaky", "health-recovering"]
_TROUBLE += [f"health-internet-{how}" for how in ("intercepted", "no_route", "no_names", "nothing")]
_TROUBLE += [f"health-clock-{how}" for how in ("ahead", "behind", "tls")]
_TROUBLE += [
    f"health-certificate-{whose}_{how}"
    for whose in ("peer", "merchant")
    for how in ("soon", "expired")
]
_TROUBLE += ["health-version-old", "health-merchant-warn", "health-merchant-fail"]
_FINE = ["ok", "not_checked", "needs_nothing", "clock-ok", "certificate-ok", "version-ok"]
_FINE += ["merchant-ok"]
_CHARGES = ("现金", "收款", "换个方式", "cash", "way to pay")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_shown_has_words(language: str) -> None:
    words = Words(language, ("health",))
    keys = [f"health-{key}" for key in _FINE]
    keys += [f"health-name-{name.replace('.', '-')}" for name in NAMES]
    keys += [f"health-state-{state}" for state in get_args(State)]
    keys += [f"health-chain-{link}" for link in LINKS]
    keys += [f"health-learnt-{learnt}" for learnt in (*get_args(Learnt), "unused")]
    for key in [*keys, *_TROUBLE]:
        assert words(key)
    for key in _TROUBLE:
        assert words(f"{key}.do")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_light_advises_another_charge(language: str) -> None:
    """A light does not know which orders are in doubt; how to charge is the case's to say."""
    words = Words(language, ("health",))
    for key in _TROUBLE:
        assert not [charge for charge in _CHARGES if charge in words(f"{key}.do")]
