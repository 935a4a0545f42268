"""What the frozen app weighs, component by component. Pure but for looking at the folder."""

from collections import Counter
from pathlib import Path

_LEAST = 1_000_000
_NAMES = {
    "cv2": "OpenCV", "opencv_python_headless.libs": "OpenCV", "PySide6": "Qt", "shiboken6": "Qt",
    "numpy": "NumPy", "numpy.libs": "NumPy", "cryptography": "cryptography", "python3.11": "Python",
    "pydantic_core": "pydantic", "sqlalchemy": "SQLAlchemy", "zxingcpp": "zxing-cpp",
    "cashier": "playbook, words, icons", "licences": "licences and parts list",
}  # fmt: skip


def by_component(app: Path) -> dict[str, int]:
    """Return bytes by component, the largest first; small ones are put together."""
    found: Counter[str] = Counter()
    for path in app.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found[_component(path.relative_to(app))] += path.stat().st_size
    large = {name: size for name, size in found.items() if size >= _LEAST}
    rest = sum(found.values()) - sum(large.values())
    ordered = dict(sorted(large.items(), key=lambda entry: -entry[1]))
    return ordered | ({"the rest": rest} if rest else {})


def as_table(sizes: dict[str, int]) -> list[str]:
    """Return a line for each component, in MB, and one for the whole."""
    lines = [f"{name:<28} {size / 1e6:6.1f} MB" for name, size in sizes.items()]
    return [*lines, f"{'whole':<28} {sum(sizes.values()) / 1e6:6.1f} MB"]


def _component(path: Path) -> str:
    parts = path.parts[1:] if path.parts[0] == "_internal" else path.parts
    head = parts[0]
    if len(parts) == 1 and path.parts[0] != "_internal":
        return "the program's modules" if head.startswith("cashier") else "licences and parts list"
    if head.startswith(("libpython", "lib-dynload", "base_library")):
        return "Python"
    return _NAMES.get(head, head.split("-")[0])
