"""The money table, row by row, and what must hold for every list of evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import Known, MoneyState, OrderKind, known_money
from cashier.playbook.evidence import CONTRACT, Evidence
from tests.helpers.playbooks import shipped

U, F, P, R, N = (
    MoneyState.unknown,
    MoneyState.failed,
    MoneyState.paid,
    MoneyState.reversed,
    MoneyState.not_charged,
)


def judge(
    *said: tuple[str, str],
    kind: OrderKind = OrderKind.payment_code,
    charged: bool = False,
) -> Known:
    facts = Facts.of(Evidence(name, value) for name, value in said)
    return known_money(facts, shipped().codes, kind, charged=charged)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], N),
        ([("code.kind", "wechat_payment"), ("ask.others_pay", "no")], N),
        ([("register.outcome", "failed")], U),
        ([("register.outcome", "timeout")], U),
        ([("register.outcome", "unknown")], U),
        ([("register.text", "支付失败，条码无法识别")], U),
        ([("register.text", "支付失败")], U),
        ([("register.text", "余额不足")], F),
        ([("register.text", "【１０１】付款码已过期，请退出重试！")], F),
        ([("register.text", "需要用户输入支付密码")], U),
        ([("register.text", "余额不足了吧")], U),
        ([("register.http", "timeout")], U),
        ([("register.http", "202")], U),
        ([("register.http", "429")], U),
        ([("register.http", "503")], U),
        ([("register.http", "404")], U),
        ([("register.http", "401")], F),
        ([("register.http", "refused")], F),
        ([("register.outcome", "failed"), ("register.http", "401")], F),
        ([("register.code", "wechat/NOTENOUGH")], F),
        ([("register.code", "wechat/not_enough")], F),
        ([("register.code", "wechat/USERPAYING")], U),
        ([("register.code", "wechat/NOTENOUGH"), ("register.http", "500")], U),
        ([("register.code", "wechat/NOTENOUGH"), ("register.text", "需要用户输入支付密码")], U),
        ([("register.code", "wechat/AUTH_CODE_ERROR")], U),
        ([("register.code", "wechat/AUTH_CODE_ERROR"), ("register.text", "授权码参数错误")], F),
        (
            [
                ("register.code", "wechat/AUTH_CODE_ERROR"),
                ("register.text", "每个二维码仅限使用一次，请刷新再试"),
            ],
            U,
        ),
        ([("register.code", "wechat/ORDERNOTEXIST")], U),
        ([("register.code", "wechat/REVERSE_EXPIRE")], U),
        ([("register.code", "wechat/NEVER_SEEN")], U),
        ([("register.code", "alipay/AQC.SYSTEM_ERROR")], U),
        ([("register.code", "unionpay/64")], F),
        ([("register.code", "card/51")], F),
        ([("order.state", "not_paid")], U),
        ([("order.state", "not_found"), ("register.code", "wechat/NOTENOUGH")], U),
        ([("order.state", "unknown")], U),
        ([("order.state", "reversed")], R),
        ([("order.state", "closed")], R),
        ([("order.state", "refunded")], R),
        ([("order.state", "failed"), ("register.code", "wechat/USERPAYING")], F),
        ([("order.state", "paid"), ("order.state", "failed")], P),
        ([("register.code", "wechat/NOTENOUGH"), ("order.state", "paid")], P),
        ([("order.state", "failed"), ("order.state", "unknown")], F),
        ([("order.state", "paying"), ("order.state", "reversed")], R),
        (
            [
                ("register.code", "wechat/USERPAYING"),
                ("register.code", "unknown"),
                ("register.text", "余额不足"),
            ],
            U,
        ),
    ],
)
def test_the_table(said: list[tuple[str, str]], state: MoneyState) -> None:
    known = judge(*said)
    assert known.state is state
    assert known.charge_lock == (state in (U, P))


def test_somebody_says_that_a_charge_was_sent() -> None:
    assert judge(charged=True).state is U


@pytest.mark.parametrize("final", ["wechat/NOTENOUGH", "unionpay/64"])
def test_a_scanned_order_stays_open_until_it_is_closed(final: str) -> None:
    dynamic = OrderKind.dynamic
    assert judge(kind=dynamic).state is U
    assert judge(("register.code", final), kind=dynamic).state is U
    assert judge(("order.state", "failed"), kind=dynamic).state is U
    assert judge(("order.state", "closed"), kind=dynamic).state is R
    assert judge(("order.state", "paid"), kind=dynamic).state is P


def test_a_static_code_waits_for_the_customers_phone() -> None:
    static = OrderKind.static
    assert judge(kind=static).state is U
    assert judge(("ask.phone_shows_paid", "unknown"), kind=static).state is U
    assert judge(("ask.phone_shows_paid", "no"), kind=static).state is F
    assert judge(("ask.phone_shows_paid", "yes"), kind=static).state is P


@pytest.mark.parametrize(("payee", "state"), [(None, U), ("unknown", U), ("no", U), ("yes", P)])
def test_a_phone_says_nothing_about_the_shops_money_where_the_code_was_changed(
    payee: str | None, state: MoneyState
) -> None:
    said = [("code.registered", "changed"), ("ask.phone_shows_paid", "yes")]
    if payee is not None:
        said.append(("ask.payee_ours", payee))
    assert judge(*said, kind=OrderKind.static).state is state


def test_a_strangers_name_on_the_phone_is_believed_without_a_camera() -> None:
    said = [("ask.phone_shows_paid", "yes"), ("ask.payee_ours", "no")]
    assert judge(*said, kind=OrderKind.static).state is U


def test_a_customer_who_scanned_is_not_a_payment_code() -> None:
    scanned = ("ask.who_scanned", "customer")
    assert judge(scanned).state is U
    assert judge(scanned, ("code.kind", "wechat_dynamic")).state is U
    receive = ("code.kind", "wechat_receive")
    assert judge(scanned, receive, ("ask.phone_shows_paid", "no")).state is F


@pytest.mark.parametrize(
    "open_charge",
    [
        ("register.code", "wechat/USERPAYING"),
        ("register.http", "timeout"),
        ("register.text", "需要用户输入支付密码"),
        ("register.outcome", "waiting"),
        ("register.outcome", "timeout"),
    ],
)
def test_a_phone_that_shows_nothing_does_not_settle_a_charge_that_the_register_sent(
    open_charge: tuple[str, str],
) -> None:
    said = [
        open_charge,
        ("ask.who_scanned", "customer"),
        ("code.kind", "wechat_receive"),
        ("ask.phone_shows_paid", "no"),
    ]
    assert judge(*said).state is U


SCANNED, RECEIVE = ("ask.who_scanned", "customer"), ("code.kind", "wechat_receive")
SHOWS_NOTHING = ("ask.phone_shows_paid", "no")


@pytest.mark.parametrize(
    "said",
    [
        [SHOWS_NOTHING, SCANNED, RECEIVE],
        [SHOWS_NOTHING, RECEIVE, SCANNED],
        [RECEIVE, SHOWS_NOTHING, SCANNED],
        [SCANNED, SHOWS_NOTHING, RECEIVE],
        [SHOWS_NOTHING, SCANNED, RECEIVE, ("ask.phone_shows_paid", "unknown")],
    ],
)
def test_what_a_phone_showed_before_anybody_knew_who_scanned_frees_no_charge(
    said: list[tuple[str, str]],
) -> None:
    assert judge(*said).state is U
    assert judge(*said, SHOWS_NOTHING).state is F
    assert judge(*said, ("ask.phone_shows_paid", "yes")).state is P
    assert judge(*said, SHOWS_NOTHING, SCANNED, RECEIVE, ("code.kind", "unknown")).state is F


def test_how_the_customer_pays_may_be_known_from_the_start() -> None:
    assert judge(SHOWS_NOTHING, SCANNED, RECEIVE, kind=OrderKind.static).state is F


def a_value(name: str) -> st.SearchStrategy[str]:
    rows = shipped().codes.rows
    if name == "register.code":
        return st.sampled_from([f"{row.provider}/{row.code}" for row in rows])
    if name == "register.text":
        return st.one_of(st.sampled_from([row.message for row in rows if row.message]), st.text())
    if name == "register.http":
        return st.sampled_from(["timeout", "reset", "refused", "200", "202", "401", "404", "500"])
    return st.sampled_from(CONTRACT.values(name))


ITEMS = st.sampled_from(CONTRACT.names).flatmap(
    lambda name: st.builds(Evidence, st.just(name), a_value(name))
)
KINDS = st.sampled_from(OrderKind)


@given(st.lists(ITEMS, max_size=8), KINDS)
def test_paid_wins_over_everything(items: list[Evidence], kind: OrderKind) -> None:
    facts = Facts.of([*items, Evidence("order.state", "paid"), *items])
    assert known_money(facts, shipped().codes, kind) == Known(P, ("order.state",))


@given(st.lists(ITEMS, max_size=6), KINDS, st.text(max_size=30))
def test_a_strangers_text_never_unlocks(items: list[Evidence], kind: OrderKind, text: str) -> None:
    codes = shipped().codes
    if codes.by_text(text):
        return
    told = [item for item in items if item.name != "register.text"]
    before = known_money(Facts.of(told), codes, kind)
    after = known_money(Facts.of([*told, Evidence("register.text", text)]), codes, kind)
    assert before.charge_lock <= after.charge_lock


@given(st.lists(ITEMS, max_size=8), st.permutations((SCANNED, RECEIVE)))
def test_no_answer_about_the_phone_counts_for_a_code_that_comes_to_light_later(
    items: list[Evidence], grounds: list[tuple[str, str]]
) -> None:
    before = [item for item in items if item.name not in ("ask.who_scanned", "code.kind")]
    before = [item for item in before if item.name != "order.state"]
    found = [Evidence(name, value) for name, value in (SHOWS_NOTHING, *grounds)]
    assert known_money(Facts.of([*before, *found]), shipped().codes).charge_lock


@given(st.lists(ITEMS, max_size=8), KINDS)
def test_not_charged_needs_silence(items: list[Evidence], kind: OrderKind) -> None:
    known = known_money(Facts.of(items), shipped().codes, kind)
    if known.state is N:
        assert not any(item.name.startswith(("register.", "order.")) for item in items)
        assert kind in (OrderKind.payment_code, OrderKind.none)


@given(st.lists(ITEMS, max_size=8), KINDS, ITEMS)
def test_what_nobody_knows_takes_no_lock_away(
    items: list[Evidence], kind: OrderKind, extra: Evidence
) -> None:
    codes = shipped().codes
    unknown = Evidence(extra.name, "unknown")
    before = known_money(Facts.of(items), codes, kind)
    after = known_money(Facts.of([*items, unknown]), codes, kind)
    assert before.charge_lock <= after.charge_lock
