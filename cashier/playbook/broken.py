"""The one error of this room: the content on disk is not a playbook, and what to write instead."""

from enum import StrEnum

from cashier.core.errors import Unavailable


class Problem(StrEnum):
    """What is wrong with an entry; each has its own sentence."""

    missing_file = "missing-file"
    unreadable = "unreadable"
    unknown_key = "unknown-key"
    missing_key = "missing-key"
    wrong_value = "wrong-value"
    wrong_chance = "wrong-chance"
    wrong_sum = "wrong-sum"
    unknown_name = "unknown-name"
    duplicate = "duplicate"
    missing_text = "missing-text"
    missing_entry = "missing-entry"
    newer_program = "newer-program"
    blocks_everything = "blocks-everything"


class PlaybookBroken(Unavailable):
    """A file of the playbook cannot be used: which file, which entry, what to write there."""

    code = "playbook-broken"

    def __init__(
        self, file: str, entry: str, problem: Problem, *, found: str = "", wanted: str = ""
    ) -> None:
        super().__init__(
            file=file, entry=entry, problem=problem.value, found=found[:80], wanted=wanted
        )
