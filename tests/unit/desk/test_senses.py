"""What a reading says, in the words of the evidence."""

from dataclasses import replace

import pytest

from cashier.desk.senses import from_seen
from cashier.scan.reading import OwnCode
from tests.helpers.readings import reading
from tests.helpers.readings import seen as watched


@pytest.mark.parametrize(
    ("own", "told"), [(OwnCode.MATCH, ["match"]), (OwnCode.CHANGED, ["changed"]), (None, [])]
)
def test_the_shops_own_code_is_evidence(own: OwnCode | None, told: list[str]) -> None:
    seen = from_seen(watched(replace(reading(3.0, kind="wechat_receive"), own=own)))
    assert [one.value for one in seen if one.name == "code.registered"] == told
    assert ("code.kind", "wechat_receive") in [(one.name, one.value) for one in seen]
