"""The shop's own codes on display: are they still the ones that were registered? Pure.

Of a registered code only keyed hashes are known, never what it says. Nothing here registers
anything or changes what is registered: a code that differs is told, and stays told.
"""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cashier.core.errors import CashierError, WrongUse
from cashier.scan.grammar.content import kind_of
from cashier.scan.grammar.kinds import RECEIVE_KINDS, is_payment
from cashier.scan.grammar.links import link_of, undone
from cashier.scan.grammar.look_alike import folded, folded_hosts
from cashier.scan.grammar.merchant import MerchantCode, merchant_code
from cashier.scan.grammar.normal import normal
from cashier.scan.grammar.oddities import Oddity, bare
from cashier.scan.reading import OwnCode, Read, Reading, Verdict

_MOST_LABELS = 20


class NotAShopCode(WrongUse):
    """A code that no shop has on display for good: a payment code, one order's, goods, a fake."""

    code = "not-a-shop-code"


class OwnCodeChanged(CashierError):
    """A receive code before the camera is not the registered one."""

    code = "own-code-changed"


@dataclass(frozen=True, slots=True)
class Registered:
    """What is kept of one registered code.

    Attributes:
        kind: one of RECEIVE_KINDS, or `other` for the link of a house that is not known.
        mark: keyed hash of its one spelling.
        place: for `other`, the keyed hash of what an eye sees of its host; else empty.
    """

    kind: str
    mark: str
    place: str = ""


class OwnCodes:
    """The registered codes of a shop, and the key their hashes are made with.

    Attributes:
        key: 32 secret bytes; whoever keeps the hashes keeps it apart from them where he can.
    """

    def __init__(self, key: bytes, registered: Iterable[Registered] = ()) -> None:
        self.key = key
        self.registered = tuple(registered)
        self._marks = {code.mark for code in self.registered}
        self._kinds = {code.kind for code in self.registered}
        self._places = {code.place for code in self.registered if code.place}

    def __repr__(self) -> str:
        return f"OwnCodes({len(self.registered)} registered)"

    def entry(self, read: Read) -> Registered:
        """Return what would be kept of a code.

        Raises:
            NotAShopCode: it cannot be a shop's own.
        """
        if not _may_stand_on_display(read):
            raise NotAShopCode
        payload = read.payload.reveal()
        host = _web_host(payload) if read.kind == "other" else None
        place = self._hash(folded(host)) if host else ""
        return Registered(read.kind, self._mark(payload), place)

    def judge(self, reading: Reading) -> OwnCode | None:
        """Return what a picture says about the shop's own code: see `compare`."""
        return self.compare(reading.reads)

    def judged(self, reading: Reading) -> Reading:
        """Return a reading with that judgement; a payment code in view keeps its own verdict.

        Where a swapped code is told it stands first, whatever hangs beside it.
        """
        own = self.judge(reading)
        if own is not OwnCode.CHANGED or reading.verdict is not Verdict.WRONG_CODE:
            return reading if own is None else replace(reading, own=own)
        strange = self.strange(reading.reads)
        others = (read for read in reading.reads if read not in strange)
        return replace(reading, own=own, verdict=Verdict.SWAPPED, reads=(*strange, *others))

    def compare(self, reads: Sequence[Read], *, on_display: bool = False) -> OwnCode | None:
        """Judge the codes in view: changed where any is `strange`, None where none concerns us."""
        if self.strange(reads, on_display=on_display):
            return OwnCode.CHANGED
        return OwnCode.MATCH if any(self._is_mine(read) for read in reads) else None

    def strange(self, reads: Sequence[Read], *, on_display: bool = False) -> tuple[Read, ...]:
        """Return the codes in view that may have been put in the place of a registered one.

        That is a code of a registered kind that is not registered, one whose address is that of a
        registered code or imitates it, or any other receive code beside a registered one. Where
        somebody says that he shows what is `on_display`, any receive code that is not registered
        is one: a sticker may be of another wallet. Before the till it may be a customer's own.
        """
        if not self.registered:
            return ()
        theirs = [read for read in reads if not self._is_mine(read)]
        shown = on_display or len(theirs) < len(reads)
        return tuple(read for read in theirs if self._is_strange(read, shown=shown))

    def _is_mine(self, read: Read) -> bool:
        return self._mark(read.payload.reveal()) in self._marks

    def _is_strange(self, read: Read, *, shown: bool) -> bool:
        kind = _taken_for(read)
        if _is_harmless(read, kind):
            return False
        if kind in RECEIVE_KINDS and (shown or kind in self._kinds):
            return True
        if Oddity.LOOK_ALIKE_HOST.value in read.oddities:
            return True
        hosts = folded_hosts(read.payload.reveal())
        return any(self._hash(part) in self._places for host in hosts for part in _parts(host))

    def _mark(self, payload: str) -> str:
        return self._hash(normal(payload))

    def _hash(self, text: str) -> str:
        return hmac.digest(self.key, text.encode("utf-8", "surrogatepass"), "sha256").hex()


NO_OWN_CODES = OwnCodes(b"")
"""Nothing is registered, nothing is compared."""


def _web_host(payload: str) -> str | None:
    link = link_of(undone(payload.strip()))
    return link.host if link is not None and link.is_web else None


def _may_stand_on_display(read: Read) -> bool:
    if read.kind == "other":
        return not read.oddities and _web_host(read.payload.reveal()) is not None
    return read.kind in RECEIVE_KINDS and not _is_harmless(read, read.kind)


def _taken_for(read: Read) -> str:
    """Return the kind that a code has for a phone that drops signs which nobody sees."""
    if read.kind != "other" or not read.oddities:
        return read.kind
    return kind_of(bare(read.payload.reveal()), read.symbology)


def _is_harmless(read: Read, kind: str) -> bool:
    """Whether a code of a kind is nobody's on display: a customer's, one order's, or on goods."""
    if is_payment(kind) or kind == "goods_barcode":
        return True
    merchant = merchant_code(bare(read.payload.reveal()).strip())
    if isinstance(merchant, MerchantCode):
        return merchant.dynamic
    return kind.endswith("_dynamic")


def _parts(host: str) -> Iterator[str]:
    """Yield every run of at least two labels of a host: decoys put the real name anywhere."""
    labels = host.split(".")[:_MOST_LABELS]
    for start in range(len(labels)):
        for end in range(start + 2, len(labels) + 1):
            yield ".".join(labels[start:end])
