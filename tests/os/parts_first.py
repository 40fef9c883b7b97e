# SPDX-License-Identifier: Apache-2.0
"""A terminal's first start without a machine: the real kiosk as an appliance, offscreen, from a signed setup file to the hall's page at a real
center. It goes on by itself when the enrolment is done: another start of the program would cost a terminal's public seconds."""
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import time

from center import Center
from lane import TOP, Failed


def first(lane):
    folder = lane.folder / "first"
    folder.mkdir()
    for command in (["ip", "link", "set", "lo", "up"], ["ip", "address", "add", "10.0.2.2/32", "dev", "lo"]):
        subprocess.run(command, check=True)
    program = str(pathlib.Path(lane.options.bin) / "sunbooth-kiosk")
    center = lane.check("a center, and a setup file that its root key has signed", lambda: found(lane, folder))
    lane.open.append(center.stop)
    config = lane.check("the kiosk takes the file over", lambda: taken(program, folder))
    kiosk = Kiosk(program, config, folder)
    lane.open.append(kiosk.end)
    lane.check("it shows how the setup stands, and tells that it is ready", lambda: kiosk.hears("READY=1"))
    lane.check("meanwhile it enrols", lambda: subprocess.run([program, "--config", config, "--enrol-from-config"], check=True, stdout=subprocess.DEVNULL) and None)
    lane.check("the same program goes on to the hall's page", lambda: goes_on(kiosk))
    lane.check("it dies, and its keeper starts another one", lambda: dies(kiosk))
    lane.check("what it heard from the center is there to call the slot good by", lambda: heard(folder))


def found(lane, folder):
    program = str(pathlib.Path(lane.options.bin) / "sunbooth-center")
    subprocess.run([program, "init", "--folder", folder / "founded", "--host", "10.0.2.2"], check=True, stdout=subprocess.DEVNULL)
    center = Center(lane.options.bin, folder / "founded", folder / "center", TOP / "assets/demo/hall.json")
    center.provision("hall-1", folder / "sunbooth.setup")
    center.serve()
    return center


def taken(program, folder):
    (folder / "config").mkdir()
    subprocess.run([program, "--provision", folder / "sunbooth.setup", "--trust", folder / "founded/keys/root.pub", "--into", folder / "config"], check=True)
    config = folder / "config/kiosk.toml"
    text, changed = re.subn(r"^folder = .*$", f'folder = "{folder}/data"', config.read_text(), flags=re.M)
    if changed != 1:
        raise Failed("kiosk.toml names no folder")
    (folder / "data").mkdir()
    config.write_text(text)
    return config


class Kiosk:
    """Under its keeper, with a service manager's ear, and driven once it serves."""

    def __init__(self, program, config, folder):
        self.ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.ear.bind(str(folder / "notify"))
        (folder / "run").mkdir()
        self.process = subprocess.Popen(
            [program, "--config", config, "--appliance", folder, "--drive", "--keep", "libEGL_mesa.so.0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=open(folder / "kiosk.log", "wb"), text=True,
            env={**os.environ, "SDL_VIDEODRIVER": "offscreen", "NOTIFY_SOCKET": str(folder / "notify"), "RUNTIME_DIRECTORY": str(folder / "run")})

    def hears(self, word):
        if not select.select([self.ear], [], [], 60)[0]:
            raise Failed(f"no {word} within 60 s")
        told = self.ear.recv(100).decode()
        assert told == word, told

    def say(self, words):
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def end(self):
        self.process.kill()
        self.process.wait()


def goes_on(kiosk):
    """A program that ended reads nothing, and its last line is empty."""
    kiosk.hears("READY=1")
    for words in ("wait hall 60", "wait online 60"):
        answer = kiosk.say(words)
        assert '"ok":true' in answer, answer or "it ended"
    answer = kiosk.say("state")
    assert '"page":"attract"' in answer, answer


def dies(kiosk):
    pid = pathlib.Path(f"/proc/{kiosk.process.pid}/task/{kiosk.process.pid}/children").read_text()
    os.kill(int(pid), signal.SIGKILL)
    goes_on(kiosk)


def heard(folder):
    until = time.monotonic() + 60
    while not (folder / "run/synced").exists():
        if time.monotonic() > until:
            raise Failed("no word of it within 60 s")
        time.sleep(0.05)
