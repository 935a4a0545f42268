"""What can go wrong on the way to the manager's chat. No field ever holds an address."""

from cashier.core.errors import Unavailable, WrongUse


class ChatAddressUnusable(WrongUse):
    """An address of a chat cannot be used; `line` says which one, and never what it was."""

    code = "chat-address-unusable"


class ChatAddressMissing(Unavailable):
    """Alarms are to go to a chat, and no address was stored."""

    code = "chat-address-missing"


class ChatNotBegun(Unavailable):
    """A trial was wanted, and this run of the program writes to no chat."""

    code = "chat-not-begun"


class ChatRefused(Unavailable):
    """A chat did not take a message: not reached, wrong address, or it said no."""

    code = "chat-refused"


class ChatSilent(Unavailable):
    """A chat did not answer in time."""

    code = "chat-silent"
