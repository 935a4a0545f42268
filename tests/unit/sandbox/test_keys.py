import json

import pytest

from cashier.sandbox.keys import TillCredentials, TillCredentialsInvalid, stranger_key
from tests.helpers import sandbox as helper


def test_keys_are_four_different_things() -> None:
    keys = helper.keys()
    assert keys.till.public_key_id.startswith("PUB_KEY_ID_")
    assert len(keys.till.serial_no) == 40
    assert "PRIVATE" in keys.till.private_key.reveal()
    assert "PUBLIC" in keys.merchant_public_key
    assert keys.platform_private_key != keys.till.private_key != stranger_key()
    assert len(keys.control_token) == 48


def test_credentials_survive_the_pipe_and_show_no_key() -> None:
    till = helper.keys().till
    assert TillCredentials.from_line(till.to_line()) == till
    assert "\n" not in till.to_line()
    assert "PRIVATE" not in repr(till)
    assert "PRIVATE" not in repr(helper.keys())


@pytest.mark.parametrize("line", ["", "{", "[]", "1", json.dumps({"mchid": "1"})])
def test_a_line_without_credentials_is_refused_without_repeating_it(line: str) -> None:
    with pytest.raises(TillCredentialsInvalid) as refused:
        TillCredentials.from_line(line)
    assert refused.value.fields == {}
