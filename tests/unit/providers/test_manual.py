"""What a clerk can look up by hand: every method has a way, in both languages."""

import pytest

from cashier.core.words import LANGUAGES, Words
from cashier.playbook.evidence import METHODS
from cashier.providers.gateways import PROVIDERS
from cashier.providers.manual import SHOPS_RECORDS, clerk_lookup


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method", [*METHODS, "", "dream"])
def test_every_step_has_words(method: str, language: str) -> None:
    words = Words(language, ("app",))
    assert [step for step in clerk_lookup(method).steps if not words(step)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shops_own_records_are_a_place_with_a_name(language: str) -> None:
    words = Words(language, ("app",))
    every = {step for method in (*METHODS, "") for step in clerk_lookup(method).steps}
    assert every > SHOPS_RECORDS
    plain = {"lookup-sure", "lookup-register"}
    assert all(words(f"{step}.how") for step in every - plain)
    assert len({words(step) for step in (*SHOPS_RECORDS, "lookup-own")}) == 1


def test_only_cash_needs_no_looking_up() -> None:
    assert [method for method in METHODS if not clerk_lookup(method).steps] == ["cash"]


def test_no_way_ends_with_a_second_charge() -> None:
    ends = {clerk_lookup(method).steps[-1] for method in METHODS if method != "cash"}
    assert ends == {"lookup-sure"}
    assert "先别再收" in Words("zh_CN", ("app",))("lookup-sure")


def test_methods_without_a_provider_have_steps_of_their_own() -> None:
    asked = {clerk_lookup(method) for method in PROVIDERS}
    by_hand = {clerk_lookup(method) for method in METHODS if method not in PROVIDERS}
    assert not asked & by_hand
