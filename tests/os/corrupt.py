# SPDX-License-Identifier: Apache-2.0
"""A slot whose disk is damaged is never used half: the kernel stops, the tries are counted down, the other slot starts.

Slot B gets the same version as slot A and goes first; its first block is then changed."""
import subprocess

from lane import esp_of, list_boot_files
from machine import READY_WORDS, Failed

MIB = 1 << 20


def run(lane):
    machine = lane.image()
    lane.check("slot B is filled, on trial, and damaged", lambda: damage(lane, machine))
    for tries in (2, 1, 0):
        lane.check(f"the damaged slot does not start; {tries} tries are left", lambda tries=tries: stops(machine, tries))
    machine.start()
    lane.check("slot A starts by itself", lambda: machine.wait_serial(READY_WORDS, 240))
    lane.check("it runs from slot A", lambda: slot(machine, "a"))
    lane.check("and is called good", lambda: machine.wait_serial("sunbooth-good: slot a", 120))


def offsets():
    from importlib.util import module_from_spec, spec_from_file_location
    from lane import TOP
    spec = spec_from_file_location("disk", TOP / "kiosk-os/image/disk.py")
    disk = module_from_spec(spec)
    spec.loader.exec_module(disk)
    at, places = 1, {}
    for name, mib, _, _ in disk.rows():
        places[name] = at * MIB
        at += mib
    return places


def damage(lane, machine):
    built, places = lane.options.image, offsets()
    from pathlib import Path
    folder = Path(built).parent
    with open(machine.disk, "r+b") as disk:
        for name, file in (("root-b", "root.erofs"), ("verity-b", "root.verity")):
            disk.seek(places[name])
            with open(folder / file, "rb") as source:
                while block := source.read(MIB):
                    disk.write(block)
        disk.seek(places["root-b"] + 1024)  # erofs' superblock.
        disk.write(b"\xff" * 8)
    # A slot that goes first: the other one's tries are used up.
    subprocess.run(["mcopy", "-o", "-i", esp_of(machine.disk), str(folder / "kiosk-b.efi"), "::/EFI/Linux/kiosk-b+3.efi"], check=True)
    return ", ".join(list_boot_files(machine.disk))


def stops(machine, left):
    machine.start()
    machine.wait_end(240)
    words = machine.serial()
    files = list_boot_files(machine.disk)
    if f"kiosk-b+{left}-{3 - left}.efi" not in files:
        raise Failed(f"on the boot partition: {files}")
    if "sunbooth.slot=b" not in words and "verity" not in words and "sunbooth-init" not in words:
        raise Failed("it did not try slot B")
    if READY_WORDS in words:
        raise Failed("the damaged slot showed a frame")


def slot(machine, wanted):
    words = machine.run("cat /proc/cmdline")
    assert f"sunbooth.slot={wanted} " in words, words
