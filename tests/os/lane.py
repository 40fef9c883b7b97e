# SPDX-License-Identifier: Apache-2.0
"""One lane: named checks, each told with its seconds, and the closing line "N passed, N failed"."""
import contextlib
import pathlib
import shutil
import subprocess
import sys
import time
import traceback

import picture
from center import Center, free_port
from machine import READY_WORDS, Failed, Machine, wait_for

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
    def center(self, name="center"):
        made = Center(self.options.bin, pathlib.Path(self.options.image).parent.parent / "test-keys/center", self.folder / name, TOP / "assets/demo/hall.json")
        self.open.append(made.stop)
        return made

    def image(self, setup=None, name="disk.img", **given):
        """A machine with a fresh disk: the test image, with a setup file on its boot partition."""
        machine = Machine(self.options.image, self.folder / name.removesuffix(".img"), **given)
        self.open.append(machine.cut)
        if setup:
            put_on_esp(machine.disk, setup, "::/sunbooth.setup")
        return machine

    # --- a terminal that was set up ---
    def settled(self):
        """A terminal that is set up and enrolled, and its center, neither of them running. A first start makes them once for an
        image (the lane smoke leaves its own); each lane gets copies."""
        kept = pathlib.Path(self.options.scratch) / "settled"
        with contextlib.suppress(FileNotFoundError):
            if (kept / "mark").read_text() == self.mark():
                return self.copies(kept)
        center = self.center("settling-center")
        setup = center.provision("hall-1", self.folder / "hall-1.setup")
        center.serve()
        machine = self.image(setup=setup, name="settling.img").start()
        machine.wait_serial(READY_WORDS, 240)
        enrolled(machine, center)
        machine.wait_serial("sunbooth-good: slot a", 120)
        self.keep(machine, center)
        return self.copies(kept)

    def mark(self):
        """What image it is."""
        return (pathlib.Path(self.options.image).parent / "cmdline-a").read_text()

    def keep(self, machine, center):
        """Ends both, and leaves them for the lanes that follow."""
        machine.run("sync")
        machine.cut()
        center.stop()
        kept = pathlib.Path(self.options.scratch) / "settled"
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir()
        subprocess.run(["cp", "--sparse=always", str(machine.disk), str(kept / "disk.img")], check=True)
        shutil.copy(machine.variables, kept / "variables.fd")
        shutil.copytree(center.folder, kept / "center")
        (kept / "port").write_text(str(center.port))
        (kept / "mark").write_text(self.mark())

    def copies(self, kept):
        center = Center(self.options.bin, kept / "center", self.folder / "center", port=int((kept / "port").read_text()))
        machine = Machine(kept / "disk.img", self.folder / "settled", variables=kept / "variables.fd")
        self.open += [center.stop, machine.cut]
        return machine, center

    def close(self):
        for end in reversed(self.open):
            end()
        took = time.monotonic() - self.from_
        print(f"{self.name}: {self.passed} passed, {self.failed} failed ({took:.0f} s)", flush=True)
        return self.failed == 0


def enrolled(machine, center):
    wait_for("the terminal among the center's kiosks", 120,
             lambda: center.rows("SELECT count(*) FROM kiosk WHERE name = 'hall-1'")[0][0])
    synced(machine)


def synced(machine):
    wait_for("the center's answer", 60, lambda: machine.try_run("test -e /run/sunbooth-kiosk/synced")[0] == 0, every=1)


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


__all__ = ["Lane", "Failed", "Machine", "READY_WORDS", "TOP", "enrolled", "synced", "esp_of", "put_on_esp", "list_boot_files", "not_blank", "free_port", "sys"]
