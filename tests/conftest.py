"""Set-up of the whole suite: offscreen Qt, guards on every test, Hypothesis profiles, --long."""

import gc
import os
from collections.abc import Generator
from contextlib import nullcontext

# Qt aborts the interpreter when there is no display; keyring picks its backend when imported.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

import pytest
from hypothesis import HealthCheck, settings

from tests.helpers.guards import (
    home,
    keep_to_loopback,
    litter_here,
    litter_of_windows,
    logbook,
    no_thread_left,
)
from tests.helpers.measuring import (
    Measuring,
    is_looked_at,
    is_our_own,
    programs_unseen,
    take_turns,
)
from tests.helpers.quick_keys import look_at_each_key_once

__all__ = ["home", "litter_here", "litter_of_windows", "logbook", "no_thread_left"]

MEASURING = Measuring()
# Before the rooms that load keys are imported.
look_at_each_key_once(pytest.MonkeyPatch())

# How long an example takes to make says more of a busy machine than of the test.
settings.register_profile(
    "dev", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
# Where a change is judged, the same examples each time: new ones are looked for by hand.
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, max_examples=200)
settings.register_profile("long", settings.get_profile("dev"), max_examples=5_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests marked long")


def pytest_configure(config: pytest.Config) -> None:
    keep_to_loopback()
    take_turns()
    if config.getoption("numprocesses", None):
        MEASURING.look_away()  # this process only hands out the tests
    if not config.getoption("--hypothesis-profile"):
        ci = bool(os.environ.get("CI"))
        settings.load_profile("long" if config.getoption("--long") else "ci" if ci else "dev")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no litter among the tests themselves: they stand to the end, and are very many."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        MEASURING.look_away()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Look at the programs only of tests that are looked at."""
    with nullcontext() if is_looked_at(item) else programs_unseen():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Look at a test."""
    with MEASURING.looking() if is_looked_at(item) else nullcontext():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object],
) -> Generator[None, object, object]:
    """Look at what makes something for tests, whichever test asks for it first."""
    with MEASURING.looking() if is_our_own(fixturedef) else nullcontext():
        return (yield)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    late = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=late)
    items[:] = [item for item in items if not item.get_closest_marker("long")]
