# SPDX-License-Identifier: Apache-2.0
"""An update comes over the one allowed connection: added at the center, fetched by the terminal while its hall is closed, installed by
itself, on trial, good by a frame and the center's answer; the center hears what came of it. While the hall is open nothing happens."""
import json
import os
import shutil
import subprocess
import time

from lane import READY_WORDS, TOP, Failed, list_boot_files, synced
from machine import wait_for

VERSION = "9.9.9"


def run(lane):
    bundle = lane.check("the next version is built", lambda: build(lane))
    machine, center = lane.settled()
    hours(lane, center, [{"weekday": day, "from": "09:00", "to": "17:00"} for day in range(1, 8)])
    lane.check("added at the center", lambda: center.verb("update", "add", bundle, "--folder", center.folder, "--wave", "100%",
                                                          "--ca", keys_of(lane) / "update-ca.pem").strip())
    center.serve()
    today = time.strftime("%Y-%m-%d", time.gmtime())
    machine.start("-rtc", f"base={today}T03:00:00")  # 11:00 there.
    lane.check("starts while its hall is open", lambda: (machine.wait_serial(READY_WORDS, 240), synced(machine)) and None)
    lane.check("while the hall is open nothing is fetched", lambda: nothing_fetched(machine))
    machine.run("date -u -s 15:00")  # 23:00 there; within three minutes the kiosk tells that it is quiet.
    lane.check("while it is closed it is fetched and installed, and the machine starts again", lambda: (
        machine.wait_serial("sunbooth-update: installing", 900), machine.wait_serial("sunbooth-update: installed", 400), machine.wait_end(120)) and True)
    machine.start()
    lane.check("the new version is found good", lambda: machine.wait_serial("sunbooth-good: slot b", 300))
    lane.check("it is the new one", lambda: (machine.run("grep ^IMAGE_VERSION= /etc/os-release") == f"IMAGE_VERSION={VERSION}") or fail("another"))
    lane.check("the center hears of version, slot and result", lambda: wait_for(
        "the result", 300, lambda: heard(center) == (VERSION, "b", "good") and str(heard(center)), every=2))
    machine.cut()
    assert "kiosk-b+5.efi" in list_boot_files(machine.disk), list_boot_files(machine.disk)


def fail(why):
    raise Failed(why)


def keys_of(lane):
    import pathlib
    return pathlib.Path(lane.options.image).resolve().parent.parent / "test-keys"


def build(lane):
    out = lane.folder / "next"
    out.mkdir()
    shutil.copytree(keys_of(lane), out / "test-keys")
    subprocess.run(["nice", TOP / "kiosk-os/image/build", "test"], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "SUNBOOTH_IMAGE_OUT": str(out), "SUNBOOTH_VERSION": VERSION, "SUNBOOTH_BUNDLE": "yes"})
    return out / "test/update.raucb"


def hours(lane, center, slots):
    hall = json.loads((TOP / "assets/demo/hall.json").read_text())
    hall["version"] = hall["version"] + center.rows("SELECT count(*) FROM hall")[0][0]
    hall["hours"] = slots
    file = lane.folder / "hall.json"
    file.write_text(json.dumps(hall))
    center.verb("import", "hall", file, "--folder", center.folder)


def nothing_fetched(machine):
    """It has heard of the update when it has made the folder; the control is that it fetches when the hall is closed."""
    wait_for("the terminal has asked", 300, lambda: machine.try_run("test -d /data/private/sunbooth/update/ready")[0] == 0, every=2)
    machine.run("sleep 20")
    if machine.try_run("ls /data/private/sunbooth/update/*.part")[0] == 0:
        raise Failed("a part is there")


def heard(center):
    rows = center.rows("SELECT runs, slot, state FROM update_kiosk WHERE kiosk = 'hall-1'")
    return rows[0] if rows else None
