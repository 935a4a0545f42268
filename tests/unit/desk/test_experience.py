"""What cases show of a method: a success, a refusal that names the shop, nothing of a customer."""

from datetime import UTC, datetime, timedelta

from cashier.desk.experience import of_cases
from cashier.history.model import CaseRow

OPENED = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
CLOSED = OPENED + timedelta(minutes=2)


def case(failed: str, cause: str, paid: str = "") -> CaseRow:
    return CaseRow(
        case_id="C1",
        opened_seq=1,
        opened_at=OPENED,
        closed_at=CLOSED,
        method_failed=failed,
        method_paid=paid,
        cause_kept=cause,
    )


def test_a_case_shows_what_failed_and_what_was_paid_with() -> None:
    failed, paid = of_cases([case("fenfu", "merchant.credit_not_enabled", "wechat")])
    assert (failed.method, failed.at, failed.paid) == ("fenfu", OPENED, False)
    assert (paid.method, paid.at, paid.paid) == ("wechat", CLOSED, True)


def test_a_customers_own_trouble_shows_nothing_of_the_shop() -> None:
    assert of_cases([case("fenfu", "customer.account"), case("", ""), case("wechat", "")]) == ()
