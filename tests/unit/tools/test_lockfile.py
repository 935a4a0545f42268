"""The lock pins everything with hashes and names no registry; a bad lock is told what is wrong."""

import pytest

from tests.helpers.shared import ROOT
from tools.lockfile import faults_of_lock, main, wanted_by

HASH = "    --hash=sha256:" + "0" * 64
GOOD = f"one==1.0 \\\n{HASH} \\\n{HASH}\ntwo-parts==2.0 ; sys_platform == 'linux' \\\n{HASH}\n"


def test_the_lock_of_this_checkout_is_sound() -> None:
    assert main(ROOT) == 0


def test_a_good_lock_has_no_faults() -> None:
    assert faults_of_lock(GOOD, {"one", "two-parts"}) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("--index-url x\n" + GOOD, "names a registry"),
        ("-i somewhere\n" + GOOD, "names a registry"),
        (GOOD.replace("two-parts==2.0", "two @ https://host/two.whl"), "names a registry"),
        ("three==3.0\n" + GOOD, "three has no hash"),
        ("three>=3.0\n" + GOOD, "neither a pin nor a hash"),
        (GOOD.replace("two-parts", "two"), "two-parts of pyproject.toml is missing"),
    ],
)
def test_a_bad_lock_is_told_what_is_wrong(text: str, said: str) -> None:
    assert said in "\n".join(faults_of_lock(text, {"one", "two-parts"}))


def test_wanted_names_are_normalised() -> None:
    project = (
        '[project]\ndependencies = ["Some.Thing[x]>=1,<2"]\n[dependency-groups]\ndev = ["a_b"]'
    )
    assert wanted_by(project) == {"some-thing", "a-b"}
