"""Every fault of the sandbox, declared once, by who is at fault.

The sentences are the providers', word for word as they were observed or documented.
"""

from dataclasses import replace

from cashier.sandbox.fault_model import (
    CALLBACK,
    EVERY,
    HEALTHY,
    ORDERS,
    REVERSE,
    Delivery,
    Fault,
    Sight,
    Tongue,
)
from cashier.sandbox.orders import Plan
from cashier.sandbox.wire import Refusal, Refused, TradeState

_PASSWORD = Plan(at_once=TradeState.USERPAYING)
_REFUSED = Plan(at_once=TradeState.PAYERROR)
_UNPAID = Plan(at_once=TradeState.NOTPAY)
_INSIDE = 200
_NO_METHOD = "103 暂无可用的支付方式,请绑定其它银行卡完成支付"
_MISSING: Sight = (("ask.fenfu_choice", "missing"),)
_GREYED: Sight = (("ask.fenfu_choice", "greyed"),)
_FROZEN: Sight = (*_GREYED, ("ask.phone_notice", "frozen"))
_ALIPAY_CODE: Sight = (("code.kind", "alipay_payment"),)
_ALIPAY_ONLY = frozenset({Tongue.alipay})


def _in_words(v2: tuple[str, str] | None, alipay: tuple[str, str] | None) -> dict[Tongue, Refusal]:
    """The same refusal in the older protocol and at Alipay, where it is a code inside a 200."""
    told = {Tongue.wechat_v2: v2, Tongue.alipay: alipay}
    return {tongue: Refusal(_INSIDE, *words) for tongue, words in told.items() if words}


def _wallet_refuses(
    fault: Fault, says: Refusal, v2: tuple[str, str] | None, alipay: tuple[str, str] | None
) -> Fault:
    """The order is kept, unpaid for good, and the answer says why."""
    return replace(fault, plan=_REFUSED, after=says, spelt=_in_words(v2, alipay))


def _turned_away(
    fault: Fault, says: Refusal, v2: tuple[str, str] | None, alipay: tuple[str, str] | None
) -> Fault:
    """No order is made, and the answer says why."""
    return replace(fault, before=says, spelt=_in_words(v2, alipay))


def _at_alipay(name: str, cause: str, code: str, message: str) -> Fault:
    """A refusal that only Alipay has a code for."""
    says = Refusal(_INSIDE, code, message)
    return Fault(name, cause=cause, plan=_REFUSED, after=says, tongues=_ALIPAY_ONLY)


_PHONE = (
    Fault(
        "userpaying_then_paid",
        cause="customer.password_pending",
        plan=replace(_PASSWORD, after_s=6.0),
    ),
    Fault(
        "userpaying_then_failed",
        cause="customer.password_pending",
        plan=replace(_PASSWORD, after_s=6.0, then=TradeState.PAYERROR),
    ),
    Fault("userpaying_forever", cause="customer.password_pending", plan=_PASSWORD),
    Fault(
        "fenfu_password_then_limit",
        cause="customer.password_pending",
        plan=Plan(TradeState.USERPAYING, 8.0, TradeState.PAYERROR, TradeState.PAYERROR),
    ),
    _wallet_refuses(
        Fault("password_cancelled", cause="customer.cancelled"),
        Refusal(403, "TRADE_ERROR", "用户没有输入支付密码"),
        ("TRADE_ERROR", "用户没有输入支付密码"),
        None,
    ),
    _at_alipay(
        "phone_unreachable",
        "customer.phone_offline",
        "ACQ.PULL_MOBILE_CASHIER_FAIL",
        "唤起移动收银台失败",
    ),
    _at_alipay(
        "wallet_outdated",
        "customer.app_outdated",
        "ACQ.NOT_SUPPORT_PAYMENT_INST",
        "不支持的钱包版本",
    ),
)

_CODE = (
    _turned_away(
        Fault("auth_code_expired", cause="code.expired"),
        Refusal(403, "AUTH_CODE_EXPIRE", "用户的条码已经过期"),
        ("AUTHCODEEXPIRE", "二维码已过期，请用户在微信上刷新后再试"),
        ("ACQ.PAYMENT_AUTH_CODE_INVALID", "付款码无效"),
    ),
    _turned_away(
        Fault("auth_code_invalid", cause="code.wrong_kind"),
        Refused.not_a_code,
        ("AUTH_CODE_INVALID", "授权码检验错误（收银员扫描的不是微信支付的条码）"),
        None,
    ),
    _turned_away(
        Fault("auth_code_used", cause="code.used"),
        Refused.code_used,
        ("AUTH_CODE_ERROR", "每个二维码仅限使用一次，请刷新再试"),
        None,
    ),
    _turned_away(
        Fault("wrong_wallet", cause="code.wrong_wallet", seen=_ALIPAY_CODE),
        Refused.not_a_code,
        ("AUTH_CODE_INVALID", "101 付款码无效，请重新扫码"),
        None,
    ),
    _at_alipay(
        "empty_auth_code",
        "merchant.scanner_fault",
        "ACQ.AUTH_TOKEN_IS_NOT_EXIST",
        "支付授权码为空",
    ),
)

