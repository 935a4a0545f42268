"""Lets go of what babel knows of a language and no text of ours asks for: 5 MB for two languages.

Fluent has babel read whole languages for plurals and numbers alone; with these come the names of
every currency, unit, time zone and territory.
"""

from functools import cache

from babel.localedata import load

_READ_FOR = {"zh_CN": ("root", "zh", "zh_Hans", "zh_Hans_CN"), "en": ("root", "en")}
_NAMES = (
    "compound_unit_patterns",
    "currency_names",
    "currency_names_plural",
    "currency_unit_patterns",
    "date_fields",
    "datetime_skeletons",
    "interval_formats",
    "languages",
    "meta_zones",
    "scripts",
    "territories",
    "time_zones",
    "unit_display_names",
    "unit_patterns",
    "variants",
)


@cache
def keep_numbers(language: str) -> None:
    """Keep how a language forms plurals and writes numbers and dates; let go of its names."""
    for identifier in _READ_FOR[language]:
        data = load(identifier)
        for name in _NAMES:
            data.pop(name, None)
