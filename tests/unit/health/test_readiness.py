"""What the provider says of the account becomes lights; what one call says of the line does not."""

from datetime import UTC, datetime, timedelta

import pytest

from cashier.health.readiness import merchant_certificate, readiness_probes
from cashier.playbook.evidence import Evidence

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_only_health_evidence_is_taken() -> None:
    found = (Evidence("health.merchant.wechat", "unknown"), Evidence("ask.others_pay", "yes"))
    assert readiness_probes(found) == ()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("health.merchant.fenfu", "fail", "health-merchant-fail"),
        ("health.certificate", "warn", "readiness-credentials-warn"),
        ("health.clock", "ok", "health-ok"),
        ("health.clock", "fail", "health-clock-tls"),
    ],
)
def test_what_is_said_of_the_account_has_its_own_words(name: str, value: str, words: str) -> None:
    (probe,) = readiness_probes((Evidence(name, value), Evidence("health.gateway.wechat", "fail")))
    assert (probe.name, probe.state) == (name.removeprefix("health."), value)
    assert probe.detail_key == words


def test_a_certificate_whose_end_nobody_knows_has_no_light() -> None:
    assert merchant_certificate(None, NOW) == ()
    (probe,) = merchant_certificate(NOW + timedelta(days=9), NOW)
    assert probe.state == "warn"
