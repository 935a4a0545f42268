"""Where WeChat Pay is reached, for both of its protocols."""

from dataclasses import dataclass

from cashier.providers.exchange import Patience

_QUERY = Patience(connect_s=3.0, answer_s=5.0)
_REVERSE = Patience(connect_s=3.0, answer_s=10.0)


@dataclass(frozen=True, slots=True)
class WeChatHosts:
    """Where the provider is reached and how long each call may take.

    Attributes:
        main: the nearest access point.
        backup: stands in another city.
        query: patience for calls that only ask.
        reverse: patience for calls that act.
        secure: another address for calls that show the merchant's certificate; the real provider
            has none, the sandbox has.
        authority: the certificate (PEM) that `secure` is trusted by.
    """

    main: str = "https://api.mch.weixin.qq.com"
    backup: str | None = "https://api2.mch.weixin.qq.com"
    query: Patience = _QUERY
    reverse: Patience = _REVERSE
    secure: str | None = None
    authority: str | None = None
