# SPDX-License-Identifier: Apache-2.0
"""One boot: set up by a signed file, attract page, a complaint by touch, killed, hung, keys, stick, egress, read-only, lockdown."""
import os
import re
import time

import picture
from center import listener
from lane import READY_WORDS, Failed, enrolled, free_port, not_blank
from machine import SLOW, wait_for
from oracle import ALIKE, Oracle


LARGER = 256 << 20  # The terminal's disk than the image.


def run(lane):
    machine, center, oracle = look(lane)
    oracle.stop()
    lane.keep(machine, center)


def look(lane):
    """@return the terminal as it runs in the end, its center and the kiosk beside it."""
    center = lane.center()
    setup = center.provision("hall-1", lane.folder / "hall-1.setup")
    center.serve()
    oracle = Oracle(lane.options.bin, center, lane.folder / "oracle")
    lane.open.append(oracle.stop)
    other = free_port()
    process = listener(other)
    lane.open.append(process.kill)
    machine = lane.image(setup=setup)
    os.truncate(machine.disk, os.path.getsize(machine.disk) + LARGER)
    machine.start()

    lane.check("power-on to the first frame", lambda: first_frame(machine))
    lane.check("enrolled by the code of the setup file, and the center answers", lambda: enrolled(machine, center))
    lane.check("power-on to the attract page", lambda: attract(lane, oracle, machine))
    lane.check("the picture is not blank", lambda: not_blank(machine, lane.folder / "attract.png"))
    lane.check("the data partition takes the rest of a larger disk, MB", lambda: larger(machine))
    lane.check("memory of the whole system, MB (at most 512)", lambda: memory(machine))
    lane.check("a touchpad presses nothing", lambda: touchpad(oracle, machine))
    lane.check("a complaint filed by touch reaches the center", lambda: complain(lane, oracle, machine, center))
    for one in (cursor, keys, read_only, lockdown, no_way_in, stick, sandbox):
        lane.check(one.__doc__, lambda one=one: one(machine))
    lane.check("egress to the center alone, with a control", lambda: egress(machine, center, other))
    lane.check("killed: the next frame (at most 8 s)", lambda: again(machine, machine.kiosk(), "KILL", 8))
    lane.check("and that frame is the first page, with the hall's name", lambda: first_picture(lane, oracle, machine))
    lane.check("hung: killed by its keeper, the next frame (at most 38 s)", lambda: again(machine, machine.kiosk(), "STOP", 38))
    lane.check("the keeper hung: killed by the watchdog, the next frame (at most 45 s)", lambda: again(machine, keeper(machine), "STOP", 45))
    lane.check("the slot is good after frame and answer", lambda: machine.wait_serial("sunbooth-good: slot a", 60))
    lane.check("the first frame is a picture", lambda: not_blank(machine, lane.folder / "again.png"))
    lane.check("and the page is the first one", lambda: first_page(oracle, machine))
    return machine, center, oracle


def first_frame(machine):
    machine.wait_serial(READY_WORDS, 240)
    return machine.spent()


def attract(lane, oracle, machine):
    different = oracle.same(machine, 120)
    return f"{machine.spent()}, pictures differ by {different:.1f} of 255"


def larger(machine):
    has = int(machine.run("df --output=size -B1M /data | tail -n 1"))
    assert has > 640 + (LARGER >> 20) * 3 // 4, f"{has} MB"
    return has


def memory(machine):
    text = machine.run("cat /proc/meminfo")
    of = {name: int(kb) for name, kb in re.findall(r"^(\w+):\s+(\d+) kB", text, re.M)}
    used = (of["MemTotal"] - of["MemAvailable"]) // 1000
    if used > 512:
        raise Failed(f"{used} MB")
    return used


