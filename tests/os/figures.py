# SPDX-License-Identifier: Apache-2.0
"""Not a proof: what a start and a restart cost, and where the time goes. The first start is one with setup and enrolment."""
import re
import time

from lane import READY_WORDS, enrolled
from machine import wait_for
from oracle import Oracle

AGAIN = 3  # Restarts; told one by one.


def run(lane):
    center = lane.center()
    setup = center.provision("hall-1", lane.folder / "hall-1.setup")
    center.serve()
    oracle = Oracle(lane.options.bin, center, lane.folder / "oracle")
    lane.open.append(oracle.stop)
    machine = lane.image(setup=setup).start()
    lane.check("first start: a frame", lambda: frame(machine))
    enrolled(machine, center)
    lane.check("first start: the hall's page", lambda: page(oracle, machine))
    machine.run("sync")
    machine.cut()
    machine.start()
    lane.check("later start: a frame", lambda: frame(machine))
    lane.check("later start: the hall's page", lambda: page(oracle, machine))
    for turn in range(AGAIN):
        lane.check(f"killed {turn + 1}: the next frame", lambda: killed(machine))
    for words in ("systemd-analyze", "systemd-analyze blame | head -n 30", "systemd-analyze critical-chain kiosk.target sunbooth-kiosk.service",
                  "cat /proc/meminfo | head -n 3; ps axo rss,comm --sort -rss 2>/dev/null | head -n 8",
                  "time -p dd if=/dev/dm-0 of=/dev/null bs=1M count=64 skip=64 2>&1 | tail -n 1"):
        print(f"--- {words}\n{machine.try_run(words, 120)[1]}", flush=True)


def frame(machine):
    machine.wait_serial(READY_WORDS, 240)
    return machine.spent()


def page(oracle, machine):
    oracle.same(machine, 120)
    return machine.spent()


def killed(machine):
    before = len(re.findall(READY_WORDS, machine.serial()))
    pid = machine.kiosk()
    machine.started, spent = time.monotonic(), processor(machine)
    machine.run(f"kill -KILL {pid}")
    wait_for("started again", 40, lambda: len(re.findall(READY_WORDS, machine.serial())) > before, every=0.05)
    return f"{time.monotonic() - machine.started:.1f} s, {processor(machine) - spent:.1f} s of a processor"


def processor(machine):
    return float(re.search(r", ([\d.]+) s of", machine.spent()).group(1))
