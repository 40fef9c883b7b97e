# SPDX-License-Identifier: Apache-2.0
"""Updates: a bundle that is not signed by the office is refused; a good one goes into the other slot, is on trial, and is good only by a
frame and the center's answer; one that never hears the center gives its place back."""
import os
import subprocess

from lane import READY_WORDS, TOP, Failed, list_boot_files, synced


def run(lane):
    bundle = lane.check("a bundle is made", lambda: make(lane))
    forged = lane.check("and one with a stranger's key", lambda: make(lane, strange=True))
    machine, center = lane.settled()
    center.serve()
    machine.start(*lent(forged), *lent(bundle))
    lane.check("starts from slot A", lambda: (machine.wait_serial(READY_WORDS, 240), synced(machine)) and None)
    lane.check("the stranger's bundle is refused", lambda: refused(machine, forged))
    lane.check("the office's bundle is installed into slot B", lambda: install(machine, bundle))
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
    if strange:  # Its signature is looked at before its root.
        (folder / "root.erofs").unlink()
        (folder / "root.erofs").write_bytes(b"a stranger's root" * 65536)
        subprocess.run([TOP / "kiosk-os/keys/make", keys, "release"], check=True)
    subprocess.run([TOP / "kiosk-os/update/bundle.sh", folder, "9.9.9"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={**os.environ, "SUNBOOTH_KEYS": str(keys)})
    return folder / "update.raucb"


def lent(bundle):
    """A bundle as a further disk: the way over the network is the lane pulled's."""
    return "-drive", f"file={bundle},if=virtio,format=raw,readonly=on"


def take(machine, bundle, disk):
    machine.run(f"head -c {bundle.stat().st_size} {disk} >/data/update/update.raucb && sync", 300)


def refused(machine, bundle):
    take(machine, bundle, "/dev/vdb")
    status, text = machine.try_run("rauc install /data/update/update.raucb", 300)
    if status == 0 or "signature" not in text:
        raise Failed(f"status {status}: {text[-300:]}")
    assert "sunbooth.slot=a " in machine.run("cat /proc/cmdline")


def install(machine, bundle):
    take(machine, bundle, "/dev/vdc")
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
