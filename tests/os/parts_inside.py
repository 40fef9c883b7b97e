# SPDX-License-Identifier: Apache-2.0
"""What runs inside a terminal, without a terminal: its units, its boot counting and its network filter."""
import os
import re
import shutil
import socket
import subprocess
import threading

from lane import TOP
from parts_tree import Tree

EXPOSURE = 20  # Tenths; systemd's own scale from 0 to 100. A browser in a session stands at 96.
HALL = {"center": "10.9.0.1", "terminal": "10.9.0.2", "stranger": "10.9.0.3"}


# --- units ---
def units(lane):
    tree = Tree(lane.folder / "units").folder
    ours = sorted(file.name for file in (TOP / "kiosk-os/units/usr/lib/systemd/system").iterdir() if file.is_file())
    shutil.copytree("/lib/systemd/system", tree / "usr/lib/systemd/system", symlinks=True, dirs_exist_ok=True)
    lane.check("the service manager takes every unit, without a word", lambda: verify(tree, ours))
    lane.check("and it would have a word: a circle of two units is told", lambda: circle(tree, ours))
    lane.check(f"the kiosk's sandbox leaves less than {EXPOSURE / 10} of 10 open", lambda: exposure(tree, EXPOSURE) == 0 or fail("it leaves more"))
    lane.check("and without its filter of system calls it is refused", lambda: open_up(tree))
    for script in sorted(file for file in (TOP / "kiosk-os").rglob("*") if file.is_file()):
        head = script.read_bytes()[:64].split(b"\n")[0]
        if head in (b"#!/bin/sh", b"#!/usr/bin/env bash"):
            shell = "sh" if head == b"#!/bin/sh" else "bash"
            lane.check(f"{script.relative_to(TOP)} is {shell}", lambda script=script, shell=shell: subprocess.run([shell, "-n", script], check=True) and None)


def fail(why):
    raise AssertionError(why)


def verify(tree, names):
    done = subprocess.run(["systemd-analyze", "verify", f"--root={tree}", *names], capture_output=True, text=True)
    assert not done.stderr and done.returncode == 0, done.stderr


def circle(tree, names):
    file = tree / "usr/lib/systemd/system/sunbooth-update.path"
    whole = file.read_text()
    file.write_text(whole.replace("DefaultDependencies=no\n", ""))
    try:
        done = subprocess.run(["systemd-analyze", "verify", f"--root={tree}", *names], capture_output=True, text=True)
        assert "ordering cycle" in done.stderr, f"not told: {done.stderr}"
    finally:
        file.write_text(whole)


