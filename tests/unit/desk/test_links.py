"""The chain lights follow what cases, orders and the camera say, and one case reddens nothing."""

from pathlib import Path

from cashier.core.clock import ManualClock
from cashier.desk.links import Links
from cashier.desk.views import Light, LinkView
from cashier.providers.gateway import OrderState
from cashier.register.report import OrderNumber, Report
from tests.helpers.desks import Till
from tests.helpers.fake_gateway import FakeGateway
from tests.helpers.playbooks import shipped


def _links(till: Till) -> dict[str, LinkView]:
    return {link.name: link for link in till.view().links}


def test_nothing_is_green_before_anything_happened() -> None:
    views = Links(shipped(), ManualClock()).views()
    assert {view.state for view in views} == {Light.unknown}
    assert views[-1].learnt == "unused"


def test_an_answer_shows_that_the_code_was_read_and_one_refusal_reddens_nothing(
    tmp_path: Path,
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text("NOTENOUGH")
        links = _links(till)
    assert (links["code_read"].state, links["code_read"].learnt) == (Light.ok, "register")
    assert links["code_read"].at == till.clock.now()
    assert links["limit_check"].state is Light.unknown


def test_a_bad_code_at_several_payments_reddens_the_reading(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        states = []
        for _ in range(3):
            till.desk.open_case()
            till.desk.say_till_text("AUTH_CODE_INVALID")
            states.append(_links(till)["code_read"].state)
            till.desk.go_back()
            till.desk.go_back()
            till.wait(30)
    assert states == [Light.unknown, Light.warn, Light.fail]


def test_a_paid_order_passes_what_lies_before_it(tmp_path: Path) -> None:
    number, clock = OrderNumber.parse("4200001234567890"), ManualClock()
    gateway = FakeGateway(clock, {number.reveal(): OrderState.paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.desk.register_reported(Report(order_number=number, outcome="waiting"))
        till.desk.open_case()
        till.wait(12)
        links = _links(till)
    assert links["limit_check"].state is Light.ok
    assert links["risk_decision"].learnt == "order"
    assert links["callback"].learnt == "unused"
