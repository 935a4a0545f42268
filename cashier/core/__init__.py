"""What every room stands on: time, money, secrecy, errors, words, resources, threads."""

from cashier.core.zone import settle

# Before anything else is loaded: the words' library reads the zone while it loads.
UNREADABLE_ZONE = settle()
"""The time zone that the environment names and nobody can read; empty where all is well."""
