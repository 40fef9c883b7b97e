# SPDX-License-Identifier: Apache-2.0
"""A terminal before it is set up: without a file, with a changed one, and with an operator's stick."""
import subprocess

from lane import READY_WORDS, enrolled, not_blank, put_on_esp
from machine import wait_for


def run(lane):
    center = lane.center()
    setup = center.provision("hall-1", lane.folder / "sunbooth.setup")
    center.serve()
    changed = lane.folder / "changed.setup"
    changed.write_text(setup.read_text().replace('address = "10.0.2.2"', 'address = "10.6.6.6"'))
    machine = lane.image()
    put_on_esp(machine.disk, changed, "::/sunbooth.setup")
    machine.start()
    lane.check("a changed file: the page that says what to do is shown", lambda: page(lane, machine))
    lane.check("a changed file is refused and nothing is set up", lambda: refused(machine))
    lane.check("a stick with a changed file changes nothing", lambda: plug(lane, machine, changed, "changed", False))
    lane.check("an operator's stick with the signed file sets it up", lambda: plug(lane, machine, setup, "good", True))
    lane.check("it enrols and the center answers", lambda: enrolled(machine, center))
    lane.check("from then on a stick is refused", lambda: closed(machine))


def page(lane, machine):
    machine.wait_serial(READY_WORDS, 240)
    return not_blank(machine, lane.folder / "refused.png")


def refused(machine):
    text = machine.run("cat /run/sunbooth/setup")
    assert text.startswith("refused unauthorized"), text
    assert machine.try_run("ls /data/config/kiosk.toml")[0] != 0, "there is a configuration"


def stick_of(lane, file, name):
    image = lane.folder / f"stick-{name}.img"
    image.write_bytes(b"\0" * (8 << 20))
    subprocess.run(["mkfs.vfat", str(image)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["mcopy", "-i", str(image), str(file), "::/sunbooth.setup"], check=True)
    return image


def plug(lane, machine, file, name, takes):
    image = stick_of(lane, file, name)
    machine.command("blockdev-add", **{"node-name": name, "driver": "raw", "read-only": True,
                                       "file": {"driver": "file", "filename": str(image), "read-only": True}})
    machine.command("device_add", driver="usb-storage", id=name, drive=name, bus="usb.0")
    if takes:
        wait_for("the configuration", 60, lambda: machine.try_run("test -e /data/config/kiosk.toml")[0] == 0, every=1)
    else:
        wait_for("the stick's disk", 60, lambda: machine.try_run("ls /dev/sda")[0] == 0, every=1)
        wait_for("the refusal", 30, lambda: machine.run("cat /run/sunbooth/setup").startswith("refused unauthorized"))
        assert machine.try_run("ls /data/config/kiosk.toml")[0] != 0, "there is a configuration"
    machine.command("device_del", id=name)


def closed(machine):
    assert machine.try_run("test -e /run/sunbooth/sticks-welcome")[0] != 0, "sticks are still welcome"
    assert machine.try_run("grep -w usb_storage /proc/modules")[0] != 0, "the module is still loaded"
