from cashier.core.money import Money
from cashier.sandbox.connection import Connections
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till_charge import TillClient
from tests.helpers import sandbox as helper


def test_cutting_somebody_who_left_does_nothing() -> None:
    Connections().cut(("127.0.0.1", 9))


def test_after_a_cut_the_caller_can_come_back(sandbox: SandboxGateway, till: TillClient) -> None:
    sandbox.faults.queue("lost_answer")
    assert till.charge("T1", Money(1), helper.payment_code()).kind == "broken"
    assert till.ask("T1").code == "SUCCESS"