def exposure(tree, most):
    return subprocess.run(["systemd-analyze", "security", "--offline=true", f"--root={tree}", f"--threshold={most}", "sunbooth-kiosk.service"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode


def open_up(tree):
    file = tree / "usr/lib/systemd/system/sunbooth-kiosk.service"
    whole = file.read_text()
    file.write_text(re.sub(r"SystemCallFilter=.*\n", "", whole))
    assert exposure(tree, EXPOSURE) != 0, "it is taken"
    file.write_text(whole)


# --- boot counting ---
def slots(lane):
    tree = Tree(lane.folder / "slots")
    for what, files, words, wanted in PRIMARY:
        lane.check(f"started first: {what}", lambda files=files, words=words, wanted=wanted: told(tree, files, words, wanted))
    for what, files, words, wanted in NAMES:
        lane.check(what, lambda files=files, words=words, wanted=wanted: named(tree, files, words, wanted))
    lane.check("a first start without a center's keys is good with its frame", lambda: good(tree, ["kiosk-a+2-1.efi"], keys=False, synced=False, wanted=["kiosk-a+5.efi"]))
    lane.check("a slot on trial is good after frame and answer", lambda: good(
        tree, ["kiosk-a+2-1.efi", "kiosk-b+5.efi"], keys=True, synced=True, wanted=["kiosk-a+5.efi", "kiosk-b+5.efi"]))
    lane.check("a slot on trial that hears nothing stays on trial", lambda: waits(tree))
    lane.check("a slot that was good stays good without a network", lambda: good(tree, ["kiosk-a+4-1.efi"], keys=True, synced=False, wanted=["kiosk-a+5.efi"]))
    lane.check("time is up on trial: the machine starts again", lambda: over(tree, ["kiosk-a+2-1.efi"], "systemctl reboot --force"))
    lane.check("time is up and good: it does not", lambda: over(tree, ["kiosk-a+5.efi"], ""))
    lane.check("without a data partition the screen is told why", lambda: no_data(tree))
    updates(lane, tree)


def no_data(tree):
    tree.fake("sleep", "exit 0")
    tree.run("/bin/sh", "/usr/lib/sunbooth/data", check=False)
    (tree.folder / "usr/bin/sleep").unlink()
    tree.bring("/usr/bin/sleep")
    assert tree.read("run/sunbooth/setup") == "broken there is no data partition\n", tree.read("run/sunbooth/setup")


PRIMARY = [("the one that runs", ["kiosk-a+5.efi", "kiosk-b+5.efi"], ["get-primary"], "a"),
           ("the one on trial", ["kiosk-a+5.efi", "kiosk-b+3.efi"], ["get-primary"], "b"),
           ("the other, when this one is bad", ["kiosk-a+0-9.efi", "kiosk-b+4-1.efi"], ["get-primary"], "b"),
           ("nothing, when both are used up", ["kiosk-a+0-5.efi", "kiosk-b+0-3.efi"], ["get-primary"], ""),
           ("an empty slot is bad", ["kiosk-a+5.efi"], ["get-state", "b"], "bad"),
           ("a slot with a try left is not", ["kiosk-a+1-4.efi"], ["get-state", "a"], "good")]
NAMES = [("a slot is called bad before it is written", ["kiosk-a+5.efi", "kiosk-b+5.efi"], ["set-state", "b", "bad"], ["kiosk-a+5.efi", "kiosk-b+0-9.efi"]),
         ("a written slot goes on trial", ["kiosk-a+5.efi", "kiosk-b+0-9.efi"], ["set-primary", "b"], ["kiosk-a+5.efi", "kiosk-b+3.efi"]),
         ("an empty slot cannot be called anything", ["kiosk-a+5.efi"], ["set-state", "b", "bad"], ["kiosk-a+5.efi"])]
BOOT_SLOTS = ["/bin/sh", "/usr/lib/sunbooth/boot-slots"]


def told(tree, files, words, wanted):
    tree.boot_files(*files)
    answer = tree.run(*BOOT_SLOTS, *words, check=False)
    assert answer == wanted, f"{answer or 'nothing'} instead of {wanted or 'nothing'}"


def named(tree, files, words, wanted):
    tree.boot_files(*files)
    tree.run(*BOOT_SLOTS, *words)
    assert tree.has() == wanted, tree.has()


def stand(tree, files, keys, synced):
    tree.boot_files(*files)
    for name, there in (("data/private/sunbooth/center.keys", keys), ("run/sunbooth-kiosk/synced", synced)):
        (tree.folder / name).unlink(missing_ok=True)
        if there:
            tree.write(name, "1")


def good(tree, files, keys, synced, wanted):
    stand(tree, files, keys, synced)
    tree.run("/bin/sh", "/usr/lib/sunbooth/good")
    assert tree.has() == wanted, tree.has()


def waits(tree):
    """It would wait for ever; what it must not do it would have done in the blink before the first look."""
    stand(tree, ["kiosk-a+2-1.efi"], keys=True, synced=False)
    tree.fake("sleep", "echo asked >>/asked; test $(grep -c asked /asked) -lt 20 || { kill $PPID; }")
    tree.run("/bin/sh", "/usr/lib/sunbooth/good", check=False)
    (tree.folder / "usr/bin/sleep").unlink()
    tree.bring("/usr/bin/sleep")
    assert tree.read("asked").count("asked") == 20, "it did not ask again"
    assert tree.has() == ["kiosk-a+2-1.efi"], tree.has()


def over(tree, files, wanted):
    stand(tree, files, keys=True, synced=False)
    tree.write("calls", "")
    tree.run("/bin/sh", "/usr/lib/sunbooth/trial-over")
    calls = "\n".join(line for line in tree.read("calls").splitlines() if line.startswith("systemctl"))
    assert calls == wanted, calls or "nothing"


# --- an update that the kiosk fetched ---
INFO = "case $1 in info) echo \"RAUC_MF_VERSION='0.1.8'\" ;; esac; echo \"rauc $*\" >>/calls"


def updates(lane, tree):
    lane.check("a fetched update is installed, and the machine starts into it", lambda: update(
        tree, "0.1.8", INFO, state="installed 0.1.8 boot-1", calls=["rauc info", "rauc install", "systemctl reboot --no-block"]))
    lane.check("one of another version is not", lambda: update(tree, "0.1.9", INFO, state="failed 0.1.9 the bundle is of another version", calls=["rauc info"]))
    lane.check("one whose signature is refused is not, and why is told", lambda: update(
        tree, "0.1.8", "echo 'signature verification failed' >&2; exit 1", state="failed 0.1.8 signature verification failed", calls=[]))
    lane.check("a name that is none is thrown away", lambda: update(tree, "0.1.8;reboot", INFO, state=None, calls=[]))
    lane.check("a good start of the version that was installed ends it", lambda: ended(tree))


def update(tree, name, rauc, state, calls):
    for file in [*(tree.folder / "data/update").iterdir(), *(tree.folder / "data/private/sunbooth/update/ready").iterdir()]:
        file.unlink()
    tree.fake("rauc", rauc)
    tree.write("calls", "")
    tree.write(f"data/private/sunbooth/update/ready/{name}.raucb", "bundle")
    tree.run("/bin/sh", "/usr/lib/sunbooth/update")
    left = [str(file) for file in tree.folder.rglob("*.raucb")]
    assert not left, f"left lying: {left}"
    there = tree.folder / "data/update/state"
    assert (there.read_text().strip() if there.exists() else None) == state, there.read_text() if there.exists() else "no state"
    made = tree.read("calls").splitlines()
    assert len(made) == len(calls) and all(line.startswith(call) for line, call in zip(made, calls)), made


def ended(tree):
    tree.write("data/update/state", "installed 0.1.7 boot-1\n")
    good(tree, ["kiosk-a+2-1.efi"], keys=True, synced=True, wanted=["kiosk-a+5.efi"])
    assert tree.read("data/update/state") == "good 0.1.7\n", tree.read("data/update/state")


# --- the filter ---
def filtered(lane):
    """Two namespaces and a cable: here the hall, there the terminal. The control is the same question without the filter."""
    there = subprocess.Popen(["unshare", "--net", "sh", "-c", "echo inside; exec cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    lane.open.append(there.kill)
    assert there.stdout.readline() == "inside\n", "no namespace of its own"
    inside = ["nsenter", "--net", "--target", str(there.pid)]
    cable(inside, there.pid)
    ports = [serve(HALL["center"]), serve(HALL["center"])]
    serve(HALL["stranger"], ports[0])
    tree = Tree(lane.folder / "filtered")
    tree.write("data/config/kiosk.toml", "")
    tree.write("data/config/center.env", f"center_address='{HALL['center']}' center_port='{ports[0]}' center_host='center' ntp='yes' address='' gateway=''\n")
    asks = {"the center's port": (HALL["center"], ports[0]), "another port of it": (HALL["center"], ports[1]), "another address": (HALL["stranger"], ports[0])}

    def open_now():
        return [what for what, (host, port) in asks.items() if reaches(inside, host, port)]
    lane.check("control: without a filter everything is reached", lambda: same(open_now(), list(asks)))
    lane.check("before the setup nothing is", lambda: (tree.run("/usr/sbin/nft", "-f", "/etc/nftables.conf", before=inside), same(open_now(), []))[1])
    lane.check("after it the center alone", lambda: (tree.run("/bin/sh", "/usr/lib/sunbooth/setup", before=inside), same(open_now(), ["the center's port"]))[1])
    lane.check("and the kiosk is told that it is ready", lambda: same(tree.read("run/sunbooth/setup"), "ready\n"))
    lane.check("nobody reaches the terminal", lambda: refused_inside(inside))


def same(seen, wanted):
    assert seen == wanted, f"{seen} instead of {wanted}"


def cable(inside, pid):
    here = [["ip", "link", "set", "lo", "up"], ["ip", "link", "add", "hall", "type", "veth", "peer", "name", "kiosk", "netns", str(pid)],
            ["ip", "address", "add", f"{HALL['center']}/24", "dev", "hall"], ["ip", "address", "add", f"{HALL['stranger']}/24", "dev", "hall"],
            ["ip", "link", "set", "hall", "up"]]
    there = [["ip", "address", "add", f"{HALL['terminal']}/24", "dev", "kiosk"], ["ip", "link", "set", "kiosk", "up"], ["ip", "link", "set", "lo", "up"]]
    for command in here + [inside + words for words in there]:
        subprocess.run(command, check=True)


def serve(host, port=0):
    """Takes and closes every connection, for as long as this process lives."""
    listener = socket.create_server((host, port))

    def take():
        while True:
            listener.accept()[0].close()
    threading.Thread(target=take, daemon=True).start()
    return listener.getsockname()[1]


ASK = "import socket,sys\ntry:\n socket.create_connection((sys.argv[1],int(sys.argv[2])),5)\nexcept OSError:\n sys.exit(1)"


def reaches(before, host, port):
    return subprocess.run([*before, "python3", "-c", ASK, host, str(port)], env=dict(os.environ)).returncode == 0


LISTEN = "import socket\ns=socket.create_server(('0.0.0.0',7000))\nprint('listens',flush=True)\ns.accept()"


def refused_inside(inside):
    process = subprocess.Popen([*inside, "python3", "-c", LISTEN], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "listens\n"
        assert not reaches([], HALL["terminal"], 7000), "a port of the terminal answers"
        subprocess.run([*inside, "nft", "flush", "ruleset"], check=True)
        assert reaches([], HALL["terminal"], 7000), "the control does not answer: the refusal proves nothing"
    finally:
        process.kill()
        process.wait()
