"""Cameras by names that stay: from udev's links on Linux, from DirectShow's list on Windows."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from cashier.scan.cameras import CameraName, cameras, find, linux_cameras, windows_cameras
from cashier.scan.errors import CameraAbsent

LOGI = "usb-046d_HD_Pro_Webcam_C920_8A2F-video-index0"


class Machine:
    """The folders that udev and the kernel keep."""

    def __init__(self, root: Path) -> None:
        self.devices, self.classes = root / "dev", root / "sys"
        for folder in ("v4l/by-id", "v4l/by-path"):
            (self.devices / folder).mkdir(parents=True)
        self.classes.mkdir()

    def plug(self, index: int, label: str, *links: str, part: int = 0) -> None:
        device = self.devices / f"video{index}"
        device.touch()
        known = self.classes / device.name
        known.mkdir()
        (known / "name").write_text(f"{label}\n", encoding="utf-8")
        (known / "index").write_text(f"{part}\n")
        for link in links:
            (self.devices / "v4l" / link).symlink_to(f"../../{device.name}")

    def cameras(self) -> tuple[CameraName, ...]:
        return linux_cameras(self.devices, self.classes)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_camera_keeps_its_name_at_another_socket(machine: Machine, tmp_path: Path) -> None:
    machine.plug(0, "C920", f"by-id/{LOGI}", "by-path/pci-usb-1-video-index0")
    machine.plug(1, "C920", "by-id/usb-046d_C920-video-index1", part=1)
    other = Machine(tmp_path / "other")
    other.plug(4, "C920", f"by-id/{LOGI}", "by-path/pci-usb-3-video-index0")
    assert machine.cameras() == (CameraName(f"name:{LOGI}", "C920", 0),)
    assert other.cameras() == (CameraName(f"name:{LOGI}", "C920", 4),)


def test_without_an_id_the_socket_names_it_and_without_udev_its_index(machine: Machine) -> None:
    machine.plug(2, "板载\x1b摄像头", "by-path/pci-0-video-index0")
    machine.plug(10, "Virtual")
    assert machine.cameras() == (
        CameraName("name:pci-0-video-index0", "板载摄像头", 2),
        CameraName("10", "Virtual", 10),
    )


def test_links_that_lead_nowhere_and_other_devices_are_no_cameras(machine: Machine) -> None:
    by_id = machine.devices / "v4l" / "by-id"
    (by_id / "gone-video-index0").symlink_to("../../video7")
    (by_id / "loop-video-index0").symlink_to("loop-video-index0")
    (machine.devices / "vbi0").touch()
    (by_id / "vbi-video-index0").symlink_to("../../vbi0")
    (machine.classes / "video-codec").mkdir()
    assert machine.cameras() == ()
    assert linux_cameras(Path("/nowhere"), Path("/nowhere")) == ()


@dataclass
class Listed:
    name: str
    index: int
    backend: int = 700


def test_two_alike_on_windows_are_told_apart() -> None:
    found = windows_cameras([Listed("USB Camera", 0), Listed("C920", 1), Listed("USB Camera", 2)])
    assert [(one.source, one.index, one.backend) for one in found] == [
        ("name:USB Camera", 0, 700),
        ("name:C920", 1, 700),
        ("name:USB Camera #2", 2, 700),
    ]


def test_a_name_that_is_not_plugged_in_is_absent() -> None:
    with pytest.raises(CameraAbsent) as caught:
        find("name:nothing of that name")
    assert caught.value.fields == {"name": "name:nothing of that name"}
    assert all(find(camera.source) == camera for camera in cameras())
