# SPDX-License-Identifier: Apache-2.0
"""With a TPM the data partition is encrypted at the first start, opens by itself, and stays closed for another TPM."""
import shutil

from corrupt import offsets
from lane import not_blank
from machine import READY_WORDS, wait_for


def run(lane):
    machine = lane.image(tpm=True).start()
    lane.check("the plug is pulled while it encrypts", lambda: cut(machine))
    machine.start()
    lane.check("first start: encrypted with the TPM, and a frame", lambda: machine.wait_serial(READY_WORDS, 300))
    lane.check("the data partition is LUKS2 with one key, the TPM's", lambda: locked(machine))
    machine.run("echo kept >/data/update/kept; sync")
    machine.cut()
    machine.start()
    lane.check("second start: opens by itself", lambda: again(machine))
    machine.cut()
    shutil.rmtree(machine.folder / "tpm")
    machine.start()
    lane.check("another TPM: stays closed", lambda: closed(machine))
    lane.check("and the screen says that the machine is out of order", lambda: page(lane, machine))


def cut(machine):
    """Right after the header is written and before the TPM has the key: the header says "half"."""
    machine.wait_serial("encrypting the data partition with the TPM", 240)
    wait_for("the header", 120, lambda: header(machine.disk), every=0.01)
    machine.cut()
    assert header(machine.disk) == b"sunbooth-half", "it was encrypted before the plug was pulled; nothing is proved"


def header(disk):
    """The label in the LUKS2 header of the data partition, the last one of the disk: 24 bytes into it."""
    with open(disk, "rb") as file:
        file.seek(offsets()["data"])
        start = file.read(72)
    return start[24:72].rstrip(b"\0") if start.startswith(b"LUKS") else None


def locked(machine):
    text = machine.run("cryptsetup luksDump /dev/disk/by-partlabel/data")
    assert "Version:       \t2" in text or "Version:       2" in text, text[:200]
    assert "systemd-tpm2" in text, "no token of the TPM"
    keys = text.split("Keyslots:")[1].split("Tokens:")[0]
    assert sum(": luks2" in line for line in keys.splitlines()) == 1, keys


def again(machine):
    machine.wait_serial(READY_WORDS, 240)
    assert machine.run("cat /data/update/kept") == "kept"


def closed(machine):
    machine.wait_serial("the TPM does not unlock the data partition", 240)
    wait_for("the agent", 120, lambda: machine.try_run("true")[0] == 0)
    assert machine.try_run("test -b /dev/mapper/sunbooth-data")[0] != 0, "it is open"
    assert machine.try_run("grep -w usb_storage /proc/modules")[0] != 0, "it would read a stick, as one that is not set up"


def page(lane, machine):
    """Its service is active when it has shown a frame; what stood there before was the firmware's or the splash."""
    wait_for("the page", 240, lambda: machine.run("systemctl is-active sunbooth-broken || true") == "active", every=2)
    return not_blank(machine, lane.folder / "out-of-order.png")
