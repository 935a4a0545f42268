"""What the camera may see, one sample for every verdict."""

from cashier.desk.views import FaultView, ScanView
from tests.ui.frames import frame

MONOTONIC = 1000.0
CORNERS = (((214.0, 112.0), (424.0, 108.0), (428.0, 318.0), (218.0, 324.0)),)
READY = ScanView("ready", frame(), "wechat_payment", "A", "first_seen", CORNERS)
GLARE = ScanView(
    "ask_again",
    frame(),
    "wechat_payment",
    "D",
    None,
    CORNERS,
    (FaultView("glare", (300, 140, 400, 240)),),
    "tilt_away_from_lamp",
)
DARK = ScanView(
    "ask_again",
    frame(),
    "wechat_payment",
    "D",
    None,
    CORNERS,
    (FaultView("dark", (300, 140, 400, 240)),),
    "brighten_screen",
)
WRONG = ScanView("wrong_code", frame(), "wechat_receive")
NONE = ScanView("none")
LOST = ScanView("none", camera="lost")
AGAIN = ScanView("ask_again", frame(), "wechat_payment", "B", corners=CORNERS, counts=False)
FRESH = ScanView(
    "ready",
    frame(),
    "ecny_payment",
    "B",
    "fresh",
    CORNERS,
    held_s=18.0,
    dies_monotonic=MONOTONIC + 41.2,
    lives_s=60.0,
)
HELD = ScanView("ready", frame(), "alipay_payment", "A", "first_seen", CORNERS, held_s=47.0)
BEFORE = ScanView(
    "ready",
    frame(),
    "unionpay_payment",
    "C",
    "first_seen",
    CORNERS,
    seen_before=True,
    held_s=33.0,
)
STALE = ScanView(
    "expired", frame(), "wechat_payment", "A", "stale", CORNERS, advice="refresh", lives_s=60.0
)
OVER = ScanView("expired", frame(), "emv_merchant", "A")
USED = ScanView("used", frame(), "wechat_payment", "A", "used", CORNERS)
GOODS = ScanView("wrong_code", frame(), "goods_barcode", "A")
OTHER = ScanView("wrong_code", frame(), "other", "A")
ODD = ScanView("wrong_code", frame(), "other", "A", oddities=("look_alike_host", "bidi", "control"))
SWAPPED = ScanView("swapped", frame(), "wechat_receive", "A")
UNCLEAR = ScanView("unclear", frame(), corners=CORNERS)
