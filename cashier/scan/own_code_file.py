"""Keeps the hashes of the shop's registered codes in a small file, and their key in the keyring.

Without a keyring the key stands in the file, as readable as the file itself; whoever registers is
told. The list is sealed with the key, so that nobody changes it by hand unnoticed. Nothing is
written but by `change`; asking for the manager's PIN first is the caller's part.
"""

import hmac
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from cashier.config.files import guarded, write_atomic
from cashier.config.keychain import SECRET_BYTES, Entropy, KeyChain, install_id
from cashier.core.errors import Unavailable
from cashier.core.paths import Home
from cashier.scan.own_code import OwnCodes, Registered

FILE = "own-codes.json"
KEY = "own-code-key"
_MOST_BYTES = 1 << 20


class OwnCodesBroken(Unavailable):
    """The file was changed by hand, is damaged or cannot be read. Fields: file."""

    code = "own-codes-broken"


class OwnCodesKeyMissing(Unavailable):
    """The file needs a key that the keyring does not have, or there is no keyring. Fields: file."""

    code = "own-codes-key-missing"


class OwnCodesNotSaved(Unavailable):
    """The file cannot be written; the old one still stands. Fields: file."""

    code = "own-codes-not-saved"


@dataclass(frozen=True, slots=True)
class Changed:
    """The codes before and after a change, and where their key is.

    A key in the "file" protects less than one in the "keyring", and whoever registers is told.
    """

    before: OwnCodes
    after: OwnCodes
    key_in: Literal["keyring", "file"]


class OwnCodeFile:
    """The registered codes of one installation.

    Failure policy: what cannot be read, opened or believed raises one of this module's errors, or
    KeyringLocked; then nothing is compared, and that is said. The file is never repaired or begun
    anew by itself.
    """

    def __init__(
        self,
        file: Path,
        open_chain: Callable[[], KeyChain | None],
        entropy: Entropy = os.urandom,
    ) -> None:
        self._file = file
        self._open_chain = open_chain
        self._entropy = entropy

    def load(self) -> OwnCodes:
        """Return what is registered; without a file nothing is, and the keyring is not asked.

        The codes of a missing file have a key that holds for this call only.

        Raises:
            OwnCodesBroken, OwnCodesKeyMissing, KeyringLocked: it cannot be known.
        """
        content = self._content()
        return OwnCodes(self._entropy(SECRET_BYTES)) if content is None else self._opened(content)

    def for_change(self) -> OwnCodes:
        """Return what is registered, with the key that `change` keeps; made at the first call.

        Raises:
            OwnCodesBroken, OwnCodesKeyMissing, KeyringLocked: it cannot be known.
            OwnCodesNotSaved: nothing could be kept there.
        """
        with self._alone():
            return self._or_begun(self._content())

    def change(self, update: Callable[[OwnCodes], OwnCodes]) -> Changed:
        """Let `update` make new codes of those that are registered, with the same key.

        They are durable before this returns, and nobody else changes them in between.

        Raises:
            OwnCodesBroken, OwnCodesKeyMissing, KeyringLocked: it cannot be known what there is.
            OwnCodesNotSaved: the old file still stands.
        """
        with self._alone():
            content = self._content()
            before = self._or_begun(content)
            in_file = self._open_chain() is None if content is None else content["key"] is not None
            after = update(before)
            self._write(after, key_in_file=in_file)
        return Changed(before, after, "file" if in_file else "keyring")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from changing the codes meanwhile."""
        try:
            with guarded(self._file):
                yield
        except OSError as error:
            raise OwnCodesNotSaved(file=str(self._file)) from error

    def _write(self, codes: OwnCodes, *, key_in_file: bool) -> None:
        rows = [asdict(code) for code in codes.registered]
        content = {"key": codes.key.hex() if key_in_file else None, "codes": rows}
        content["seal"] = _seal(codes.key, rows)
        write_atomic(self._file, json.dumps(content, indent=1).encode())

    def _or_begun(self, content: dict[str, Any] | None) -> OwnCodes:
        """Open what the file holds; without one, begin with a key that is kept where it can be."""
        if content is not None:
            return self._opened(content)
        chain = self._open_chain()
        key = None if chain is None else chain.read(KEY)
        if key is None:
            key = self._entropy(SECRET_BYTES)
            if chain is not None:
                chain.write(KEY, key)
        return OwnCodes(key)

    def _content(self) -> dict[str, Any] | None:
        try:
            if self._file.stat().st_size > _MOST_BYTES:
                raise OwnCodesBroken(file=str(self._file))
            content = json.loads(self._file.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            raise OwnCodesBroken(file=str(self._file)) from error
        if not isinstance(content, dict) or "key" not in content:
            raise OwnCodesBroken(file=str(self._file))
        return content

    def _opened(self, content: dict[str, Any]) -> OwnCodes:
        try:
            kept = content["key"]
            key = self._from_keyring() if kept is None else bytes.fromhex(kept)
            codes = tuple(Registered(**row) for row in content["codes"])
            sound = hmac.compare_digest(str(content["seal"]), _seal(key, content["codes"]))
        except (KeyError, TypeError, ValueError) as error:
            raise OwnCodesBroken(file=str(self._file)) from error
        if not sound:
            raise OwnCodesBroken(file=str(self._file))
        return OwnCodes(key, codes)

    def _from_keyring(self) -> bytes:
        chain = self._open_chain()
        key = None if chain is None else chain.read(KEY)
        if key is None:
            raise OwnCodesKeyMissing(file=str(self._file))
        return key


def with_more(codes: OwnCodes, entries: Iterable[Registered]) -> OwnCodes:
    """Return codes with more of them, each once."""
    return OwnCodes(codes.key, dict.fromkeys((*codes.registered, *entries)))


def with_fewer(codes: OwnCodes, entries: Iterable[Registered]) -> OwnCodes:
    """Return codes without some of them."""
    gone = {entry.mark for entry in entries}
    return OwnCodes(codes.key, (code for code in codes.registered if code.mark not in gone))


def home_own_codes(home: Home) -> OwnCodeFile:
    """Return the registered codes' file of an installation, with the keyring where there is one."""

    def open_chain() -> KeyChain | None:
        try:
            return KeyChain.open(install_id(home.settings_dir / "install-id", os.urandom))
        except Unavailable:
            return None

    return OwnCodeFile(home.settings_dir / FILE, open_chain)


def _seal(key: bytes, rows: list[dict[str, str]]) -> str:
    plain = json.dumps(rows, sort_keys=True).encode()
    return hmac.digest(key, b"own codes\n" + plain, "sha256").hex()