_ACCOUNT = (
    _wallet_refuses(
        Fault("not_enough", cause="customer.no_funds"),
        Refusal(403, "NOT_ENOUGH", "余额不足"),
        ("NOTENOUGH", "余额不足"),
        ("ACQ.BUYER_BALANCE_NOT_ENOUGH", "买家余额不足"),
    ),
    _wallet_refuses(
        Fault("account_error", cause="customer.account_restricted"),
        Refusal(403, "ACCOUNT_ERROR", "账号异常"),
        ("ACCOUNTERROR", "账号异常"),
        ("ACQ.BUYER_ENABLE_STATUS_FORBID", "买家状态非法"),
    ),
    _wallet_refuses(
        Fault("no_usable_method", cause="customer.fenfu_limit"),
        Refusal(403, "TRADE_ERROR", _NO_METHOD),
        ("TRADE_ERROR", _NO_METHOD),
        None,
    ),
    _wallet_refuses(
        Fault("fenfu_limit", cause="customer.fenfu_limit", seen=_GREYED),
        Refusal(403, "NOT_ENOUGH", "余额不足"),
        ("NOTENOUGH", "余额不足"),
        None,
    ),
    _wallet_refuses(
        Fault("fenfu_not_open", cause="customer.fenfu_not_open", seen=_MISSING),
        Refusal(403, "TRADE_ERROR", _NO_METHOD),
        ("TRADE_ERROR", _NO_METHOD),
        None,
    ),
    _wallet_refuses(
        Fault("fenfu_frozen", cause="customer.fenfu_frozen", seen=_FROZEN),
        Refusal(403, "TRADE_ERROR", _NO_METHOD),
        ("TRADE_ERROR", _NO_METHOD),
        None,
    ),
    _wallet_refuses(
        Fault("risk_control", cause="customer.risk_control"),
        Refusal(403, "TRADE_ERROR", "交易错误"),
        ("RULELIMIT", "当前交易异常"),
        ("ACQ.PAYMENT_REQUEST_HAS_RISK", "支付有风险"),
    ),
    _at_alipay(
        "day_limit",
        "customer.daily_limit",
        "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
        "买家付款日限额超限",
    ),
    _wallet_refuses(
        Fault("not_registered", cause="customer.realname"),
        Refusal(400, "USER_NOT_REGISTERED", "服务未开通或账号未注册"),
        None,
        ("ACQ.NOT_CERTIFIED_USER", "买家非实名认证用户"),
    ),
)

