"""What cases show of a method: a success, a refusal that names the shop, nothing of a customer."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cashier.cases.outcome import Outcome
from cashier.core.background import Worker
from cashier.core.clock import ManualClock
from cashier.desk.experience import experiences, merchant_readiness, of_cases
from cashier.history.model import CaseRow
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence
from cashier.providers.gateways import Gateways
from cashier.providers.learnt import evidence_of, learnt
from tests.helpers.fake_gateway import FakeGateway
from tests.helpers.histories import Sale

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
    failed, paid = of_cases([case("fenfu", "merchant.credit_not_enabled", "wechat")], {"C1"})
    assert (failed.method, failed.at, failed.paid) == ("fenfu", OPENED, False)
    assert (paid.method, paid.at, paid.paid) == ("wechat", CLOSED, True)


def test_a_customers_own_trouble_shows_nothing_of_the_shop() -> None:
    rows = [case("fenfu", "customer.account"), case("", ""), case("wechat", "")]
    assert of_cases(rows, {"C1"}) == ()


def test_a_guess_about_the_account_reddens_no_light(tmp_path: Path) -> None:
    guess = Sale("C1", OPENED, outcome=Outcome.customer_left, cause="merchant.account_restricted")
    with Store.open(tmp_path / "history.sqlite").store as store:
        for number in range(4):
            store.append(replace(guess, case_id=f"G{number}").events())
        now = OPENED + timedelta(hours=1)
        assert evidence_of(learnt(experiences(store, now), now)) == ()
        for number in range(4):
            store.append(replace(guess, case_id=f"S{number}", confirmed=True).events())
        (shown,) = evidence_of(learnt(experiences(store, now), now))
    assert (shown.name, shown.value) == ("health.merchant.wechat", "fail")


class Silent(FakeGateway):
    async def readiness(self) -> tuple[Evidence, ...]:
        return ()


def test_providers_and_history_are_asked_each_alone(tmp_path: Path) -> None:
    clock = ManualClock()
    both = Gateways({"wechat": FakeGateway(clock), "alipay": Silent(clock)})
    worker = Worker("disk")
    store = worker.submit(lambda: Store.open(tmp_path / "history.sqlite").store).result()
    ask = merchant_readiness(both, store, worker, clock)

    async def asked() -> tuple[Evidence, ...]:
        return await ask()

    assert [one.name for one in asyncio.run(asked())] == ["health.gateway.wechat"]
    worker.submit(store.close).result()
    assert [one.name for one in asyncio.run(asked())] == ["health.gateway.wechat"]
    worker.close()
