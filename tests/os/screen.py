# SPDX-License-Identifier: Apache-2.0
"""No screen at the start, one that is switched off for the night, and a panel that is built in on its side."""
import picture
from lane import READY_WORDS, Failed, enrolled, not_blank
from machine import wait_for
from oracle import Oracle

CONNECTOR = "/sys/class/drm/card0-Virtual-1/status"
TURNED_ALIKE = 9  # Of 255: the two have other resolutions and shapes.


def run(lane):
    center = lane.center()
    settings = lane.folder / "settings.toml"
    settings.write_text('[screen]\ndiagonal_in = 27\norientation = "portrait"\nrotation = 90\n')
    setup = center.provision("hall-1", lane.folder / "hall-1.setup", "--settings", settings)
    center.serve()
    oracle = Oracle(lane.options.bin, center, lane.folder / "oracle")
    lane.open.append(oracle.stop)
    machine = lane.image(setup=setup, width=1280, height=720)
    machine.extra = ["-smbios", "type=1,serial=noscreen"]  # Read by units-test/usr/lib/sunbooth/test-screen.
    machine.start()
    lane.check("starts without a screen: no frame, no restart of the machine", lambda: waits(machine))
    lane.check("the screen is plugged in: a frame", lambda: plugged(machine))
    lane.check("enrolled", lambda: enrolled(machine, center))
    lane.check("the picture stands upright on a panel on its side", lambda: upright(lane, machine, oracle))
    lane.check("and a finger lands on what it sees", lambda: presses(machine, oracle, "shell.en"))
    lane.check("off for the night and on again: the picture is back", lambda: night(lane, machine, oracle))
    lane.check("and the touch panel with it", lambda: presses(machine, oracle, "shell.zh"))


def waits(machine):
    wait_for("the kiosk waits", 300, lambda: machine.try_run("systemctl show -P SubState sunbooth-kiosk", 300)[1] == "start", every=2)
    if READY_WORDS in machine.serial():
        raise Failed("it tells of a frame that nobody can see")


def plugged(machine):
    machine.run(f"echo on >{CONNECTOR}")
    machine.wait_serial(READY_WORDS, 120)


def turned_place(oracle, name):
    x, y = oracle.place(name)
    return 10000 - y, x


def upright(lane, machine, oracle):
    shows_turned(machine, oracle)
    not_blank(machine, lane.folder / "turned.png")


def shows_turned(machine, oracle):
    wanted = oracle.picture()

    def look():
        file = machine.folder / "screen.ppm"
        machine.command("screendump", filename=str(file))
        seen = picture.read(file)
        turned = picture.Picture(seen.height, seen.width, [b"".join(bytes(seen.at(seen.width - 1 - y, x)) for x in range(seen.height))
                                                           for y in range(seen.width)])
        return picture.difference(turned, wanted) <= TURNED_ALIKE
    wait_for(f"{oracle.page()}, a quarter turn on", 120, look)


def presses(machine, oracle, name):
    x, y = turned_place(oracle, name)
    machine.touch(f"tap {x} {y}")
    oracle.say(f"tap {name}")
    shows_turned(machine, oracle)


def night(lane, machine, oracle):
    frames = machine.serial().count(READY_WORDS)
    machine.run(f"echo off >{CONNECTOR}; sleep 5; echo on >{CONNECTOR}")
    wait_for("another first frame", 60, lambda: machine.serial().count(READY_WORDS) > frames)
    not_blank(machine, lane.folder / "morning.png")
    oracle.rest()
    shows_turned(machine, oracle)
