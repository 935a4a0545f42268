from pathlib import Path

from tools.frozen.sizes import as_table, by_component


def test_sizes_are_told_by_component_and_links_count_once(tmp_path: Path) -> None:
    inner = tmp_path / "_internal"
    for place, size in (
        ("_internal/cv2/cv2.so", 3_000_000),
        ("_internal/opencv_python_headless.libs/a.so", 2_000_000),
        ("_internal/PySide6/Qt/lib/b.so", 1_500_000),
        ("_internal/idna/data.bin", 10),
        ("cashier", 1_200_000),
    ):
        file = tmp_path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\0" * size)
    (inner / "a.so").symlink_to("opencv_python_headless.libs/a.so")

    sizes = by_component(tmp_path)

    assert sizes == {
        "OpenCV": 5_000_000,
        "Qt": 1_500_000,
        "the program's modules": 1_200_000,
        "the rest": 10,
    }
    assert as_table(sizes)[-1].split() == ["whole", "7.7", "MB"]
