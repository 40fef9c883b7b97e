# SPDX-License-Identifier: Apache-2.0
"""The firmware starts what the office signed and nothing else: the control is the same image, unchanged."""
import subprocess

from lane import esp_of
from machine import READY_WORDS, Failed, wait_for

UKI = "::/EFI/Linux/kiosk-a+3.efi"


def run(lane):
    good = lane.image(secure=True, name="good.img").start()
    lane.check("the signed image starts with Secure Boot on", lambda: starts(good))
    good.cut()
    changed = lane.image(secure=True, name="changed.img")
    change(lane, changed.disk)
    changed.start()
    lane.check("a UKI with one byte changed is not started", lambda: not_started(changed))


def starts(machine):
    machine.wait_serial(READY_WORDS, 400)
    # The attributes are four bytes before the value.
    text = machine.run("cat /sys/firmware/efi/efivars/SecureBoot-* 2>/dev/null | tail -c 1 | busybox od -An -tu1 || true").strip()
    if text != "1":
        machine.run("mount -t efivarfs e /sys/firmware/efi/efivars 2>/dev/null; true")
        text = machine.run("cat /sys/firmware/efi/efivars/SecureBoot-* | tail -c 1 | busybox od -An -tu1").strip()
    assert text == "1", f"SecureBoot is {text}"


def change(lane, disk):
    file = lane.folder / "changed.efi"
    subprocess.run(["mcopy", "-o", "-i", esp_of(disk), UKI, str(file)], check=True)
    data = bytearray(file.read_bytes())
    at = data.index(b"lockdown=confidentiality")
    data[at:at + 8] = b"lockd0wn"
    file.write_bytes(data)
    subprocess.run(["mdel", "-i", esp_of(disk), UKI], check=True)
    subprocess.run(["mcopy", "-i", esp_of(disk), str(file), UKI], check=True)


def not_started(machine):
    """systemd-boot counts its try down, the firmware refuses the file, and the kernel never speaks."""
    def over():
        words = machine.serial()
        if "Linux version" in words or READY_WORDS in words or "lockdown" in words:
            raise Failed("the changed file was started")
        return machine.ended() or any(refusal in words.lower() for refusal in ("access denied", "security violation"))
    wait_for("the refusal", 240, over)
    machine.cut()
