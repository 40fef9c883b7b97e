# SPDX-License-Identifier: Apache-2.0
"""Updates: a bundle that is not signed by the office is refused; a good one goes into the other slot, is on trial, and is good only by a
frame and the center's answer; one that never hears the center gives its place back."""
import os
import subprocess

from lane import Failed, TOP, list_boot_files
from machine import wait_for
from smoke import READY_WORDS, enrolled


def run(lane):
    bundle = lane.check("a bundle is made", lambda: make(lane))
    forged = lane.check("and one with a stranger's key", lambda: make(lane, strange=True))
    center = lane.center()
    setup = center.provision("hall-1", lane.folder / "hall-1.setup")
    center.serve()
    machine = lane.image(setup=setup).start()
    lane.check("set up and enrolled", lambda: (machine.wait_serial(READY_WORDS, 240), enrolled(machine, center)) and True)
    lane.check("the stranger's bundle is refused", lambda: refused(lane, machine, forged))
    lane.check("the office's bundle is installed into slot B", lambda: install(lane, machine, bundle))
    machine.run("systemctl reboot --no-block")
    machine.wait_end(120)
    center.stop()
    machine.start()
    lane.check("slot B starts, on trial", lambda: on_trial(machine))
    lane.check("a frame alone does not make it good", lambda: not_good(machine))
    center.serve()
    lane.check("a frame and the center's answer do", lambda: machine.wait_serial("sunbooth-good: slot b", 200))
    machine.cut()
    lane.check("and the file says so", lambda: file_says(machine, "kiosk-b+5.efi"))


def make(lane, strange=False):
    folder = lane.folder / ("strange" if strange else "office")
    folder.mkdir()
    built = os.path.dirname(lane.options.image)
    for name in ("root.erofs", "root.verity", "kiosk-a.efi", "kiosk-b.efi"):
        os.symlink(os.path.join(os.path.abspath(built), name), folder / name)
    keys = lane.folder / "strange-keys" if strange else os.path.join(os.path.dirname(os.path.abspath(built)), "test-keys")
    if strange:
        subprocess.run([TOP / "kiosk-os/keys/make", keys, "release"], check=True)
    subprocess.run([TOP / "kiosk-os/update/bundle.sh", folder, "9.9.9"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={**os.environ, "SUNBOOTH_KEYS": str(keys)})
    return folder / "update.raucb"


def lend(machine, bundle, name):
    """The bundle as a second disk: the way over the network is not this lane's."""
    machine.command("blockdev-add", **{"node-name": name, "driver": "raw", "read-only": True,
                                       "file": {"driver": "file", "filename": str(bundle), "read-only": True}})
    machine.command("device_add", driver="virtio-blk-pci", id=name, drive=name, serial=name)
    wait_for("the disk", 30, lambda: machine.try_run("ls /dev/vdb")[0] == 0)
    size = bundle.stat().st_size
    machine.run(f"head -c {size} /dev/vdb >/data/update/update.raucb && sync", 300)
    machine.command("device_del", id=name)
    wait_for("the disk is gone", 30, lambda: machine.try_run("ls /dev/vdb")[0] != 0)


def refused(lane, machine, bundle):
    lend(machine, bundle, "strange")
    status, text = machine.try_run("rauc install /data/update/update.raucb", 300)
    if status == 0 or "signature" not in text:
        raise Failed(f"status {status}: {text[-300:]}")
    assert "sunbooth.slot=a " in machine.run("cat /proc/cmdline")


def install(lane, machine, bundle):
    lend(machine, bundle, "office")
    machine.run("rauc install /data/update/update.raucb", 400)


def on_trial(machine):
    machine.wait_serial(READY_WORDS, 240)
    assert "sunbooth.slot=b " in machine.run("cat /proc/cmdline")


def not_good(machine):
    machine.run("sleep 20")
    if "sunbooth-good" in machine.serial():
        raise Failed("it was called good without the center")


def file_says(machine, name):
    files = list_boot_files(machine.disk)
    assert name in files, files
