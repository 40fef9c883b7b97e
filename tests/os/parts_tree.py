# SPDX-License-Identifier: Apache-2.0
"""A folder that a script of the image takes for its machine: the image's units, the tools they call out of the machine that tests (the same
Debian packages), and small programs in the place of what would touch a real one."""
import os
import re
import shutil
import subprocess

from lane import TOP

TOOLS = ["sh", "cat", "mkdir", "rm", "mv", "cp", "ln", "sync", "flock", "sed", "grep", "readlink", "basename", "tail", "tr", "cut", "sleep", "date", "touch", "head", "chmod", "nft"]
SLOTS = "EFI/Linux"


class Tree:
    def __init__(self, folder):
        self.folder = folder
        for name in ("usr/bin", "usr/lib/systemd/system", "etc/systemd/system", "proc/sys/kernel/random", "dev/disk/by-partlabel",
                     "run/sunbooth-kiosk", "data/config", "data/update", "data/private/sunbooth/update/ready", f"run/sunbooth-esp/{SLOTS}"):
            (folder / name).mkdir(parents=True)
        for name, to in (("bin", "usr/bin"), ("sbin", "usr/bin"), ("usr/sbin", "bin"), ("lib", "usr/lib"), ("lib64", "usr/lib")):
            (folder / name).symlink_to(to)
        shutil.copytree(TOP / "kiosk-os/units", folder, dirs_exist_ok=True, symlinks=True)
        for name in TOOLS:
            self.bring(shutil.which(name, path="/usr/sbin:/usr/bin"))
        for name in ("mount", "umount", "systemctl", "rauc", "sunbooth-kiosk"):
            self.fake(name, f'echo "{name} $*" >>/calls')
        self.write("proc/cmdline", "sunbooth.slot=a rauc.slot=a quiet\n")
        self.write("proc/sys/kernel/random/boot_id", "boot-1\n")
        self.write("etc/os-release", "IMAGE_VERSION=0.1.7\n")
        self.write("dev/kmsg", "")
        self.write("calls", "")

    def bring(self, program):
        """A program with the libraries it names."""
        told = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
        for file in [program, *re.findall(r"(/\S+)", told)]:
            to = self.folder / (f"usr/bin/{os.path.basename(file)}" if file == program else file.removeprefix("/usr/").removeprefix("/"))
            to.parent.mkdir(parents=True, exist_ok=True)
            if not to.exists():
                shutil.copy(os.path.realpath(file), to)

    def fake(self, name, script):
        self.write(f"usr/bin/{name}", f"#!/bin/sh\n{script}\n").chmod(0o755)

    def write(self, name, text):
        file = self.folder / name
        file.write_text(text)
        return file

    def read(self, name):
        return (self.folder / name).read_text()

    def run(self, *words, before=(), check=True, **environment):
        """Runs a program of the tree, with the tree as its root."""
        done = subprocess.run([*before, "chroot", str(self.folder), *words], capture_output=True, text=True, env={"PATH": os.environ["PATH"], **environment}, timeout=120)
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(words)}: {done.returncode}: {done.stderr.strip()}")
        return done.stdout.strip()

    # --- the boot partition ---
    def boot_files(self, *names):
        """Puts these and no others there."""
        at = self.folder / "run/sunbooth-esp" / SLOTS
        for file in at.iterdir():
            file.unlink()
        for name in names:
            (at / name).write_text(name)

    def has(self):
        return sorted(file.name for file in (self.folder / "run/sunbooth-esp" / SLOTS).iterdir())
