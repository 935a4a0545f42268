import pytest

from cashier.playbook.playbook import Playbook


def test_parts_are_found_by_id(playbook: Playbook) -> None:
    assert playbook.cause("code.expired").side == "code"
    assert playbook.step("refresh_code").remedy == "refresh_code"
    assert playbook.method("cash").limits.allow(1)
    assert playbook.question("ask.others_pay").values[-1] == "unknown"
    with pytest.raises(KeyError):
        playbook.cause("code.none")


def test_own_table_then_healthy_then_nothing(playbook: Playbook) -> None:
    own = playbook.likelihood("customer.password_pending", "ask.phone_asks_password", "yes")
    healthy = playbook.likelihood("code.dark", "ask.phone_asks_password", "yes")
    assert own == 0.9
    assert healthy == playbook.healthy["ask.phone_asks_password"]["yes"]
    assert playbook.likelihood("code.dark", "tried.fenfu", "failed") is None
    assert playbook.likelihood("code.dark", "ask.others_pay", "unknown") is None


def test_what_is_not_listed_leaks_but_is_never_impossible(playbook: Playbook) -> None:
    chance = playbook.likelihood("code.glare", "code.fault", "moire")
    assert chance == playbook.leaks.unlisted


def test_a_register_text_counts_by_its_phrase(playbook: Playbook) -> None:
    by_text = playbook.likelihood("code.glare", "register.text", "无法识别，请重新扫码")
    assert by_text == playbook.likelihood("code.glare", "register.text", "rescan") == 0.5
    assert playbook.likelihood("code.glare", "register.text", "今天天气好") is None
    assert playbook.likelihood("code.glare", "register.code", "wechat/USERPAYING") is None
    assert playbook.till_phrase("支付超时") == "timeout"


def test_a_providers_answer_speaks_for_its_own_cause_first(playbook: Playbook) -> None:
    rows = [r for r in playbook.codes.by_code("wechat", "NOTENOUGH") if r.call == "charge"]
    chances = playbook.row_likelihoods(rows)
    assert chances["customer.no_funds"] == playbook.leaks.own_row
    assert chances["customer.fenfu_limit"] == 0.4
    assert chances["code.glare"] == playbook.leaks.other_row
    assert set(chances) == {cause.id for cause in playbook.causes}


def test_one_row_may_be_listed_apart_from_its_code(playbook: Playbook) -> None:
    for row in playbook.codes.by_code("wechat", "TRADE_ERROR"):
        if row.call == "charge":
            chance = playbook.row_likelihoods([row])["customer.fenfu_frozen"]
            assert chance == (0.4 if row.message.startswith("103") else 0.15)


def test_every_charge_row_has_its_own_cause_as_the_likeliest(playbook: Playbook) -> None:
    for row in playbook.codes.rows:
        if row.call == "charge":
            chances = playbook.row_likelihoods([row])
            best = max(playbook.causes, key=lambda cause: cause.prior * chances[cause.id])
            assert best.id == row.cause, (row.provider, row.code, row.message)


@pytest.mark.parametrize(
    ("method", "kind", "counts_as"),
    [
        ("fenfu", "wechat_payment", "wechat_payment"),
        ("fenfu", "alipay_payment", "alipay_payment"),
        ("alipay", "alipay_payment", "wechat_payment"),
        ("alipay", "wechat_payment", "alipay_payment"),
        ("alipay", "goods_barcode", "goods_barcode"),
        ("cash", "alipay_payment", "alipay_payment"),
        (None, "alipay_payment", "alipay_payment"),
    ],
)
def test_a_code_is_foreign_only_to_the_method_at_hand(
    playbook: Playbook, method: str | None, kind: str, counts_as: str
) -> None:
    assert playbook.kind_for(method, kind) == counts_as


@pytest.mark.parametrize(
    ("method", "kind", "wallet"),
    [
        ("fenfu", None, "wechat"),
        ("alipay_instalment", None, "alipay"),
        ("unionpay", "none", "unionpay"),
        ("fenfu", "alipay_payment", "alipay"),
        ("card", "ecny_payment", "ecny"),
        ("cash", None, ""),
        (None, "goods_barcode", ""),
        (None, None, ""),
    ],
)
def test_the_code_tells_the_wallet_before_the_method_does(
    playbook: Playbook, method: str | None, kind: str | None, wallet: str
) -> None:
    assert playbook.wallet(method, kind) == wallet


def test_a_question_or_step_is_left_out_only_by_what_is_known(playbook: Playbook) -> None:
    when = playbook.question("ask.fenfu_choice").when
    assert when.fits("fenfu", "payment_code", "failed")
    assert when.fits(None, None, "failed")
    assert not when.fits("alipay", None, "failed")
    other = playbook.question("ask.other_method").when
    assert not other.fits("fenfu", "payment_code", "unknown")


def test_limits_bound_both_ends(playbook: Playbook) -> None:
    limits = playbook.method("split").limits
    assert not limits.allow(4_999)
    assert limits.allow(5_000)
