"""Under every fault the doctor names the link that is broken, and hands over its checklist."""

import io
import json
from dataclasses import asdict

import pytest

from cashier.cli.chain import Chain, Told, chain_of, lines, to_json
from cashier.cli.trial import TrialOptions, trial, try_in_sandbox
from cashier.cli.ways import NETS, UnknownNet
from cashier.core.clock import ManualClock
from cashier.core.words import LANGUAGES, Words
from cashier.health.lights import nothing_known
from cashier.playbook.evidence import Evidence
from cashier.sandbox.fault_model import Delivery
from cashier.sandbox.faults import BY_NAME, FAULTS, UnknownFault
from tests.helpers import sandbox as helper
from tests.helpers.playbooks import shipped

WORDS = {
    language: Words(language, ("cli", "playbook", "health", "errors")) for language in LANGUAGES
}

# Fault → the broken link and the cause whose checklist is printed; empty: nothing is broken.
EXPECTED = {
    "healthy": ("", ""),
    "userpaying_then_paid": ("booking", "customer.password_pending"),
    "userpaying_then_failed": ("booking", "customer.password_pending"),
    "userpaying_forever": ("booking", "customer.password_pending"),
    "fenfu_password_then_limit": ("booking", "customer.password_pending"),
    "password_cancelled": ("booking", "customer.cancelled"),
    "auth_code_expired": ("code_shown", "code.expired"),
    "auth_code_invalid": ("code_shown", "code.wrong_kind"),
    "auth_code_used": ("code_shown", "code.used"),
    "wrong_wallet": ("code_shown", "code.wrong_wallet"),
    "not_enough": ("limit_check", "customer.no_funds"),
    "account_error": ("risk_decision", "customer.account_restricted"),
    "no_usable_method": ("limit_check", "customer.fenfu_limit"),
    "fenfu_limit": ("limit_check", "customer.fenfu_limit"),
    "fenfu_not_open": ("limit_check", "customer.fenfu_not_open"),
    "fenfu_frozen": ("limit_check", "customer.fenfu_frozen"),
    "risk_control": ("risk_decision", "customer.risk_control"),
    "not_registered": ("risk_decision", "customer.realname"),
    "not_support_card": ("limit_check", "merchant.credit_not_enabled"),
    "request_blocked": ("risk_decision", "merchant.account_restricted"),
    "rule_limit": ("limit_check", "customer.daily_limit"),
    "no_auth": ("booking", "merchant.config_wrong"),
    "appid_mismatch": ("booking", "merchant.config_wrong"),
    "constant_system_error": ("booking", "merchant.config_wrong"),
    "sign_error": ("booking", "merchant.credentials"),
    "certificate_expired": ("booking", "merchant.credentials"),
    "clock_skew": ("booking", "merchant.clock_skew"),
    "register_outdated": ("booking", "merchant.register_outdated"),
    "number_reused": ("booking", "merchant.order_number_reused"),
    "already_paid": ("callback", "merchant.order_already_paid"),
    "rate_limited": ("booking", "merchant.rate_limited"),
    "system_error": ("callback", "merchant.order_already_paid"),
    "bank_error": ("booking", "provider.bank"),
    "late_success": ("booking", "provider.outage"),
    "http_500": ("booking", "provider.outage"),
    "outage": ("booking", "provider.outage"),
    "no_answer": ("callback", "merchant.order_already_paid"),
    "lost_answer": ("callback", "merchant.order_already_paid"),
    "lost_request": ("booking", "network.route"),
    "forged_answer": ("booking", "network.intercepted"),
    "phone_unreachable": ("booking", "customer.phone_offline"),
    "wallet_outdated": ("booking", "customer.app_outdated"),
    "empty_auth_code": ("code_read", "merchant.scanner_fault"),
    "day_limit": ("limit_check", "customer.daily_limit"),
    "slow": ("", ""),
    "jitter": ("", ""),
    "reverse_lost": ("", ""),
    "callback_lost": ("", ""),
    "callback_late": ("", ""),
    "callback_repeated": ("", ""),
}
ON_THE_WAY = {
    "sound": ("", ""),
    "refused": ("booking", "network.shop_offline"),
    "black_hole": ("booking", "network.shop_offline"),
    "cut": ("booking", "network.shop_offline"),
    "reset": ("booking", "network.shop_offline"),
    "half_open": ("booking", "network.shop_offline"),
    "http_500": ("booking", "provider.outage"),
    "portal": ("booking", "network.intercepted"),
    "redirect": ("booking", "network.intercepted"),
    "tls_expired": ("booking", "merchant.clock_skew"),
    "tls_wrong_host": ("booking", "network.intercepted"),
    "tls_unknown_ca": ("booking", "network.intercepted"),
    "dns_nxdomain": ("booking", "network.dns"),
    "dns_servfail": ("booking", "network.dns"),
    "dns_silent": ("booking", "network.dns"),
    "route": ("booking", "network.route"),
}
SILENT_NETS = {"black_hole", "half_open", "dns_silent"}
SLOW = {"slow", "drip"}
"""They need seconds to be slow; the probes' own tests have what slow looks like."""


