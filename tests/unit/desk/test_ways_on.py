"""How to go on: what may hang on a line that is down stands behind what never does."""

import pytest

from cashier.cases.advice import Advice, Situation, advise
from cashier.desk.case_views import OfferView
from cashier.desk.ways_on import offers_of
from cashier.playbook.evidence import Evidence
from tests.helpers.playbooks import shipped


def judged(internet: str) -> Advice:
    refused = Evidence("register.code", "wechat/NOTENOUGH", "register")
    evidence = (refused, Evidence("health.internet", internet, "probe"))
    return advise(Situation(evidence=evidence, method="wechat"), shipped())


def enabled(offers: tuple[OfferView, ...]) -> dict[str, str]:
    return {one.method: one.why for one in offers if one.enabled}


def test_a_card_machine_stands_behind_cash_while_the_shop_is_cut_off() -> None:
    ways = enabled(offers_of(judged("fail"), cut_off=True, not_seen=False))
    assert list(ways).index("cash") < list(ways).index("card")
    assert ways["card"] == "same_line"


@pytest.mark.parametrize("internet", ["ok", "warn"])
def test_it_stands_where_it_always_does_while_the_line_is_up(internet: str) -> None:
    ways = enabled(offers_of(judged(internet), cut_off=False, not_seen=False))
    assert ways["card"] == "unchecked"
