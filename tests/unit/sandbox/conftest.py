from collections.abc import Iterator

import pytest

from cashier.core.clock import ManualClock, SystemClock
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till_charge import TillClient
from tests.helpers import sandbox as helper


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def sandbox(clock: ManualClock) -> Iterator[SandboxGateway]:
    """The gateway with a clock that stands still."""
    with SandboxGateway(clock=clock, keys=helper.keys(), pace=0.001) as gateway:
        yield gateway


@pytest.fixture
def live() -> Iterator[SandboxGateway]:
    """The gateway with the machine's clock, for processes that have their own."""
    with SandboxGateway(clock=SystemClock(), keys=helper.keys(), pace=0.001) as gateway:
        yield gateway


@pytest.fixture
def till(sandbox: SandboxGateway, clock: ManualClock) -> Iterator[TillClient]:
    client = TillClient(sandbox.base_url, sandbox.keys.till, clock, timeout_s=helper.PATIENCE_S)
    yield client
    client.close()