def touchpad(oracle, machine):
    """Where a finger on the glass changes the page (the complaint that follows begins there), one on a touchpad changes nothing."""
    x, y = oracle.place("shell.zh")
    machine.run(f"(echo 'wait 2000'; for n in 1 2 3 4 5 6; do echo 'tap {x} {y}'; echo 'wait 500'; done) | touch-panel pad")
    time.sleep(2)
    oracle.same(machine, 20)


def complain(lane, oracle, machine, center):
    before = center.records()
    oracle.tap(machine, "shell.zh")
    for name in ("home.complaint", "shell.continue", "complaint_topic.topic.absent", "shell.continue",
                 "complaint_window.window.3", "shell.continue", "complaint_day.day.today", "shell.continue", "shell.continue", "complaint_reply.none", "shell.continue"):
        oracle.tap(machine, name)
    machine.picture(lane.folder / "check.png")
    x, y = oracle.place("complaint_check.submit")
    machine.touch(f"tap {x} {y}")
    from_ = time.monotonic()
    wait_for("one record more at the center", 60, lambda: center.records() == before + 1)
    machine.picture(lane.folder / "receipt.png")
    oracle.say("tap shell.exit")
    return f"{time.monotonic() - from_:.1f} s after the last touch"


def first_page(oracle, machine):
    oracle.rest()
    return f"pictures differ by {oracle.same(machine, 60):.1f} of 255"


def first_picture(lane, oracle, machine):
    """At once, without waiting for a later frame."""
    machine.picture(lane.folder / "first.png")
    oracle.rest()
    different = picture.difference(picture.read(lane.folder / "first.png"), oracle.picture())
    if different > ALIKE:
        raise Failed(f"the first frame differs by {different:.1f} of 255")
    return f"it differs by {different:.1f} of 255"


def keeper(machine):
    return int(machine.run("systemctl show -P MainPID sunbooth-kiosk"))


def cursor(machine):
    """no cursor lies over the picture, after all these touches: the screen shows one plane"""
    state = machine.run("mount -t debugfs d /sys/kernel/debug && cat /sys/kernel/debug/dri/0/state; umount /sys/kernel/debug")
    planes = re.findall(r"^plane\[\d+\]: .*\n\s*crtc=(.*)$", state, re.M)
    assert len(planes) > 1, f"no second plane that could show one: {state[:300]}"
    assert sum(crtc != "(null)" for crtc in planes) == 1, f"planes that show something: {planes}"


def keys(machine):
    """keys do nothing: Ctrl-Alt-Del, SysRq, Alt-F4, another console"""
    pid, up = machine.kiosk(), machine.started
    for _ in range(8):
        machine.keys("ctrl", "alt", "delete")
    for chord in (("alt", "sysrq", "b"), ("ctrl", "alt", "f2"), ("alt", "f4"), ("ctrl", "alt", "backspace"), ("meta_l",), ("ctrl", "c")):
        machine.keys(*chord)
    time.sleep(3)
    assert not machine.ended(), "the machine started again"
    assert machine.kiosk() == pid and machine.started == up, "the kiosk was started again"
    assert machine.run("cat /sys/class/tty/tty0/active") == "tty1", "another console is in front"


def read_only(machine):
    """the root is read-only, checked block by block, and cannot be made writable"""
    for command in ("touch /usr/x", "touch /etc/x", "mount -o remount,rw /", "blockdev --setrw /dev/dm-0 && dd if=/dev/zero of=/dev/dm-0 count=1"):
        status, text = machine.try_run(command)
        assert status != 0, f"{command} succeeded: {text}"
    assert "verity" in machine.run("dmsetup table"), "there is no dm-verity"
    status, _ = machine.try_run("cp /usr/bin/true /data/x && /data/x")
    assert status != 0, "a program on the data partition runs"


def lockdown(machine):
    """the kernel is locked down: no memory to read, no module without a signature"""
    assert "[confidentiality]" in machine.run("cat /sys/kernel/security/lockdown || (mount -t securityfs s /sys/kernel/security; cat /sys/kernel/security/lockdown)")
    for command in ("head -c 1 /dev/mem", "head -c 1 /proc/kcore"):
        assert machine.try_run(command)[0] != 0, f"{command} succeeded"
    status, _ = machine.try_run("cp $(find /usr/lib/modules -name 'usblp.ko') /tmp/m.ko && echo x >>/tmp/m.ko && insmod /tmp/m.ko")
    assert status != 0, "a changed module was taken"


