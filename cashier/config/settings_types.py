"""What a setting may hold: kinds of text with their limits, as the form and the file know them."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

FieldKind = Literal["switch", "choice", "whole", "number", "text", "digits", "name", "url", "hosts"]

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*", re.IGNORECASE)
_PORT = re.compile(r"[1-9]\d{0,4}")


@dataclass(frozen=True, slots=True)
class Kind:
    """Marks what a text field holds, for the form and for the advice when it is wrong."""

    name: FieldKind


def _printable(text: str) -> str:
    if not text.isprintable():
        raise PydanticCustomError("unprintable", "has characters that cannot be printed")
    return text


def _is_host(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return _HOST.fullmatch(name) is not None
    return True


def _loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise PydanticCustomError("url", "not an address") from error
    safe = parts.scheme == "https" or (parts.scheme == "http" and _loopback(host))
    more = parts.username is not None or parts.query or parts.fragment
    plain = text.isascii() and text.isprintable() and " " not in text
    if not safe or not _is_host(host) or more or not plain:
        raise PydanticCustomError("url", "not an https address")
    return text.rstrip("/")


def _host_and_port(text: str) -> str:
    name, _, port = text.rpartition(":")
    if not _is_host(name.strip("[]")) or not _PORT.fullmatch(port) or int(port) > 65535:
        raise PydanticCustomError("host", "not host:port")
    return text


Text = Annotated[str, StringConstraints(max_length=200), AfterValidator(_printable), Kind("text")]
Short = Annotated[str, StringConstraints(max_length=40), AfterValidator(_printable), Kind("text")]
Line = Annotated[str, StringConstraints(max_length=60), AfterValidator(_printable), Kind("text")]
Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]{0,32}$"), Kind("digits")]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{0,64}$"), Kind("name")]
Url = Annotated[str, StringConstraints(max_length=200), AfterValidator(_url), Kind("url")]
Host = Annotated[str, AfterValidator(_host_and_port)]
Hosts = Annotated[tuple[Host, ...], Field(min_length=1, max_length=8), Kind("hosts")]
