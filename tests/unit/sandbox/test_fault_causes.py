"""Every cause that a gateway or the way can show has a fault, and the engine knows it by that."""

import pytest

from cashier.diagnosis.facts import Facts
from cashier.diagnosis.posterior import posterior
from cashier.playbook.evidence import Evidence
from cashier.sandbox.fault_model import Delivery, Fault, Tongue
from cashier.sandbox.faults import FAULTS
from cashier.sandbox.wire import Refusal
from tests.helpers.playbooks import shipped

OF_THE_WAY = {
    "network.shop_offline": "refused",
    "network.dns": "dns_nxdomain",
    "network.intercepted": "tls_unknown_ca",
    "network.route": "route",
}
"""Shown by a broken way: `tests/unit/cli/test_trial.py` holds the engine to these."""

NOT_SHOWN = {
    "customer.card_refused": "the codes of UnionPay and cards are tables: nobody is called",
    "merchant.wrong_code_product": "the customer scans, and no charge is made: the eye sees it",
}
_TOO_LATE = "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟"
_SAYING = [
    (fault, tongue)
    for fault in FAULTS
    if fault.cause
    for tongue in sorted(fault.tongues)
    if tongue is Tongue.wechat_v3 or tongue in fault.spelt or len(fault.tongues) == 1
]


def _told(fault: Fault, tongue: Tongue) -> tuple[str, str, str]:
    """Return the code, the sentence and the HTTP status that an honest till would show."""
    own = fault.told_in(tongue)
    says = own.before or own.after
    inside = tongue is not Tongue.wechat_v3
    if isinstance(says, Refusal):
        return says.code, says.message, "" if inside else str(says.status)
    if fault.skew_s:
        return "SIGN_ERROR", _TOO_LATE, "401"
    if fault.delivery is not Delivery.normal or fault.delay_s:
        return "", "", "reset" if fault.delivery is Delivery.cut else "timeout"
    assert own.plan is not None
    return str(own.plan.at_once), "", "202"


def _evidence(fault: Fault, tongue: Tongue) -> list[Evidence]:
    code, message, http = _told(fault, tongue)
    provider = "alipay" if tongue is Tongue.alipay else "wechat"
    said = {
        "register.code": f"{provider}/{code}" if code else "",
        "register.text": message,
        "register.http": http,
    }
    seen = [Evidence(name, value, "clerk") for name, value in fault.seen]
    return [*(Evidence(name, value, "register") for name, value in said.items() if value), *seen]


@pytest.mark.parametrize(("fault", "tongue"), _SAYING, ids=lambda one: getattr(one, "name", one))
def test_the_engine_names_the_cause_first_or_second(fault: Fault, tongue: Tongue) -> None:
    playbook = shipped()
    method = "alipay" if tongue is Tongue.alipay else "wechat"
    method = "fenfu" if "fenfu" in fault.cause else method
    for item in (evidence := _evidence(fault, tongue)):
        playbook.vocabulary.check(item.name, item.value)
    ranked = posterior(Facts.of(evidence), playbook, method).ranked
    assert fault.cause in [one.cause for one in ranked[:2]]


def test_every_cause_that_can_be_shown_has_a_fault() -> None:
    shown = {fault.cause for fault in FAULTS} | set(OF_THE_WAY)
    causes = {cause.id for cause in shipped().causes}
    sides = ("customer.", "merchant.", "provider.", "network.")
    codes = {"code.expired", "code.used", "code.wrong_wallet", "code.wrong_kind"}
    wanted = {cause for cause in causes if cause.startswith(sides)} | codes
    assert wanted - shown == set(NOT_SHOWN)
    assert shown - {""} <= wanted


def test_both_spellings_of_wechat_and_alipays_own_are_spoken() -> None:
    spoken = [(fault.told_in(tongue), tongue) for fault, tongue in _SAYING]
    codes = {
        tongue: {
            says.code
            for fault, spoken_in in spoken
            if spoken_in is tongue and (says := fault.before or fault.after) is not None
        }
        for tongue in Tongue
    }
    assert {"NOT_ENOUGH", "AUTH_CODE_EXPIRE", "SYSTEM_ERROR"} <= codes[Tongue.wechat_v3]
    assert {"NOTENOUGH", "AUTHCODEEXPIRE", "SYSTEMERROR"} <= codes[Tongue.wechat_v2]
    assert sum(code.startswith("ACQ.") for code in codes[Tongue.alipay]) >= 15


def test_every_code_that_is_told_is_in_the_playbook() -> None:
    codes = shipped().codes
    for fault, tongue in _SAYING:
        code, _, _ = _told(fault, tongue)
        provider = "alipay" if tongue is Tongue.alipay else "wechat"
        if code:
            assert codes.by_code(provider, code), (fault.name, tongue, code)
