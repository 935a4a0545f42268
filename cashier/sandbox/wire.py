"""What the gateway says over the wire: refusals word for word, descriptions of order states.

These texts are the provider's, not ours: they are data of the protocol and are never translated.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum

# Every hour that a provider tells is the hour of Beijing.
BEIJING = timezone(timedelta(hours=8))


class TradeState(StrEnum):
    """The provider's own names for the state of an order."""

    NOTPAY = "NOTPAY"
    USERPAYING = "USERPAYING"
    SUCCESS = "SUCCESS"
    PAYERROR = "PAYERROR"
    REVOKED = "REVOKED"
    CLOSED = "CLOSED"
    REFUND = "REFUND"


class TradeType(StrEnum):
    """How an order is paid: the till scans the customer's code, or the customer the shop's."""

    MICROPAY = "MICROPAY"
    NATIVE = "NATIVE"
    JSAPI = "JSAPI"


def stamp(when: datetime) -> str:
    """Return a moment as the provider writes it: to the second, with the offset of Beijing."""
    return when.astimezone(BEIJING).isoformat(timespec="seconds")


STATE_TEXTS = {
    TradeState.NOTPAY: "订单未支付",
    TradeState.USERPAYING: "需要用户输入支付密码",
    TradeState.SUCCESS: "支付成功",
    TradeState.PAYERROR: "支付失败(其他原因，如银行返回失败)",
    TradeState.REVOKED: "订单已撤销",
    TradeState.CLOSED: "订单已关闭",
    TradeState.REFUND: "转入退款",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is not 2xx: HTTP status, code, message, and the number support asks for.

    An empty `code` is answered without JSON, as a broken machine in between would.
    """

    status: int
    code: str
    message: str
    support: int = 0


class Refused:
    """The refusals that the gateway gives by itself, without any fault set."""

    no_headers = Refusal(400, "INVALID_REQUEST", "Http头缺少Accept或User-Agent")
    other_mchid = Refusal(
        400, "PARAM_ERROR", "http header中的mchid与post payload中的mchid不匹配", 268435461
    )
    other_appid = Refusal(400, "APPID_MCHID_NOT_MATCH", "商户号与appid不匹配")
    parameters = Refusal(400, "PARAM_ERROR", "参数错误", 268435461)
    not_a_code = Refusal(400, "AUTH_CODE_INVALID", "收银员扫描的不是微信支付的条码")
    code_used = Refusal(400, "AUTH_CODE_INVALID", "101 每个二维码仅限使用一次，请刷新再试")
    number_used = Refusal(403, "OUT_TRADE_NO_USED", "商户订单号重复")
    already_paid = Refusal(400, "ORDER_PAID", "订单已支付", 268449538)
    already_reversed = Refusal(400, "ORDER_REVERSED", "订单已撤销")
    already_closed = Refusal(400, "ORDER_CLOSED", "订单已关闭", 268447914)
    failed_before = Refusal(403, "TRADE_ERROR", "交易错误")
    unknown_order = Refusal(404, "ORDER_NOT_EXIST", "订单不存在", 268512771)
    still_paying = Refusal(403, "USERPAYING", "用户正在支付中的订单不允许撤销，请稍后再试")
    no_certificates = Refusal(
        404,
        "RESOURCE_NOT_EXISTS",
        "无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥",
    )
    extra_field = Refusal(400, "PARAM_ERROR", "参数中含有非法的额外参数", 270924358)
    other_sale = Refusal(400, "INVALID_REQUEST", "请求重入时，参数与首次请求时不一致", 268498688)
    only_reverse = Refusal(403, "TRADE_ERROR", "当前交易不允许进行普通关单（只能撤销）", 268449641)
    only_close = Refusal(400, "INVALID_REQUEST", "该订单不是付款码订单，不能撤销")
    no_openid = Refusal(400, "PARAM_ERROR", "JSAPI支付必须传openid", 268501013)
    no_sub_mchid = Refusal(400, "PARAM_ERROR", "受理机构必须传入sub_mch_id", 268443704)
    other_sub_mchid = Refusal(400, "PARAM_ERROR", "子商户号和订单信息不匹配", 268447845)
    # What a service provider hears who leaves out its own app: nothing that would say so.
    busy = Refusal(500, "SYSTEM_ERROR", "系统繁忙，请稍后重试")
    no_such_path = Refusal(404, "", "")
    no_such_method = Refusal(405, "", "")
