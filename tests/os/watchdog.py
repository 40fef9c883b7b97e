# SPDX-License-Identifier: Apache-2.0
"""A machine whose kernel stands still is started again by its hardware watchdog; the control is a machine that only idles."""
import time

from machine import READY_WORDS, Failed


def run(lane):
    machine = lane.image()
    machine.watchdog = "reset"
    machine.start()
    lane.check("shows a frame", lambda: machine.wait_serial(READY_WORDS, 240))
    lane.check("the watchdog is held by the service manager", lambda: held(machine))
    lane.check("control: a machine that idles is left alone", lambda: idles(machine))
    lane.check("a kernel that stands still ends in a new start", lambda: stands_still(machine))


def held(machine):
    text = machine.run("systemctl show -P RuntimeWatchdogUSec; cat /sys/class/watchdog/watchdog0/identity")
    assert "i6300ESB" in text and "30s" in text, text


def idles(machine):
    until = time.monotonic() + 40
    while time.monotonic() < until:
        if machine.ended():
            raise Failed("it started again by itself")
        time.sleep(1)


def stands_still(machine):
    # A panic that does not start the machine again: nobody feeds the watchdog from here on.
    machine.run("echo 0 >/proc/sys/kernel/panic; echo 1 >/proc/sys/kernel/sysrq")
    machine.agent.socket.sendall(b"echo c >/proc/sysrq-trigger\n")
    from_ = time.monotonic()
    machine.wait_end(180)
    return f"after {time.monotonic() - from_:.0f} s"
