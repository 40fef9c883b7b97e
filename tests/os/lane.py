# SPDX-License-Identifier: Apache-2.0
"""One lane: named checks, each told with its seconds, and the closing line "N passed, N failed"."""
import pathlib
import shutil
import subprocess
import sys
import time
import traceback

import picture
from center import Center, free_port
from machine import Failed, Machine

TOP = pathlib.Path(__file__).resolve().parents[2]


class Lane:
    def __init__(self, name, options):
        self.name, self.options = name, options
        self.folder = pathlib.Path(options.scratch) / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.passed = self.failed = 0
        self.figures = {}
        self.open = []
        self.from_ = time.monotonic()

    def check(self, what, work):
        """Runs one check. A check fails by raising; the lane goes on with the next."""
        from_ = time.monotonic()
        try:
            value = work()
            self.passed += 1
            told = "" if value is None or value is True else f": {value}"
            print(f"  ok    {what}{told} ({time.monotonic() - from_:.1f} s)", flush=True)
            return value
        except (Failed, AssertionError, subprocess.CalledProcessError, RuntimeError, OSError) as wrong:
            self.failed += 1
            print(f"  FAIL  {what}: {wrong or traceback.format_exc(limit=2)}", flush=True)
            return None

    # --- what most lanes begin with ---
    def center(self):
        made = Center(self.options.bin, pathlib.Path(self.options.image).parent.parent / "test-keys/center", self.folder / "center", TOP / "assets/demo/hall.json")
        self.open.append(made.stop)
        return made

    def image(self, setup=None, name="disk.img", **given):
        """A machine with a fresh disk: the test image, with a setup file on its boot partition."""
        machine = Machine(self.options.image, self.folder / name.removesuffix(".img"), **given)
        self.open.append(machine.cut)
        if setup:
            put_on_esp(machine.disk, setup, "::/sunbooth.setup")
        return machine

    def close(self):
        for end in reversed(self.open):
            end()
        took = time.monotonic() - self.from_
        print(f"{self.name}: {self.passed} passed, {self.failed} failed ({took:.0f} s)", flush=True)
        return self.failed == 0


def esp_of(disk):
    return f"{disk}@@1M"  # partitions.txt: the boot partition begins at 1 MiB.


def put_on_esp(disk, file, to):
    subprocess.run(["mcopy", "-o", "-i", esp_of(disk), str(file), to], check=True)


def list_boot_files(disk):
    text = subprocess.run(["mdir", "-b", "-i", esp_of(disk), "::/EFI/Linux"], check=True, capture_output=True, text=True).stdout
    return sorted(line.rsplit("/", 1)[-1] for line in text.split() if line.endswith(".efi"))


def not_blank(machine, file):
    machine.picture(file)
    colours = picture.read(file).colours()
    if colours < 20:
        raise Failed(f"the picture has {colours} colours: it is blank")
    return f"{colours} colours"


__all__ = ["Lane", "Failed", "Machine", "TOP", "esp_of", "put_on_esp", "list_boot_files", "not_blank", "free_port", "sys"]
