"""Coverage gates: what is below them is named, the worst files are shown first."""

import json
from pathlib import Path

from tools.gates import Covered, judge, read_report

WELL = Covered(lines=100, lines_hit=99, branches=20, branches_hit=20)
POOR = Covered(lines=100, lines_hit=10, branches=20, branches_hit=0)
BRANCHES_POOR = Covered(lines=1000, lines_hit=1000, branches=20, branches_hit=18)


def test_all_well() -> None:
    shown, faults = judge({"cashier/cases/case.py": WELL, "cashier/ui/dock.py": WELL})
    assert faults == []
    assert shown[0].startswith(
        "coverage 99.2 % (gate 90); pure rooms 99.2 %, their branches 100.0 %"
    )


def test_a_poor_file_lowers_the_whole_and_is_shown_first() -> None:
    shown, faults = judge({"cashier/cases/case.py": WELL, "cashier/ui/dock.py": POOR})
    assert len(faults) == 1
    assert "coverage of cashier is 53.8 %, below 90 %" in faults[0]
    assert "cashier/ui/dock.py" in shown[1]


def test_branches_of_the_pure_rooms_have_a_gate_of_their_own() -> None:
    _, faults = judge({"cashier/diagnosis/order.py": BRANCHES_POOR})
    assert len(faults) == 1
    assert "branches 90.0 %, below 95 %" in faults[0]


def test_no_code_is_covered_code() -> None:
    assert judge({})[1] == []


def test_the_report_is_read(tmp_path: Path) -> None:
    summary = {"num_statements": 4, "covered_lines": 3, "num_branches": 2, "covered_branches": 1}
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"files": {"cashier\\a.py": {"summary": summary}}}))
    assert read_report(report) == {"cashier/a.py": Covered(4, 3, 2, 1)}
