"""Which modules `dev.py bench` takes for benchmarks."""

from benchmarks.run import FOLDER, names


def test_whatever_measures_is_a_benchmark_and_nothing_else() -> None:
    found = names()
    assert {"diagnosis", "lock", "scan"} <= set(found)
    assert all("def measure(" in FOLDER.joinpath(f"{name}.py").read_text("utf-8") for name in found)
    assert not {"run", "shared", "drawn", "eye_scenes", "eye_pictures"} & set(found)
