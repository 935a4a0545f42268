"""Whatever is done to a file of the playbook: it loads, or it is refused with lines that exist."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cashier.cases.rehearsal import simple_situations
from cashier.cli.playbook_review import review
from cashier.core.resources import resource, translation
from cashier.core.words import LANGUAGES, Words
from cashier.playbook.broken import MOST_FAULTS, Fault, PlaybookBroken
from cashier.playbook.load import load_playbook

EVERY = 20
SIGNS = "\"'[]{}=,.#|\\ \n\t0159-e_axé中\x00\u2028"
Change = Callable[[str], str]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped playbook with its words; tests put back what they change."""
    folder = tmp_path_factory.mktemp("pack")
    shutil.copytree(resource("playbook"), folder, dirs_exist_ok=True)
    for language in LANGUAGES:
        shutil.copy(translation(f"playbook_{language}.ftl"), folder)
    examples = (folder / "examples.jsonl").read_text(encoding="utf-8").split("\n")
    (folder / "examples.jsonl").write_text("\n".join(examples[::20]), encoding="utf-8")
    return folder


def files() -> list[str]:
    return sorted(path.name for path in resource("playbook").iterdir()) + [
        f"playbook_{language}.ftl" for language in LANGUAGES
    ]


@st.composite
def of_lines(draw: st.DrawFn) -> Change:
    """Delete, double or move a line, or cut the file off there."""
    at, to = draw(st.floats(0, 0.999)), draw(st.floats(0, 0.999))
    what = draw(st.sampled_from(["delete", "double", "move", "cut"]))

    def change(text: str) -> str:
        lines = text.split("\n")
        place, target = int(at * len(lines)), int(to * len(lines))
        if what == "cut":
            return "\n".join(lines[:place])
        line = lines[place] if what == "double" else lines.pop(place)
        if what != "delete":
            lines.insert(target, line)
        return "\n".join(lines)

    return change


@st.composite
def of_signs(draw: st.DrawFn) -> Change:
    """Delete a few signs somewhere, and put others there."""
    at, length = draw(st.floats(0, 1)), draw(st.integers(0, 3))
    new = draw(st.text(alphabet=SIGNS, max_size=3))

    def change(text: str) -> str:
        place = int(at * len(text))
        return text[:place] + new + text[place + length :]

    return change


CHANGES = st.tuples(st.sampled_from(files()), st.one_of(of_lines(), of_signs()))


def spoilt(folder: Path, changes: list[tuple[str, Change]]) -> dict[str, bytes]:
    """Change the files; return what stood in them."""
    before: dict[str, bytes] = {}
    for name, change in changes:
        path = folder / name
        before.setdefault(name, path.read_bytes())
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return before


def hold(folder: Path, faults: tuple[Fault, ...]) -> None:
    """Every fault stands on a line that exists, and can be said in both languages."""
    assert len(faults) <= MOST_FAULTS
    for fault in faults:
        text = (folder / fault.file).read_text(encoding="utf-8")
        assert (1 if text else 0) <= fault.line <= text.count("\n") + 1, fault
        for language in LANGUAGES:
            said = words(language)("error-playbook-broken", **PlaybookBroken.of([fault]).fields)
            assert fault.file in said or fault.problem.value == "newer-program"


@cache
def words(language: str) -> Words:
    return Words(language, ("errors",))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CHANGES, min_size=1, max_size=3))
def test_a_changed_playbook_loads_or_is_refused(
    pack: Path, changes: list[tuple[str, Change]]
) -> None:
    before = spoilt(pack, changes)
    try:
        load_playbook(pack)
    except PlaybookBroken as refused:
        hold(pack, refused.faults)
    finally:
        for name, data in before.items():
            (pack / name).write_bytes(data)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CHANGES, min_size=1, max_size=2), st.integers(0, EVERY - 1))
def test_a_changed_playbook_can_be_looked_at(
    pack: Path, changes: list[tuple[str, Change]], first: int
) -> None:
    before = spoilt(pack, changes)
    try:
        with few_situations(first):
            hold(pack, review(pack).findings[:MOST_FAULTS])
    finally:
        for name, data in before.items():
            (pack / name).write_bytes(data)


@contextmanager
def few_situations(first: int) -> Iterator[None]:
    """Play one situation of twenty: advice in each would take most of the time of every look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "cashier.cli.playbook_review.simple_situations",
            lambda playbook: islice(simple_situations(playbook), first, None, EVERY),
        )
        yield
