"""Playbooks made to keep the program busy: refused, and before anybody waits."""

from pathlib import Path

import pytest

from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.load import load_playbook
from cashier.playbook.tables import CODE_COLUMNS

HOSTILE = [
    ("steps.toml", "a" + ".a" * 240_000 + " = 1", Problem.too_deep),
    ("steps.toml", 'x = {"a" . "a"' + ".a" * 50_000 + " = 1}", Problem.too_deep),
    ("steps.toml", "[[step]]\n" * 50_000, Problem.wrong_value),
    ("steps.toml", "#" * 10_000_000, Problem.too_large),
    ("causes.toml", "".join(f'[cause."code.x{n}"]\nprior = 2\n' for n in range(9000)),
     Problem.missing_key),
    ("causes.toml", '[cause."code.x".mends]\n' + "".join(f"s{n} = 1\n" for n in range(30_000)),
     Problem.unknown_name),
    ("codes.csv", ",".join(CODE_COLUMNS) + "\n" + "a,b\n" * 100_000, Problem.wrong_value),
    ("till_texts.toml",
     "[phrase.x]\ntexts = [" + ",".join(f'"{n % 9}"' for n in range(90_000)) + "]",
     Problem.duplicate),
    ("questions.toml",
     '[question."ask.others_pay"]\nvalues = [' + ",".join(f'"{n}"' for n in range(50_000)) + "]",
     Problem.unknown_name),
    ("playbook_en.ftl", "".join(f"k{n} = {{ z{n} }}\n" for n in range(9000)),
     Problem.unknown_name),
    ("playbook_en.ftl", "a = " + "{" * 100_000, Problem.too_deep),
]  # fmt: skip


@pytest.mark.unseen
@pytest.mark.parametrize(("file", "text", "problem"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_was_made_to_keep_the_program_busy_is_refused(
    folder: Path, file: str, text: str, problem: Problem
) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    assert problem in {fault.problem for fault in refused.value.faults if fault.file == file}
