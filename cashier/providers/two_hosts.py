"""Sends a call to the main or the backup host of a provider, and remembers how they did."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from cashier.core.clock import Clock
from cashier.providers.errors import GatewayUnreachable
from cashier.providers.exchange import Patience, Received
from cashier.providers.host_choice import Host, HostChoice

_TRIAL_CONNECT_S = 1.0
_BROKEN = 500

Send = Callable[[str, Patience], Awaitable[Received]]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and whether the backup gave it."""

    answer: Received
    by_backup: bool


@dataclass(slots=True)
class TwoHosts:
    """The base addresses of a provider; without a backup there is nothing to choose.

    Failure policy: what `send` raises is raised. Only a call that may be repeated is sent a second
    time, to the other host: when it surely never arrived, or when the first host answered 5xx.
    """

    main: str
    backup: str | None
    clock: Clock
    choice: HostChoice = field(default_factory=HostChoice)

    async def ask(self, send: Send, patience: Patience, *, repeat: bool) -> Reply:
        """Send one call.

        Args:
            send: sends to a base address and returns the whole answer.
            patience: how long the call may take.
            repeat: whether the call may be sent twice: it only asks.

        Raises:
            GatewayError: as `send` raises it.
        """
        # A trial only asks: what acts goes to the host that is known to work.
        trial = repeat and self.choice.is_trial(self.clock.monotonic())
        first = Host.main if trial else self.choice.at
        try:
            answer = await send(self._address(first), _short(patience) if trial else patience)
        except GatewayUnreachable as error:
            if not repeat or error.kind.sent:
                self._heard(first, sound=False)
                raise
            return await self._second(first, send, patience, None)
        if answer.status < _BROKEN:
            self._heard(first, sound=True)
        elif repeat and self.backup:
            return await self._second(first, send, patience, answer)
        else:
            self._heard(first, sound=False)
        return self._reply(first, answer)

    async def _second(
        self, first: Host, send: Send, patience: Patience, heard: Received | None
    ) -> Reply:
        other = first.other if self.backup else first
        try:
            answer = await send(self._address(other), patience)
        except GatewayUnreachable:
            # Both are out of reach: that says nothing against the first.
            if heard is None:
                raise
            return self._reply(first, heard)
        if answer.status < _BROKEN:
            self._heard(first, sound=False)
            self._heard(other, sound=True)
        elif heard is not None:
            # Two that say the same: the provider's trouble or ours, not that of a host.
            return self._reply(first, heard)
        return self._reply(other, answer)

    def _heard(self, host: Host, *, sound: bool) -> None:
        if self.backup:
            self.choice = self.choice.after(host, self.clock.monotonic(), sound=sound)

    def _address(self, host: Host) -> str:
        return self.backup if host is Host.backup and self.backup else self.main

    def _reply(self, host: Host, answer: Received) -> Reply:
        return Reply(answer, host is Host.backup and self.backup != self.main)


def _short(patience: Patience) -> Patience:
    return replace(patience, connect_s=min(patience.connect_s, _TRIAL_CONNECT_S))
