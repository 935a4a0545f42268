"""What the top of the dock says about degraded methods."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from cashier.cases.track import Degraded, Why
from cashier.desk.banner import banner, louder, marked
from cashier.desk.dock_views import BannerView
from cashier.desk.headline import CHIPS
from cashier.desk.views import ChipView, Light, Phrase, Ref
from cashier.health.lights import Trouble
from cashier.ui.words import Book
from tests.helpers.playbooks import shipped

AT = datetime(2026, 11, 22, 6, 29, tzinfo=UTC)
OUT = Degraded(Why.outage, 0.0, "gateway.wechat")
OFFLINE = Degraded(Why.outage, 0.0, "internet")
BURST = Degraded(Why.burst, 0.0, "provider.outage", 4)
AGAIN = Degraded(Why.burst, 0.0, "provider.outage", 1)
SLOW = Degraded(Why.slow, 0.0, "gateway.wechat")
TRIAL = Degraded(Why.outage, 0.0, "gateway.wechat", trial=True)


def said(phrase: Phrase, language: str = "zh_CN") -> str:
    book = Book(language)
    text = book.phrase(phrase)
    assert not book.missing
    return text


def shown(**states: Light) -> tuple[ChipView, ...]:
    return tuple(ChipView(name, states.get(name, Light.ok)) for name in CHIPS)


def view(degraded: dict[str, Degraded], chips: Iterable[ChipView] | None = None) -> BannerView:
    if chips is None:
        down = {name: Light.fail for name, one in degraded.items() if one.why is Why.outage}
        chips = shown(**down)
    since = {name: AT + timedelta(minutes=place) for place, name in enumerate(degraded)}
    found = banner(degraded, since, tuple(chips), shipped().timings.damping)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("degraded", "state", "sentence", "detail"),
    [
        ({"fenfu": BURST}, Light.warn, "分付不稳定，先用微信零钱", "最近 10 分钟有 4 笔没付成"),
        ({"fenfu": AGAIN}, Light.warn, "分付不稳定，先用微信零钱", "又试了一笔，还是没付成"),
        ({"fenfu": OUT, "wechat": OUT}, Light.fail, "微信暂时用不了，先用支付宝",
         "到微信的线路不通"),
        ({"alipay": SLOW}, Light.warn, "支付宝不稳定，先用微信零钱", "到微信的线路比平时慢"),
        ({"wechat": TRIAL}, Light.warn, "微信零钱刚恢复，先用支付宝", "可以试一笔，付成就恢复"),
        ({"alipay": OUT, "unionpay": OUT}, Light.fail, "支付宝、云闪付暂时用不了，先用微信零钱",
         "到微信的线路不通"),
        ({"wechat": OUT, "alipay": OUT, "unionpay": OUT}, Light.fail,
         "3 种方式暂时用不了，先用现金", "到微信的线路不通"),
        (dict.fromkeys(CHIPS, OUT), Light.fail, "扫码付款都用不了，先收现金", "到微信的线路不通"),
        (dict.fromkeys(CHIPS, BURST), Light.warn, "扫码付款老付不成，先收现金",
         "最近 10 分钟有 4 笔没付成"),
        (dict.fromkeys(CHIPS, SLOW), Light.warn, "扫码付款都有点慢，多等一会儿",
         "到微信的线路比平时慢"),
        (dict.fromkeys(CHIPS, OFFLINE), Light.fail, "断网：下一位先收现金",
             "扫过码的，没查清别再收；叫店长看网络"),
    ],
)  # fmt: skip
def test_one_sentence_for_the_worst(
    degraded: dict[str, Degraded], state: Light, sentence: str, detail: str
) -> None:
    found = view(degraded)
    assert (found.state, said(found.sentence), said(found.detail)) == (state, sentence, detail)
    assert found.since == AT
    assert said(found.sentence, "en")
    assert said(found.detail, "en")


def test_who_is_behind_a_login_page_is_not_called_offline() -> None:
    trouble = Trouble("network.intercepted", "tls")
    degraded = dict.fromkeys(CHIPS, OFFLINE)
    down = shown(**dict.fromkeys(CHIPS, Light.fail))
    since = dict.fromkeys(CHIPS, AT)
    found = banner(degraded, since, down, shipped().timings.damping, trouble)
    assert found is not None
    assert said(found.sentence) == "扫码付款都用不了，先收现金"
    assert said(found.detail) == "网络要先登录，或者被拦住了"


def test_the_worst_goes_first_and_credit_is_never_what_to_use() -> None:
    found = view({"unionpay": TRIAL, "wechat": SLOW, "alipay": OUT})
    assert found.methods == ("alipay",)
    assert found.good == "cash"
    assert view({"wechat": BURST}, shown(alipay=Light.fail, unionpay=Light.fail)).good == "cash"
    assert view({"wechat": BURST}, shown(alipay=Light.unknown)).good == "unionpay"


def test_an_outage_whose_light_is_back_is_being_watched() -> None:
    found = view(dict.fromkeys(CHIPS, OFFLINE), shown())
    assert (found.state, said(found.sentence)) == (Light.warn, "扫码付款刚恢复，先收现金")
    assert said(found.detail) == "已经通了，再看一会儿"


def test_what_nobody_misses_by_name_makes_no_banner() -> None:
    damping = shipped().timings.damping
    assert banner({}, {}, shown(), damping) is None
    assert banner({"alipay_instalment": OUT}, {}, shown(), damping) is None
    assert view({"card": BURST}).methods == ("card",)


def test_the_head_is_heard_when_it_has_something_worse_to_say() -> None:
    found = view({"fenfu": BURST})
    assert louder(found, Light.warn) is found
    assert louder(found, Light.fail) is None
    assert louder(None, Light.ok) is None


@pytest.mark.parametrize(
    ("light", "degraded", "state", "note"),
    [
        (Light.ok, None, Light.ok, ""),
        (Light.ok, BURST, Light.warn, "off"),
        (Light.warn, BURST, Light.warn, "off"),
        (Light.fail, OUT, Light.fail, ""),
        (Light.ok, OUT, Light.warn, "off"),
        (Light.unknown, TRIAL, Light.warn, "trial"),
        (Light.warn, TRIAL, Light.warn, ""),
        (Light.ok, SLOW, Light.warn, "shaky"),
    ],
)
def test_a_chip_shows_what_its_light_does_not(
    light: Light, degraded: Degraded | None, state: Light, note: str
) -> None:
    chip = marked(ChipView("fenfu", light), degraded)
    assert (chip.state, chip.note) == (state, note)


def test_a_name_for_the_reader_not_for_the_program() -> None:
    assert view({"fenfu": BURST}).sentence == Phrase(
        "degraded-shaky", (("method", Ref("method", "fenfu")), ("good", Ref("method", "wechat")))
    )
