"""What can be wrong with a settings file, each with the line and what to write instead."""

from cashier.core.errors import Unavailable


class SettingsProblem(Unavailable):
    """The settings asked for cannot be used; the last good ones hold meanwhile."""

    code = "settings-problem"


class SettingsUnreadable(SettingsProblem):
    """The file cannot be opened or read. Fields: file."""

    code = "settings-unreadable"


class SettingsNotAFile(SettingsProblem):
    """A folder or a device stands where the file should be. Fields: file."""

    code = "settings-not-a-file"


class SettingsTooLarge(SettingsProblem):
    """Far larger than any settings file. Fields: file, kilobytes."""

    code = "settings-too-large"


class SettingsEncoding(SettingsProblem):
    """Not UTF-8. Fields: file, line."""

    code = "settings-encoding"


class SettingsSyntax(SettingsProblem):
    """Not TOML. Fields: file, line, column, hint (quotes · backslash · wide · twice · other)."""

    code = "settings-syntax"


class SettingsUnknownKey(SettingsProblem):
    """A name that nobody reads. Fields: file, line, setting, nearest (`none` when none is near)."""

    code = "settings-unknown-key"


class SettingsWrongValue(SettingsProblem):
    """A value of the wrong type or out of range.

    Fields: file, line, setting, expected (a kind of field, or `group`), allowed, low, high.
    """

    code = "settings-wrong-value"


class SettingsIncomplete(SettingsProblem):
    """A link is switched on but lacks what it needs. Fields: file, line, setting, missing."""

    code = "settings-incomplete"


class SettingsEnvironment(SettingsProblem):
    """An environment variable holds a value that cannot be used. Fields: name."""

    code = "settings-environment"


class SettingsNotSaved(SettingsProblem):
    """The file cannot be written: disk full, read-only, no permission. Fields: file."""

    code = "settings-not-saved"
