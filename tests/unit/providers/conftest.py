"""A clock that stands still, and the sandbox that goes by it."""

from collections.abc import Iterator

import pytest

from cashier.core.clock import ManualClock
from cashier.sandbox.server import SandboxGateway
from tests.helpers import sandbox as helper


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def sandbox(clock: ManualClock) -> Iterator[SandboxGateway]:
    with SandboxGateway(clock=clock, keys=helper.keys(), pace=0.001) as gateway:
        yield gateway
