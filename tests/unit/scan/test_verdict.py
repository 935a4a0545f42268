"""One picture's verdict."""

import pytest

from cashier.core.privacy import Secret
from cashier.scan.reading import Clarity, Read, Unread, Verdict
from cashier.scan.verdict import verdict_of

CORNERS = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
UNREAD = Unread(CORNERS)


def read(kind: str, letter: str = "A") -> Read:
    return Read("QRCode", kind, Secret("x"), "•", CORNERS, Clarity(letter, 4.0))


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
    ],
)
def test_verdicts(reads: list[Read], unread: list[Unread], verdict: Verdict) -> None:
    assert verdict_of(reads, unread) is verdict
