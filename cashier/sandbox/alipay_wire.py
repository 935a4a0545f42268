"""What Alipay's gateway says over the wire: codes, sentences, trade states.

These texts are the provider's, not ours: they are data of the protocol and are never translated.
A `Refusal` is written in the words of either provider: `ACQ.…` and `isv.…` codes are Alipay's own,
the other provider's are turned into what Alipay would say in the same trouble.
"""

from dataclasses import dataclass

from cashier.sandbox.keys import ALIPAY_APP_ID
from cashier.sandbox.orders import Order
from cashier.sandbox.wire import Refusal, TradeState

APP_ID = ALIPAY_APP_ID
PATH = "/gateway.do"
DONE, WAITING, BUSINESS = "10000", "10003", "40004"
_MESSAGES = {
    "20000": "Service Currently Unavailable",
    "20001": "Insufficient Token Permissions",
    "40001": "Missing Required Arguments",
    "40002": "Invalid Arguments",
    "40003": "Insufficient Conditions",
    BUSINESS: "Business Failed",
    "40005": "Call Limited",
    "40006": "Insufficient Permissions",
}
_MAIN_CODES = (
    ("isv.missing-signature-config", "40003"),
    ("isv.missing-", "40001"),
    ("isv.app-call-limited", "40005"),
    ("isv.method-call-limited", "40005"),
    ("isv.insufficient-", "40006"),
    ("isv.", "40002"),
    ("isp.", "20000"),
    ("aop.unknow-error", "20000"),
    ("aop.", "20001"),
    ("app-cert", "40002"),
    ("not-online", "40002"),
)


@dataclass(frozen=True, slots=True)
class AlipayNo:
    """One "no" of the gateway. Those that come before the order are sent without a signature."""

    code: str
    sub_code: str
    sub_message: str

    @property
    def signed(self) -> bool:
        """Whether Alipay signs it."""
        return self.code == BUSINESS

    def content(self) -> dict[str, str]:
        """Return the fields of the answer."""
        return {
            "code": self.code,
            "msg": _MESSAGES.get(self.code, "Business Failed"),
            "sub_code": self.sub_code,
            "sub_msg": self.sub_message,
        }


NO_SUCH_TRADE = AlipayNo(BUSINESS, "ACQ.TRADE_NOT_EXIST", "交易不存在")
INVALID = AlipayNo(BUSINESS, "ACQ.INVALID_PARAMETER", "参数无效")
CODE_INVALID = AlipayNo(BUSINESS, "ACQ.PAYMENT_AUTH_CODE_INVALID", "付款码无效")
NO_INSTRUMENTS = AlipayNo(BUSINESS, "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE", "没有可用的支付工具")
STATUS_ERROR = AlipayNo(BUSINESS, "ACQ.REASON_TRADE_STATUS_INVALID", "交易状态异常")
REPEATED_QR = AlipayNo(BUSINESS, "ACQ.APPLY_PC_MERCHANT_CODE_ERROR", "同一订单号不能重复申请二维码")
REFUND_AMOUNT = AlipayNo(BUSINESS, "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限")
NO_REFUND = AlipayNo(BUSINESS, "ACQ.TRADE_NOT_ALLOW_REFUND", "当前交易不允许退款")
REFUNDED_ALREADY = AlipayNo(BUSINESS, "ACQ.REASON_TRADE_REFUND_FEE_ERR", "退款金额无效")
_HAS_CLOSED = AlipayNo(BUSINESS, "ACQ.TRADE_HAS_CLOSE", "交易已经关闭")
FAILED = AlipayNo(BUSINESS, "ACQ.PAYMENT_FAIL", "支付失败")
_FROM_WECHAT = {
    "SIGN_ERROR": AlipayNo("40002", "isv.invalid-signature", "无效签名"),
    "NO_AUTH": AlipayNo(BUSINESS, "ACQ.ACCESS_FORBIDDEN", "无权限使用接口"),
    "AUTH_CODE_EXPIRE": CODE_INVALID,
    "AUTH_CODE_INVALID": CODE_INVALID,
    "NOT_ENOUGH": AlipayNo(BUSINESS, "ACQ.BUYER_BALANCE_NOT_ENOUGH", "买家余额不足"),
    "NOTSUPORTCARD": NO_INSTRUMENTS,
    "ACCOUNT_ERROR": AlipayNo(BUSINESS, "ACQ.BUYER_ENABLE_STATUS_FORBID", "买家状态非法"),
    "RULE_LIMIT": AlipayNo(BUSINESS, "ACQ.PAYMENT_REQUEST_HAS_RISK", "支付有风险"),
    "BANK_ERROR": AlipayNo(BUSINESS, "ACQ.SYSTEM_ERROR", "系统错误"),
    "SYSTEM_ERROR": AlipayNo(BUSINESS, "ACQ.SYSTEM_ERROR", "系统错误"),
    "ORDER_PAID": AlipayNo(BUSINESS, "ACQ.TRADE_HAS_SUCCESS", "交易已被支付"),
    "ORDER_REVERSED": _HAS_CLOSED,
    "ORDER_CLOSED": _HAS_CLOSED,
    "OUT_TRADE_NO_USED": AlipayNo(
        BUSINESS, "ACQ.CONTEXT_INCONSISTENT", "订单信息不一致（交易信息被篡改）"
    ),
    "TRADE_ERROR": FAILED,
}


def refusal_words(refusal: Refusal) -> AlipayNo:
    """Say a refusal in Alipay's words."""
    if refusal.code in _FROM_WECHAT:
        return _FROM_WECHAT[refusal.code]
    main, _, rest = refusal.code.partition(" ")
    if main in _MESSAGES:
        return AlipayNo(main, rest, refusal.message)
    for start, code in _MAIN_CODES:
        if refusal.code.startswith(start):
            return AlipayNo(code, refusal.code, refusal.message)
    if "." in refusal.code or refusal.status == 200:
        return AlipayNo(BUSINESS, refusal.code, refusal.message)
    if refusal.status == 429:
        return AlipayNo("40005", "isv.app-call-limited", "应用调用次数超限")
    if refusal.status >= 500:
        return AlipayNo("20000", "isp.unknow-error", "服务不可用")
    return FAILED


def trade_status(order: Order) -> str:
    """Return the state of an order in Alipay's words: all that is over without money is closed."""
    if order.state is TradeState.SUCCESS:
        return "TRADE_SUCCESS"
    open_still = order.state in {TradeState.USERPAYING, TradeState.NOTPAY}
    return "WAIT_BUYER_PAY" if open_still else "TRADE_CLOSED"