_SHOP = (
    _wallet_refuses(
        Fault("not_support_card", cause="merchant.credit_not_enabled"),
        Refusal(403, "NOTSUPORTCARD", "不支持卡类型"),
        ("NOTSUPORTCARD", "不支持卡类型"),
        ("ACQ.MERCHANT_UNSUPPORT_ADVANCE", "先享后付2.0准入失败,商户不支持垫资支付产品"),
    ),
    _turned_away(
        Fault("request_blocked", cause="merchant.account_restricted"),
        Refusal(403, "REQUEST_BLOCKED", "请求受阻"),
        None,
        ("ACQ.SELLER_BEEN_BLOCKED", "商家账号被冻结"),
    ),
    _wallet_refuses(
        Fault("rule_limit", cause="merchant.amount_or_category"),
        Refusal(403, "RULE_LIMIT", "业务规则限制"),
        ("RULELIMIT", "业务规则限制"),
        ("ACQ.TOTAL_FEE_EXCEED", "订单总金额超过限额"),
    ),
    _turned_away(
        Fault("no_auth", ORDERS, "merchant.config_wrong"),
        Refusal(403, "NO_AUTH", "商户暂无权限使用此功能"),
        ("NOAUTH", "商户无权限"),
        ("ACQ.ACCESS_FORBIDDEN", "无权限使用接口"),
    ),
    _turned_away(
        Fault("appid_mismatch", ORDERS, "merchant.config_wrong"),
        Refused.other_appid,
        ("APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配"),
        ("ACQ.PARTNER_ERROR", "应用APP_ID填写错误"),
    ),
    _turned_away(
        Fault("constant_system_error", ORDERS, "merchant.config_wrong"),
        Refusal(500, "SYSTEM_ERROR", "系统繁忙，请稍后重试"),
        None,
        None,
    ),
    _turned_away(
        Fault("sign_error", ORDERS, "merchant.credentials"),
        Refusal(401, "SIGN_ERROR", "签名错误"),
        ("SIGNERROR", "签名错误"),
        ("isv.invalid-signature", "无效签名"),
    ),
    _turned_away(
        Fault("certificate_expired", ORDERS, "merchant.credentials"),
        Refusal(401, "SIGN_ERROR", "商户证书已过期"),
        None,
        ("app-cert-expired", "应用证书已过期"),
    ),
    Fault("clock_skew", EVERY, "merchant.clock_skew", skew_s=-720),
    _turned_away(
        Fault("register_outdated", cause="merchant.register_outdated"),
        Refused.no_headers,
        None,
        ("isv.invalid-method", "不存在的方法名"),
    ),
    _turned_away(
        Fault("number_reused", cause="merchant.order_number_reused"),
        Refused.number_used,
        ("OUT_TRADE_NO_USED", "商户订单号重复"),
        ("ACQ.CONTEXT_INCONSISTENT", "订单信息不一致（交易信息被篡改）"),
    ),
    Fault(
        "already_paid",
        cause="merchant.order_already_paid",
        plan=Plan(),
        after=Refused.already_paid,
        spelt=_in_words(("ORDERPAID", "订单已支付"), ("ACQ.TRADE_HAS_SUCCESS", "交易已被支付")),
    ),
    _turned_away(
        Fault("rate_limited", ORDERS, "merchant.rate_limited"),
        Refusal(429, "FREQUENCY_LIMITED", "频率超限", 268447840),
        None,
        ("isv.app-call-limited", "应用调用次数超限"),
    ),
)

_PROVIDER = (
    Fault(
        "system_error",
        cause="provider.outage",
        plan=Plan(),
        after=Refusal(500, "SYSTEM_ERROR", "系统错误"),
        spelt=_in_words(("SYSTEMERROR", "接口返回错误"), ("ACQ.SYSTEM_ERROR", "系统异常")),
    ),
    Fault(
        "bank_error",
        cause="provider.bank",
        plan=_UNPAID,
        after=Refusal(500, "BANK_ERROR", "银行系统异常"),
        spelt=_in_words(("BANKERROR", "银行系统异常"), None),
    ),
    Fault(
        "late_success",
        cause="provider.outage",
        plan=replace(_UNPAID, after_s=12.0),
        after=Refusal(500, "SYSTEM_ERROR", "系统错误"),
        spelt=_in_words(("SYSTEMERROR", "系统超时"), ("ACQ.SYSTEM_ERROR", "系统异常")),
    ),
    Fault("http_500", EVERY, "provider.outage", Refusal(500, "", "")),
    _turned_away(
        Fault("outage", ORDERS, "provider.outage"),
        Refusal(502, "SERVICE_UNAVAILABLE", "服务不可用"),
        None,
        ("isp.unknow-error", "服务不可用（业务系统）"),
    ),
)

_WAY = (
    Fault("no_answer", cause="network.slow", plan=Plan(), delivery=Delivery.silent),
    Fault("lost_answer", cause="network.slow", plan=Plan(), delivery=Delivery.cut),
    Fault("lost_request", cause="network.slow", delivery=Delivery.silent, lost_request=True),
    Fault("reverse_lost", REVERSE, delivery=Delivery.cut),
    Fault("forged_answer", ORDERS, forged=True),
    Fault("slow", EVERY, "network.slow", delay_s=4.0),
    Fault("jitter", EVERY, delay_s=0.2, jitter_s=3.0),
    Fault("callback_lost", CALLBACK, delivery=Delivery.cut),
    Fault("callback_late", CALLBACK, delay_s=20.0),
    Fault("callback_repeated", CALLBACK, repeats=3),
)

FAULTS: tuple[Fault, ...] = (
    HEALTHY,
    *_PHONE,
    *_CODE,
    *_ACCOUNT,
    *_SHOP,
    *_PROVIDER,
    *_WAY,
)
BY_NAME = {fault.name: fault for fault in FAULTS}
