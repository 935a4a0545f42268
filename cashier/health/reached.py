"""Which host is to be reached, and how far one attempt came. Plain values."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

Stage = Literal["dns", "tcp", "tls", "first_byte", "http", "done"]


@dataclass(frozen=True, slots=True)
class Target:
    """One host to reach, as an address with scheme, host and port."""

    url: str

    @property
    def host(self) -> str:
        """The host's name or address."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """The port, the usual one of the scheme unless the address names another."""
        return urlsplit(self.url).port or (443 if self.secured else 80)

    @property
    def by_name(self) -> bool:
        """Whether a name server is needed to reach it."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return self.host != "localhost"
        return False

    @property
    def secured(self) -> bool:
        """Whether TLS is part of the way."""
        return self.url.startswith("https:")


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one attempt came.

    `stage` is where it stopped, `done` when an answer came that is not a server error; `reason` is
    the key part under that stage; `late` is no failure yet, only slower than there was patience
    for. `offset_s` is the server's clock minus ours, ± `offset_error_s`; `status` is HTTP's.
    """

    target: Target
    stage: Stage
    reason: str = ""
    ms: float | None = None
    stages_ms: tuple[tuple[Stage, float], ...] = ()
    offset_s: float | None = None
    offset_error_s: float = 0.0
    certificate_until: datetime | None = None
    status: int | None = None

    @property
    def ok(self) -> bool:
        """Whether the host answered as it should."""
        return self.stage == "done"

    @property
    def late(self) -> bool:
        """Whether it was given up only because patience was short."""
        return self.reason == "late"

    @property
    def longest_ms(self) -> float:
        """The longest of the stages that went well, 0 where none did."""
        return max((ms for _, ms in self.stages_ms), default=0.0)

    @property
    def connecting_ms(self) -> float:
        """The longest stage before anything was asked, 0 where none went well."""
        before = [ms for stage, ms in self.stages_ms if stage != "first_byte"]
        return max(before, default=0.0)

    def passed(self, stage: Stage) -> bool:
        """Whether this stage was tried and went well."""
        return any(name == stage for name, _ in self.stages_ms)
