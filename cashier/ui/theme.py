"""Colours, type, space and shape: the one file that knows them. No Qt, so a test can read it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, named by use."""

    name: str
    canvas: str
    surface: str
    sunken: str
    hover: str
    press: str
    line: str
    ctl: str
    edge: str
    ink: str
    ink2: str
    ink3: str
    off: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_ink: str
    accent_tint: str
    accent_line: str
    ok: str
    ok_mark: str
    ok_tint: str
    ok_line: str
    warn: str
    warn_mark: str
    warn_tint: str
    warn_line: str
    fail: str
    fail_mark: str
    fail_tint: str
    fail_line: str
    lock: str
    lock_fill: str
    on_lock: str
    on_lock2: str
    lock_track: str
    lock_tint: str
    lock_line: str
    bar: str


LIGHT = Tokens(
    name="light",
    canvas="#F4F5F7",
    surface="#FFFFFF",
    sunken="#ECEEF2",
    hover="#F0F2F5",
    press="#E6E9EE",
    line="#E2E5EA",
    ctl="#CAD0D9",
    edge="#868E9B",
    ink="#15181D",
    ink2="#464D58",
    ink3="#626A76",
    off="#9AA1AC",
    accent="#1E5AD4",
    accent_hover="#1A4FBD",
    accent_pressed="#15419E",
    on_accent="#FFFFFF",
    accent_ink="#1A4DB5",
    accent_tint="#EDF2FD",
    accent_line="#C6D6F8",
    ok="#1A7A49",
    ok_mark="#1F9259",
    ok_tint="#E8F5EE",
    ok_line="#BFE2CF",
    warn="#8A5200",
    warn_mark="#C97A00",
    warn_tint="#FDF3E1",
    warn_line="#F0D5A3",
    fail="#B92C26",
    fail_mark="#D13B34",
    fail_tint="#FCECEB",
    fail_line="#F3C6C3",
    lock="#51309F",
    lock_fill="#51309F",
    on_lock="#FFFFFF",
    on_lock2="#DDD3F5",
    lock_track="#7559B8",
    lock_tint="#F1EDFB",
    lock_line="#D8CCF3",
    bar="#8B95A6",
)
DARK = Tokens(
    name="dark",
    canvas="#0F1115",
    surface="#191C22",
    sunken="#242830",
    hover="#21252D",
    press="#2A2F38",
    line="#2B303A",
    ctl="#3D4450",
    edge="#707988",
    ink="#F2F4F7",
    ink2="#B9C0CB",
    ink3="#929AA7",
    off="#5E6673",
    accent="#2C67E4",
    accent_hover="#366DE4",
    accent_pressed="#2457C4",
    on_accent="#FFFFFF",
    accent_ink="#8FB3FF",
    accent_tint="#172440",
    accent_line="#2C4576",
    ok="#5CCB95",
    ok_mark="#3DB57C",
    ok_tint="#13291F",
    ok_line="#25543D",
    warn="#F2B755",
    warn_mark="#E3A23A",
    warn_tint="#2E2410",
    warn_line="#5A4519",
    fail="#FF8A82",
    fail_mark="#F0645B",
    fail_tint="#351A1A",
    fail_line="#6A2E2C",
    lock="#BBA5FF",
    lock_fill="#5636A8",
    on_lock="#FFFFFF",
    on_lock2="#DDD3F5",
    lock_track="#7C5FC4",
    lock_tint="#231B3B",
    lock_line="#43337A",
    bar="#717D91",
)

THEMES = {tokens.name: tokens for tokens in (LIGHT, DARK)}

ON_VIDEO_INK = "#2A1B00"
ON_VIDEO_FILL = "#FFC24D"
ON_VIDEO_OK = "#35C57F"
ON_VIDEO_PALE = "#DDE1E8"
ON_VIDEO_SHADE = "#101216"
ON_VIDEO_FIELD = "#23262C"


class _TextSize:
    """How large text is in this process: one number, as an application has one font."""

    share = 1.0


_size = _TextSize()


@dataclass(frozen=True, slots=True)
class Type:
    """A step of the type scale: size, line height, weight (400 or 700, nothing between).

    Size and line grow with the text size that is on now; a `fixed` step does not: paper and the
    customer's display have sizes of their own.
    """

    base: int
    base_line: int
    bold: bool = False
    fixed: bool = False

    @property
    def size(self) -> int:
        """Pixels from the foot of a letter to its head, as fonts count."""
        return self.base if self.fixed else round(self.base * _size.share)

    @property
    def line(self) -> int:
        """Pixels from line to line."""
        return self.base_line if self.fixed else round(self.base_line * _size.share)


def text_size() -> float:
    """Return how large text is: 1 is normal."""
    return _size.share


def use_text_size(share: float) -> bool:
    """Set how large text is from now on; return whether that changed anything."""
    before, _size.share = _size.share, share
    return before != share


def grown(pixels: float) -> int:
    """Return a length that has to grow with the text in or beside it."""
    return round(pixels * max(1.0, _size.share))


HINT = Type(13, 20)
HINT_BOLD = Type(13, 20, bold=True)
BODY = Type(15, 24)
BODY_BOLD = Type(15, 24, bold=True)
SECTION = Type(18, 26, bold=True)
TITLE = Type(22, 32, bold=True)
ALOUD = Type(22, 32)
VERDICT = Type(24, 34, bold=True)
FIGURE = Type(32, 40, bold=True)
CUSTOMER = Type(44, 56, bold=True, fixed=True)
CUSTOMER_NAME = Type(26, 36, bold=True, fixed=True)
CUSTOMER_NEXT = Type(24, 34, fixed=True)
CUSTOMER_FACT = Type(24, 34, bold=True, fixed=True)
CUSTOMER_SMALL = Type(20, 28, fixed=True)

XS, S, M, L, XL = 4, 8, 12, 16, 24
MARGIN = 16
RADIUS = 8
RADIUS_SMALL = 4
RADIUS_INSIDE = 6
TARGET = 44
ROW = 56
SECONDARY = 52
BEST = 62
ANSWER = 64
PRIMARY = 72
DOCK_WIDTH = 400
STRIP_WIDTH = 56