def _trial(fault: str = "healthy", net: str = "sound") -> Chain:
    # As patient as a busy machine needs, but with what never answers.
    kept = fault in BY_NAME and BY_NAME[fault].delivery is Delivery.silent
    silent = net in SILENT_NETS
    options = TrialOptions(
        (fault,),
        net,
        patience_s=helper.SOON_S if kept or silent else helper.PATIENCE_S,
        probe_s=helper.SOON_S if silent else helper.PATIENCE_S,
        pace=0.001,
        keys=helper.keys(),
    )
    return trial(options, shipped())


def test_no_fault_is_left_out() -> None:
    assert set(EXPECTED) == {one.name for one in FAULTS}
    assert set(ON_THE_WAY) == set(NETS) - SLOW


@pytest.mark.parametrize("name", EXPECTED)
def test_the_broken_link_and_its_checklist_are_named(name: str) -> None:
    chain = _trial(name)
    assert (chain.broken, chain.cause) == EXPECTED[name]
    assert chain.tasks == shipped().checklists.of(chain.cause)
    _is_told(chain)


@pytest.mark.parametrize("name", ON_THE_WAY)
def test_a_broken_way_is_named(name: str) -> None:
    chain = _trial(net=name)
    assert (chain.broken, chain.cause) == ON_THE_WAY[name]
    assert chain.trouble is None or chain.trouble.cause == chain.cause
    assert (chain.trouble is None) == (name == "sound")
    _is_told(chain)


def _is_told(chain: Chain) -> None:
    """Both languages name the link, the cause and every task with who and where."""
    for words in WORDS.values():
        shown = "\n".join(lines(chain, words))
        told = to_json(chain, words)
        assert told["trouble"] == (None if chain.trouble is None else asdict(chain.trouble))
        if chain.trouble is not None:
            cause = words("cause-" + chain.trouble.cause.replace(".", "-"))
            assert cause in shown.splitlines()[0]
        assert [task["id"] for task in told["checklist"]] == [task.id for task in chain.tasks]
        if not chain.broken:
            assert words("doctor-chain-whole") in shown
            continue
        assert words(f"health-chain-{chain.broken}") in shown
        assert words("cause-" + chain.cause.replace(".", "-")) in shown
        for task in chain.tasks:
            line = next(one for one in shown.splitlines() if words(task.text_key) in one)
            assert words(f"who-{task.who}") in line
            assert words(f"where-{task.where}") in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exit_code_says_whether_a_link_is_broken(language: str) -> None:
    for name, code in (("healthy", 0), ("auth_code_expired", 1)):
        out = io.StringIO()
        options = TrialOptions(
            (name,),
            patience_s=helper.PATIENCE_S,
            probe_s=helper.PATIENCE_S,
            pace=0.001,
            keys=helper.keys(),
        )
        assert try_in_sandbox(options, shipped(), WORDS[language], out, as_json=True) == code
        told = json.loads(out.getvalue())["chain"]
        assert told["links"][0]["name"] == "code_shown"
        assert told["broken"] == (EXPECTED[name][0] or None)
        assert all(set(task) == {"id", "what", "who", "where"} for task in told["checklist"])
        plain = io.StringIO()
        try_in_sandbox(options, shipped(), WORDS[language], plain, as_json=False)
        assert plain.getvalue().startswith(WORDS[language]("doctor-chain"))


def test_wrong_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownFault):
        _trial("auth_code_expird")
    with pytest.raises(UnknownNet) as refused:
        _trial(net="dns-nxdomian")
    assert refused.value.fields["nearest"] == "dns_nxdomain"


def test_without_a_payment_and_without_lights_nothing_is_broken() -> None:
    chain = chain_of(Told(), nothing_known(ManualClock().now()), shipped())
    assert (chain.broken, chain.cause, chain.tasks) == ("", "", ())


def test_what_nobody_can_name_still_has_a_checklist() -> None:
    told = Told((Evidence("register.text", "？", "register"),), outcome="failed")
    chain = chain_of(told, nothing_known(ManualClock().now()), shipped())
    assert chain.broken
    assert chain.tasks
