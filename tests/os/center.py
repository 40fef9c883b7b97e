# SPDX-License-Identifier: Apache-2.0
"""A real center in the lanes' own network namespace. 10.0.2.2 is qemu's name for the host: the namespace has it on its loopback
too (run), so that a kiosk beside the terminal reaches the center by the same address and certificate."""
import json
import pathlib
import re
import select
import shutil
import socket
import sqlite3
import subprocess
import time

from machine import SLOW

SEEN_AS = "10.0.2.2"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Center:
    def __init__(self, bin_folder, founded, folder, hall=None, port=None):
        """A copy of the deployment whose root key the test image holds (kiosk-os/image/build); or, with its port, of one that served."""
        self.program = str(pathlib.Path(bin_folder) / "sunbooth-center")
        self.folder = pathlib.Path(folder)
        self.port = port or free_port()
        self.process = None
        shutil.copytree(founded, folder)
        if hall:
            self.verb("import", "hall", hall, "--folder", folder)

    def __str__(self):
        return f"at port {self.port}"

    def verb(self, *words):
        done = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"sunbooth-center {words[0]}: {done.stderr.strip()}")
        return done.stdout

    def provision(self, kiosk, out, *words):
        self.verb("provision", "--folder", self.folder, "--port", self.port, "--kiosk", kiosk, "--out", out, *words)
        return out

    def serve(self):
        config = self.folder / "center.toml"
        # qemu delivers to 127.0.0.1 what the terminal sends to 10.0.2.2.
        text, changed = re.subn(r"^host = .*$", 'host = "0.0.0.0"', config.read_text(), flags=re.M)
        assert changed == 1, "center.toml has no host"
        config.write_text(text)
        self.process = subprocess.Popen([self.program, "serve", "--folder", str(self.folder), "--port", str(self.port)],
                                        stdout=subprocess.PIPE, stderr=open(self.folder / "serve.log", "ab"), text=True)
        if not select.select([self.process.stdout], [], [], 60 * SLOW)[0]:
            raise RuntimeError("the center did not start")
        json.loads(self.process.stdout.readline())

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def rows(self, sql):
        with sqlite3.connect(f"file:{self.folder}/center.db?mode=ro", uri=True, timeout=20) as db:
            return db.execute(sql).fetchall()

    def records(self, kiosk="hall-1"):
        """Of the terminal alone: the kiosk beside it files too."""
        return self.rows(f"SELECT count(*) FROM submission WHERE kiosk = '{kiosk}'")[0][0]


def listener(port, banner=b"other"):
    """Something else on the host that a terminal must not reach. Returns its process."""
    code = (f"import socket\ns=socket.create_server(('127.0.0.1',{port}))\n"
            f"while True:\n c,_=s.accept(); c.sendall({banner!r}); c.close()\n")
    process = subprocess.Popen(["python3", "-c", code])
    for _ in range(50):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the other server did not start")
