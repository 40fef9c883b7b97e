# SPDX-License-Identifier: Apache-2.0
"""Days without a network and a clock that is wrong by years: the terminal works, keeps its records and sends them later."""
import time

from lane import not_blank
from machine import READY_WORDS, wait_for
from oracle import Oracle
from powercut import arrived, rate


def run(lane):
    machine, center = lane.settled()
    center.serve()
    oracle = Oracle(lane.options.bin, center, lane.folder / "oracle")
    lane.open.append(oracle.stop)
    center.stop()
    before = center.records()
    # The battery of the clock is empty: it is 2001. systemd lifts it to its own age, which is wrong by months. The cable is out.
    machine.start("-rtc", "base=2001-01-01T00:00:00")
    machine.command("set_link", name="hall", up=False)
    lane.check("starts with a wrong clock and without a network", lambda: machine.wait_serial(READY_WORDS, 240))
    lane.check("its clock is wrong by more than a month", lambda: wrong(machine))
    lane.check("and then by years", lambda: machine.run("date -s '2001-01-01 12:00:00'") and None)
    lane.check("a rating is taken all the same", lambda: rate(oracle, machine))
    lane.check("a week later (the clock jumps) the same kiosk runs", lambda: week(machine))
    center.serve()
    machine.command("set_link", name="hall", up=True)
    lane.check("the cable is back: the record arrives, once", lambda: arrived(center, before + 1))
    lane.check("a full disk: it starts all the same, and shows a page", lambda: full(lane, machine))
    lane.check("room again: the first page comes back by itself", lambda: room(oracle, machine))


def wrong(machine):
    days = (time.time() - int(machine.run("date +%s"))) / 86400
    assert abs(days) > 31, f"{days:.1f} days"
    return f"{days:.0f} days"


def week(machine):
    pid = machine.kiosk()
    for day in range(1, 8):
        machine.run(f"date -s '2001-01-0{day + 1} 12:00:00'")
        wait_for("it goes on", 10, lambda: machine.kiosk() == pid)


def full(lane, machine):
    """Not a byte is left on the data partition, and the kiosk is started anew."""
    frames = machine.serial().count(READY_WORDS)
    machine.run("fallocate -l $(($(df --output=avail -B1 /data | tail -n 1) - 1000000)) /data/update/filling; "
                "! dd if=/dev/zero of=/data/update/rest bs=4k 2>/run/said; grep -q 'No space left' /run/said")
    machine.run(f"kill -KILL {machine.kiosk()}")
    wait_for("a frame", 60, lambda: machine.serial().count(READY_WORDS) > frames)
    return not_blank(machine, lane.folder / "full.png")


def room(oracle, machine):
    machine.run("rm /data/update/filling /data/update/rest")
    oracle.rest()
    oracle.same(machine, 150)
