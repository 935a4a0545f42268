from hypothesis import given
from hypothesis import strategies as st

from tools.frozen.runtime import closure, only
from tools.lockfile import normal

GRAPH = {
    "shop": ["left>=1", "right[fast]; python_version >= '3'", "never; python_version < '3'"],
    "left": ["Shared.Part", "shop"],
    "right": ["shared_part", "speed; extra == 'fast'", "slow; extra == 'slow'"],
}


def requires(name: str) -> list[str]:
    return GRAPH.get(normal(name), [])


def test_everything_that_is_needed_is_found_once_and_markers_are_obeyed() -> None:
    found = closure(["shop"], requires)
    assert found == {"shop", "left", "right", "shared-part", "speed"}


LOCK = """left==1.0 \\
    --hash=sha256:aa
shared-part==2 ; python_version < '4' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
tester==3 \\
    --hash=sha256:dd
"""


def test_only_the_wanted_pins_stay_with_all_their_hashes() -> None:
    kept = only(LOCK, {"shared-part", "left"})
    assert "tester" not in kept
    assert "dd" not in kept
    assert kept.count("--hash") == 3


@given(st.sets(st.sampled_from(["left", "shared-part", "tester"])))
def test_a_cut_lock_holds_the_wanted_names_and_no_other(names: set[str]) -> None:
    kept = only(LOCK, names)
    assert {line.split("==")[0] for line in kept.splitlines() if "==" in line} == names
