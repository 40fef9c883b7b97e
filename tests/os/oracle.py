# SPDX-License-Identifier: Apache-2.0
"""The same kiosk beside the terminal, offscreen and driven: it knows where each control stands. What is pressed is pressed in both,
and the terminal's picture is compared with this one's, so that a touch which did not arrive is seen at once."""
import json
import os
import pathlib
import re
import subprocess

import picture
from machine import Failed, wait_for

ALIKE = 4.5  # Of 255. The same page differs by 1 to 3 (another resolution, the clock), another one of the same looks by 5 and more.

STAY = "idle.stay"


class Oracle:
    def __init__(self, bin_folder, center, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        program = str(pathlib.Path(bin_folder) / "sunbooth-kiosk")
        config = self.folder / "oracle.toml"
        # A name of its own: a center that is another lane's copy knows that lane's.
        text = center.verb("enrol", "--folder", center.folder, "--kiosk", f"oracle-{self.folder.parent.name}", "--config", config)
        code = re.search(r"one-time code: (\S+)", text).group(1)
        config.write_text(config.read_text().replace("0.0.0.0", "10.0.2.2"))
        config.write_text(re.sub(r"port = \d+", f"port = {center.port}", config.read_text()))
        subprocess.run([program, "--config", config, "--enrol", code], check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen([program, "--config", config, "--drive"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, env={**os.environ, "SDL_VIDEODRIVER": "offscreen"})
        self.say("wait hall 60")
        self.say("wait online 60")

    def say(self, words):
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"ok":false,"error":"it ended"}')
        if not answer["ok"]:
            raise Failed(f"{words}: {answer['error']}")
        return answer

    def place(self, name):
        """The middle of a control, in parts of 10000 of the picture."""
        tree = self.say("tree")["tree"]
        for node in tree["nodes"]:
            if node["id"] == name:
                x, y, w, h = node["rect"]
                return round((x + w / 2) / 1080 * 10000), round((y + h / 2) / 1920 * 10000)
        raise Failed(f"{name} is not on {tree['page']}")

    def shows(self, name):
        return any(node["id"] == name for node in self.say("tree")["tree"]["nodes"])

    def page(self):
        return self.say("state")["state"]["page"]

    def rest(self):
        """As one that nobody touches any more: what stands there is warned of first, and gone at the next look."""
        for _ in range(4):
            self.say("advance 600000")
            if self.page() == "attract":
                return
        raise Failed(f"the kiosk beside the terminal stays at {self.page()}")

    def picture(self):
        self.say(f"shot {self.folder / 'oracle.png'}")
        return picture.read(self.folder / "oracle.png")

    def same(self, machine, seconds=40, before=None):
        """Waits until the terminal shows what this one shows. With the picture `before` a touch it waits for what the touch changed:
        many a page differs from the one before by a mark in a corner, and the next control may not be there yet.
        @return how different they are in the end."""
        wanted, seen = self.picture(), {}

        def look():
            file = machine.folder / "screen.ppm"
            machine.command("screendump", filename=str(file))
            shown = picture.read(file)
            seen["difference"] = picture.difference(shown, wanted)
            return seen["difference"] <= ALIKE and picture.is_past(shown, before, wanted)
        try:
            wait_for(f"the terminal shows {self.page()}", seconds, look)
        except Failed as late:
            machine.picture(machine.folder / "unlike.png")
            self.say(f"shot {machine.folder / 'wanted.png'}")
            raise Failed(f"{late}; the pictures differ by {seen.get('difference', 255):.1f}") from late
        return seen["difference"]

    def either(self, machine, pictures, seconds=60):
        """Waits until the terminal shows one of these."""
        def look():
            file = machine.folder / "screen.ppm"
            machine.command("screendump", filename=str(file))
            shown = picture.read(file)
            return any(picture.difference(shown, wanted) <= ALIKE for wanted in pictures)
        wait_for("one of the wanted pages", seconds, look)

    def tap(self, machine, name):
        """Touches a control of the terminal with its panel, and the same one here. Where a look takes as long as a visitor may rest, both
        ask whether somebody is there: somebody is."""
        if name != STAY and self.shows(STAY):
            self.same(machine)
            self.tap(machine, STAY)
        x, y = self.place(name)
        before = self.picture()
        machine.touch(f"tap {x} {y}")
        self.say(f"tap {name}")
        return self.same(machine, before=before)

    def stop(self):
        self.process.kill()
        self.process.wait()
