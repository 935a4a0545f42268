"""The settings, each declared once: type, default, limits; words come from its path.

`camera.source` has its label under `settings-camera-source` and its help under the attribute
`.help`, in the catalogue `settings`. File, form and documentation derive from here. No secret is
ever a setting: those live in the vault. Reading and writing the file is `settings_file`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from cashier.config.settings_types import (
    Digits,
    FieldKind,
    Hosts,
    Kind,
    Line,
    Name,
    Short,
    Text,
    Url,
)
from cashier.core.trade import CustomerGroup, Industry


class Group(BaseModel):
    """Settings that belong together: frozen, and closed to names that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Store(Group):
    """Which shop and which till this is, as reports show it; what kind, as rules know it."""

    name: Short = ""
    till: Short = "1"
    industry: Industry = "any"
    customer_group: CustomerGroup = "any"
    records: Line = ""


class Appearance(Group):
    """How the window looks and sounds."""

    theme: Literal["light", "dark", "system"] = "system"
    text_scale: float = Field(default=1.0, ge=0.8, le=2.0)
    sounds: bool = True
    reduce_motion: bool = False
    edge: Literal["right", "left"] = "right"


class Camera(Group):
    """Where pictures come from: a camera by name or index, a file or an address."""

    source: Text = "0"


class Hotkeys(Group):
    """Whether F7, F8 and F9 work while the register has the keyboard, and with which others."""

    everywhere: Literal["off", "plain", "ctrl_shift"] = "off"


class Customer(Group):
    """The display that the customer sees: a second screen, or a small window turned to them."""

    display: Literal["off", "screen", "window"] = "off"
    turned: bool = False
    blank_after_s: int = Field(default=20, ge=5, le=300)


class WeChat(Group):
    """The optional link to WeChat Pay, for asking about orders. Its keys are in the vault."""

    enabled: bool = False
    protocol: Literal["v3", "v2"] = "v3"
    mchid: Digits = ""
    appid: Name = ""
    sub_mchid: Digits = ""
    serial: Name = ""
    public_key_id: Name = ""
    base_url: Url = "https://api.mch.weixin.qq.com"
    backup_url: Url = "https://api2.mch.weixin.qq.com"

    @model_validator(mode="after")
    def _complete(self) -> Self:
        # Without the public key's number, answers are checked with certificates.
        needed = ("mchid", "serial") if self.protocol == "v3" else ("mchid", "appid")
        missing = [name for name in needed if self.enabled and not getattr(self, name)]
        if missing:
            raise PydanticCustomError("incomplete", "incomplete", {"missing": ", ".join(missing)})
        return self


class Alipay(Group):
    """The optional link to Alipay, for asking about orders. Its keys are in the vault."""

    enabled: bool = False
    app_id: Digits = ""
    base_url: Url = "https://openapi.alipay.com/gateway.do"

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.enabled and not self.app_id:
            raise PydanticCustomError("incomplete", "incomplete", {"missing": "app_id"})
        return self


class Health(Group):
    """How the network and the gateways are watched."""

    enabled: bool = True
    interval_s: float = Field(default=30.0, ge=30.0, le=600.0)
    timeout_s: float = Field(default=4.0, ge=1.0, le=30.0)
    internet_hosts: Hosts = ("www.baidu.com:443", "www.qq.com:443", "www.aliyun.com:443")
    portal_hosts: Hosts = ("connect.rom.miui.com:80",)
    name_servers: Hosts = ("223.5.5.5:53", "119.29.29.29:53")
    time_servers: Hosts = ("ntp.aliyun.com:123", "ntp.tencent.com:123")
    alipay_url: Url = "https://openapi.alipay.com"


class Alarms(Group):
    """Who hears of what is broken. The chat's address is a secret: it is in the vault."""

    enabled: bool = True
    chat: bool = False
    chat_from: Literal["warn", "fail"] = "fail"
    quiet_from: int = Field(default=23, ge=0, le=23)
    quiet_until: int = Field(default=7, ge=0, le=23)


class Guidance(Group):
    """How the cause of a failed payment is judged."""

    learn: bool = True


class Access(Group):
    """What asks for the manager's PIN."""

    reverse_needs_pin: bool = True
    manager_needs_pin: bool = True


class Startup(Group):
    """What happens when the computer starts."""

    autostart: bool = False


class Retention(Group):
    """How many days each kind of record is kept after its case or shift has ended."""

    texts_days: int = Field(default=90, ge=7, le=730)
    notes_days: int = Field(default=365, ge=30, le=1825)
    records_days: int = Field(default=1095, ge=90, le=3650)
    logs_days: int = Field(default=30, ge=3, le=365)


class Settings(Group):
    """Everything a shop may set. Without a file these defaults hold, and they work."""

    language: Literal["zh_CN", "en"] = "zh_CN"
    store: Store = Store()
    appearance: Appearance = Appearance()
    hotkeys: Hotkeys = Hotkeys()
    camera: Camera = Camera()
    customer: Customer = Customer()
    wechat: WeChat = WeChat()
    alipay: Alipay = Alipay()
    health: Health = Health()
    alarms: Alarms = Alarms()
    guidance: Guidance = Guidance()
    access: Access = Access()
    startup: Startup = Startup()
    retention: Retention = Retention()


@dataclass(frozen=True, slots=True)
class SettingField:
    """What a form, a page of documentation or an error needs to know of one setting.

    Of a text, `high` is how many characters it may have.
    """

    path: str
    kind: FieldKind
    default: str | bool | int | float | tuple[str, ...]
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def label_key(self) -> str:
        """The key of its label; `.help` is its help, `.value-<choice>` the word for a choice."""
        return f"settings-{self.path.replace('.', '-')}"


def group_names() -> tuple[str, ...]:
    """Return the groups in their order; each has its heading under `settings-<group>`."""
    return tuple(name for name, info in Settings.model_fields.items() if _is_group(info))


def fields() -> tuple[SettingField, ...]:
    """Return every setting in the order of the file."""
    return tuple(_walk(Settings, ""))


def value_at(settings: Settings, path: str) -> object:
    """Return the value of a setting."""
    value: object = settings
    for name in path.split("."):
        value = getattr(value, name)
    return value


def _is_group(info: FieldInfo) -> bool:
    return isinstance(info.annotation, type) and issubclass(info.annotation, Group)


def _walk(model: type[Group], prefix: str) -> Iterator[SettingField]:
    for name, info in model.model_fields.items():
        path = f"{prefix}{name}"
        if isinstance(info.annotation, type) and issubclass(info.annotation, Group):
            yield from _walk(info.annotation, f"{path}.")
        else:
            yield _describe(path, info)


def _describe(path: str, info: FieldInfo) -> SettingField:
    low: float | None = None
    high: float | None = None
    for mark in info.metadata:
        low = getattr(mark, "ge", low)
        high = getattr(mark, "le", high)
    kind = _kind(info)
    if kind == "text":
        high = next(mark.max_length for mark in info.metadata if hasattr(mark, "max_length"))
    choices = get_args(info.annotation) if get_origin(info.annotation) is Literal else ()
    return SettingField(path, kind, info.default, choices, low, high)


def _kind(info: FieldInfo) -> FieldKind:
    marked = [mark.name for mark in info.metadata if isinstance(mark, Kind)]
    if marked:
        return marked[0]
    plain: dict[Any, FieldKind] = {bool: "switch", int: "whole", float: "number"}
    return plain.get(info.annotation, "choice")