def no_way_in(machine):
    """nobody can log in: no getty, no shell on a console, no account with a password, nothing listens"""
    running = machine.run("ps -e -o comm= 2>/dev/null || busybox ps")
    for name in ("agetty", "getty", "login", "sshd", "logind"):
        assert not re.search(rf"\b{name}\b", running), f"{name} runs"
    assert not re.search(r"^[^:]+:[^!*:]", machine.run("cat /etc/shadow"), re.M), "an account has a password"
    # State 0A: listening.
    assert not re.search(r" 0A ", machine.run("cat /proc/net/tcp /proc/net/tcp6")), "something listens"


def stick(machine):
    """a stranger's USB stick is refused"""
    file = machine.folder / "stick.img"
    file.write_bytes(b"\0" * (4 << 20))
    machine.command("blockdev-add", **{"node-name": "stick", "driver": "raw", "file": {"driver": "file", "filename": str(file)}})
    machine.command("device_add", driver="usb-storage", id="stick", drive="stick", bus="usb.0")
    refused = "cat /sys/bus/usb/devices/*/bInterfaceClass | grep -qx 08 && grep -l 08 /sys/bus/usb/devices/*/bInterfaceClass"
    found = wait_for("the stick on the bus", 30, lambda: machine.try_run(refused)[1].strip())
    interface = found.splitlines()[0].rsplit("/", 1)[0]
    wait_for("the stick is not authorised", 20, lambda: machine.run(f"cat {interface}/authorized") == "0")
    assert machine.try_run("ls /dev/sd*")[0] != 0, "the stick is a disk"
    assert machine.try_run("grep -w usb_storage /proc/modules")[0] != 0, "the module is loaded"
    machine.command("device_del", id="stick")


def sandbox(machine):
    """the kiosk and its keeper are nobody: a dynamic user without capabilities, behind a filter of system calls"""
    for pid in (machine.kiosk(), keeper(machine)):
        value = dict(re.findall(r"^(\w+):\s*(\S+)", machine.run(f"cat /proc/{pid}/status"), re.M))
        assert int(value["Uid"]) >= 61184, f"user {value['Uid']}"
        assert int(value["CapEff"], 16) == 0 and int(value["CapBnd"], 16) == 0, "it has capabilities"
        assert value["NoNewPrivs"] == "1" and value["Seccomp"] == "2", "no filter of system calls"


def reach(machine, port, host="10.0.2.2"):
    return machine.try_run(f"busybox timeout 8 busybox nc {host} {port} </dev/null")[0] == 0


def egress(machine, center, other):
    """The control: with the rules away the same address answers, so that the refusal was the filter's."""
    assert reach(machine, center.port), "the center cannot be reached"
    assert not reach(machine, other), "another port can be reached"
    assert not reach(machine, center.port, "10.0.2.3"), "another address can be reached"
    rules = "/run/rules"
    machine.run(f"nft list ruleset >{rules}; nft flush ruleset")
    try:
        assert reach(machine, other), "the control does not answer: the refusal proves nothing"
    finally:
        machine.run(f"nft -f {rules}")
    assert not reach(machine, other), "another port can be reached"


def again(machine, pid, signal, seconds):
    before = len(re.findall(READY_WORDS, machine.serial()))
    from_ = time.monotonic()
    machine.run(f"kill -{signal} {pid}")
    wait_for("started again", seconds * 4, lambda: len(re.findall(READY_WORDS, machine.serial())) > before)
    took = time.monotonic() - from_
    if took > seconds * SLOW:
        raise Failed(f"{took:.1f} s")
    return f"{took:.1f} s"
