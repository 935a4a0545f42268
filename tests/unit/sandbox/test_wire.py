from cashier.sandbox.wire import STATE_TEXTS, Refusal, Refused, TradeState


def test_every_state_has_the_providers_sentence() -> None:
    assert set(STATE_TEXTS) == set(TradeState)


def test_refusals_are_never_2xx() -> None:
    found = [value for value in vars(Refused).values() if isinstance(value, Refusal)]
    assert len(found) > 10
    assert all(400 <= refusal.status < 600 for refusal in found)
