"""Puts a command line that cannot be read into our own words: what is wrong with it, what helps."""

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from typer.exceptions import TyperException

from cashier.core.errors import WrongUse


class CommandMissing(WrongUse):
    """Nothing was asked for."""

    code = "command-missing"


class CommandUnknown(WrongUse):
    """There is no such command."""

    code = "command-unknown"


class OptionUnknown(WrongUse):
    """The command has no such option."""

    code = "option-unknown"


class OptionIncomplete(WrongUse):
    """An option lacks its value, or has one that it does not take."""

    code = "option-incomplete"


class ArgumentMissing(WrongUse):
    """The command needs something that was not given."""

    code = "argument-missing"


class ValueRefused(WrongUse):
    """An option or argument cannot have this value."""

    code = "value-refused"


class CommandMisread(WrongUse):
    """Too much was given, or in a form that no command has."""

    code = "command-misread"


def misread(error: TyperException, arguments: Sequence[str]) -> WrongUse:
    """Return what the library found wrong with a command line as an error of ours."""
    # The library keeps these classes to itself; their names and fields are its interface.
    told: Any = error
    context = getattr(told, "ctx", None)
    command = context.command_path if context is not None else "cashier"
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return CommandMissing(command=command)
        case "NoSuchOption":
            nearest = ", ".join(sorted(told.possibilities or ())) or f"{command} --help"
            return OptionUnknown(option=told.option_name, command=command, nearest=nearest)
        case "BadOptionUsage":
            return OptionIncomplete(option=told.option_name, command=command)
        case "MissingParameter":
            return ArgumentMissing(name=_name(told), command=command)
        case "BadParameter":
            return ValueRefused(name=_name(told), command=command)
    known = list(getattr(context.command, "commands", ())) if context is not None else []
    if known:
        return _unknown_command(command, known, arguments)
    return CommandMisread(command=command)


def _unknown_command(command: str, known: list[str], arguments: Sequence[str]) -> CommandUnknown:
    """Return the error for a word that stands where a command should."""
    spoken = [
        argument
        for before, argument in pairwise(("", *arguments))
        # Of the options that may stand before a command only the language has a value.
        if not argument.startswith("-") and before != "--lang"
    ]
    depth = len(command.split()) - 1
    name = spoken[depth] if depth < len(spoken) else ""
    nearest = get_close_matches(name[:40], known, n=1, cutoff=0.5) or [", ".join(known)]
    return CommandUnknown(name=name[:40], command=command, nearest=nearest[0])


def _name(error: TyperException) -> str:
    """Return how a person writes the option or argument that an error is about."""
    param: Any = getattr(error, "param", None)
    if param is None:
        return ""
    written = param.opts[-1] if param.param_type_name == "option" else param.metavar or param.name
    return str(written)
