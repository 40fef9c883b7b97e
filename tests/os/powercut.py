# SPDX-License-Identifier: Apache-2.0
"""The plug is pulled while people file: what the screen showed as received is there after the next start, and reaches the center.

The center is away while records are filed, so that the terminal's disk is the only place where they are. A rating is two touches;
the record counts as shown when the terminal shows the page that says so, or has left it."""
import random
import time

from lane import READY_WORDS, Failed, synced
from machine import wait_for
from oracle import Oracle


def run(lane):
    machine, center = lane.settled()
    center.serve()
    oracle = Oracle(lane.options.bin, center, lane.folder / "oracle")
    lane.open.append(oracle.stop)
    machine.start()
    lane.check("starts, and shows its first page", lambda: ready(machine, oracle))
    cuts(lane, machine, center, oracle, lane.options.cuts)


def cuts(lane, machine, center, oracle, count):
    chance = random.Random(count)  # The moments of the cuts; fixed, so that a failure can be had again.
    shown = center.records()
    for cut in range(count):
        center.stop()
        shown += lane.check(f"cut {cut + 1}: a rating is shown as received without the center", lambda: rate(oracle, machine)) or 0
        begin_another(oracle, machine, chance)
        machine.cut()
        center.serve()
        machine.start()
        lane.check(f"cut {cut + 1}: starts again, the queue is whole", lambda: whole(machine))
        lane.check(f"cut {cut + 1}: all {shown} shown records are at the center", lambda want=shown: arrived(center, want))
        oracle.say("wait online 330")  # It asks a center that was away after five minutes at the latest.
        lane.check(f"cut {cut + 1}: the terminal is at its first page", lambda: first_page(oracle, machine))


def ready(machine, oracle):
    machine.wait_serial(READY_WORDS, 240)
    took = machine.spent()
    synced(machine)
    oracle.same(machine, 120)
    return f"the first frame after {took}"


def rate(oracle, machine):
    first = oracle.picture()
    for name in ("shell.zh", "home.rating", "rating_window.window.3", "shell.continue"):
        oracle.tap(machine, name)
    x, y = oracle.place("rating_level.level.5")
    machine.touch(f"tap {x} {y}")
    oracle.say("tap rating_level.level.5")
    # The receipt of a good rating goes by itself, and a look takes seconds here: the first page comes after it and after nothing else.
    # A touch that was lost ends there too, minutes later, but then its record is missing.
    oracle.either(machine, [oracle.picture(), first])
    return 1


def begin_another(oracle, machine, chance):
    """Somebody is in the middle of the next one, and the disk at work, when the plug goes."""
    machine.run("(while :; do dd if=/dev/zero of=/data/update/noise bs=64k count=8 conv=fsync 2>/dev/null; done &)")
    if oracle.page() == "receipt":  # A good rating comes home by itself.
        oracle.say("tap receipt.done")
    oracle.same(machine, 120)
    oracle.tap(machine, "shell.zh")
    oracle.tap(machine, "home.rating")
    time.sleep(chance.uniform(0.2, 3))


def whole(machine):
    machine.wait_serial(READY_WORDS, 240)
    took = machine.spent()
    text = machine.run("ls /var/lib/private/sunbooth")
    if "quarantine" in text or "damaged" in text:
        raise Failed(f"the queue was set aside: {text}")
    return f"the first frame after {took}"


def arrived(center, want):
    wait_for(f"{want} records of the terminal", 120, lambda: center.records() >= want)
    if (have := center.records()) != want:
        raise Failed(f"{have} records instead of {want}")


def first_page(oracle, machine):
    oracle.rest()
    oracle.same(machine, 120)
