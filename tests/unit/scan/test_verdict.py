"""One picture's verdict."""

from datetime import UTC, datetime, timedelta

import pytest

from cashier.core.privacy import Secret
from cashier.scan.reading import Clarity, Read, Unread, Verdict
from cashier.scan.verdict import verdict_of

CORNERS = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
UNREAD = Unread(CORNERS)


NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def read(kind: str, letter: str = "A", ends_in_s: float | None = None) -> Read:
    end = None if ends_in_s is None else NOW + timedelta(seconds=ends_in_s)
    clarity = Clarity(letter, 4.0)
    return Read("QRCode", kind, Secret("x"), "•", CORNERS, clarity, expires_at=end)


@pytest.mark.parametrize(
    ("reads", "unread", "verdict"),
    [
        ([], [], Verdict.NONE),
        ([], [UNREAD], Verdict.UNCLEAR),
        ([read("wechat_payment")], [UNREAD], Verdict.READY),
        ([read("wechat_payment", "D")], [], Verdict.READY),
        ([read("wechat_payment", "F")], [], Verdict.ASK_AGAIN),
        ([read("wechat_payment", "F"), read("alipay_payment", "C")], [], Verdict.READY),
        ([read("other"), read("wechat_payment")], [], Verdict.READY),
        ([read("other"), read("wechat_payment", "F")], [], Verdict.ASK_AGAIN),
        ([read("wechat_receive")], [], Verdict.WRONG_CODE),
        ([read("goods_barcode", "F")], [UNREAD], Verdict.WRONG_CODE),
        ([read("emv_customer", ends_in_s=0.1)], [], Verdict.READY),
        ([read("emv_customer", ends_in_s=0)], [], Verdict.EXPIRED),
        ([read("emv_customer", "F", ends_in_s=-9)], [], Verdict.EXPIRED),
        ([read("emv_customer", ends_in_s=-9), read("wechat_payment")], [], Verdict.READY),
        ([read("emv_customer", ends_in_s=-9), read("wechat_payment", "F")], [], Verdict.ASK_AGAIN),
        ([read("emv_merchant", ends_in_s=-9)], [], Verdict.WRONG_CODE),
    ],
)
def test_verdicts(reads: list[Read], unread: list[Unread], verdict: Verdict) -> None:
    assert verdict_of(reads, unread, NOW) is verdict
