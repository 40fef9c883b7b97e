# SPDX-License-Identifier: Apache-2.0
"""A terminal under emulation: qemu with UEFI firmware, a screen, a touch panel of the tests' own, one network card.

Always software emulation: a machine that offers KVM may not be able to run it. One processor, because another brings nothing there. Waits are for a thing to happen, with a limit;
limits are four times what a quiet machine of two cores needs, times SUNBOOTH_OS_SLOW."""
import base64
import json
import os
import pathlib
import shutil
import socket
import subprocess
import time

READY_WORDS = "shows frames"  # The keeper's (app/shell/keeper.cpp), a notice: the test image tells those on the serial line.
KIOSK = "$(cat /proc/$(systemctl show -P MainPID sunbooth-kiosk)/task/*/children | tr -d ' ')"  # Of the keeper, which the service manager knows.
SLOW = float(os.environ.get("SUNBOOTH_OS_SLOW", "1"))
FIRMWARE = pathlib.Path("/usr/share/OVMF")


class Failed(Exception):
    """What a lane wanted did not come true."""


def wait_for(what, seconds, look, every=0.2):
    """The first true value of look(), within the limit."""
    until = time.monotonic() + seconds * SLOW
    while time.monotonic() < until:
        if value := look():
            return value
        time.sleep(every)
    raise Failed(f"not within {seconds * SLOW:.0f} s: {what}")


class Machine:
    """One terminal with its disk, its firmware's memory and, when asked for, a TPM. start() is power on, cut() the pulled plug."""

    def __init__(self, image, folder, secure=False, tpm=False, width=720, height=1280, memory=1024, variables=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.disk = self.folder / "disk.img"
        self.variables = self.folder / "variables.fd"
        self.secure, self.tpm, self.width, self.height, self.memory = secure, tpm, width, height, memory
        self.extra = []
        # An emulator that gets a tenth of a processor stands still for longer than the 30 s which a kernel has; there only the lane that is
        # about the watchdog lets it act.
        self.watchdog = "reset" if SLOW < 4 else "none"
        self.process = self.tpm_process = self.agent = None
        self.boots = 0
        if not self.disk.exists():
            subprocess.run(["cp", "--sparse=always", str(image), str(self.disk)], check=True)
        if not self.variables.exists():
            name = "OVMF_VARS_4M.snakeoil.fd" if secure else "OVMF_VARS_4M.fd"
            shutil.copy(variables or FIRMWARE / name, self.variables)

    # --- power ---
    def start(self, *extra):
        self.boots += 1
        self.serial_file = self.folder / f"serial-{self.boots}.log"
        self.serial_file.unlink(missing_ok=True)
        for name in ("qmp", "agent"):
            (self.folder / name).unlink(missing_ok=True)
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.words() + list(extra), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=open(self.folder / "qemu.log", "ab"))
        self.qmp = Talk(self.folder / "qmp")
        self.qmp.read()
        self.command("qmp_capabilities")
        self.agent = Talk(self.folder / "agent")
        return self

    def words(self):
        code = "OVMF_CODE_4M.secboot.fd" if self.secure else "OVMF_CODE_4M.fd"
        words = ["qemu-system-x86_64", "-nodefaults", "-display", "none", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "1",
                 "-m", str(self.memory), "-no-reboot", "-machine", "q35" + (",smm=on" if self.secure else ""),
                 "-drive", f"if=pflash,format=raw,readonly=on,file={FIRMWARE / code}",
                 "-drive", f"if=pflash,format=raw,file={self.variables}",
                 # The firmware looks at this disk alone, as one of a terminal does.
                 "-drive", f"file={self.disk},if=none,id=disk,format=raw", "-device", "virtio-blk-pci,drive=disk,bootindex=0",
                 "-device", f"virtio-gpu-pci,xres={self.width},yres={self.height}", "-device", "virtio-keyboard-pci",
                 "-device", "virtio-rng-pci", "-device", "i6300esb", "-action", f"watchdog={self.watchdog}", "-device", "qemu-xhci,id=usb",
                 "-netdev", "user,id=hall", "-device", "virtio-net-pci,netdev=hall,romfile=",
                 "-device", "virtio-serial-pci", "-chardev", f"socket,id=agent,path={self.folder / 'agent'},server=on,wait=off",
                 "-device", "virtserialport,chardev=agent,name=kiosk.test",
                 "-serial", f"file:{self.serial_file}", "-qmp", f"unix:{self.folder / 'qmp'},server=on,wait=off"]
        if self.secure:
            words += ["-global", "driver=cfi.pflash01,property=secure,value=on"]
        if self.tpm:
            words += self.plug_tpm()
        return words + self.extra

    def plug_tpm(self):
        state = self.folder / "tpm"
        state.mkdir(exist_ok=True)
        path = self.folder / f"tpm-{self.boots}.sock"
        path.unlink(missing_ok=True)
        self.tpm_process = subprocess.Popen(["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={state}", "--ctrl", f"type=unixio,path={path}",
                                             "--flags", "startup-clear"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for("the TPM's socket", 10, path.exists)
        return ["-chardev", f"socket,id=tpm,path={path}", "-tpmdev", "emulator,id=tpm0,chardev=tpm", "-device", "tpm-crb,tpmdev=tpm0"]

    def cut(self):
        """The plug is pulled: nothing is flushed, nobody is told."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        if self.tpm_process:
            self.tpm_process.kill()
            self.tpm_process.wait()
        self.process = self.tpm_process = None

    def spent(self):
        """How long it has run, and what the emulator has spent of a processor, which another load hardly changes: the figure to compare."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return f"{time.monotonic() - self.started:.1f} s, {used:.1f} s of a processor"

    def ended(self):
        return self.process.poll() is not None

    def wait_end(self, seconds):
        """qemu runs with -no-reboot: a machine that starts again by itself ends it."""
        wait_for("the machine starts again", seconds, self.ended)
        self.cut()

    # --- what can be seen ---
    def serial(self):
        return self.serial_file.read_text(errors="replace") if self.serial_file.exists() else ""

    def wait_serial(self, words, seconds):
        def look():
            if words in self.serial():
                return True
            if self.ended():
                raise Failed(f"the machine ended before it said: {words}")
            return False
        wait_for(f"\"{words}\" on the serial line", seconds, look)

    def command(self, name, /, **arguments):
        self.qmp.write({"execute": name, "arguments": arguments} if arguments else {"execute": name})
        while True:
            answer = self.qmp.read()
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise Failed(f"{name}: {answer['error']['desc']}")

    def picture(self, file):
        self.command("screendump", filename=str(file), format="png")
        return file

    def keys(self, *names):
        self.command("send-key", keys=[{"type": "qcode", "data": name} for name in names])

    # --- hands inside (test image only) ---
    def run(self, command, seconds=60):
        """What `command` prints in the guest. @raise Failed when it ends with another status than 0."""
        status, text = self.try_run(command, seconds)
        if status != 0:
            raise Failed(f"in the terminal: {command}: {status}: {text.strip()}")
        return text

    def try_run(self, command, seconds=60):
        assert "\n" not in command
        self.agent.socket.settimeout(seconds * SLOW)
        self.agent.socket.sendall(command.encode() + b"\n")
        lines = []
        while not (line := self.agent.line()).startswith("END "):
            lines.append(line)
        return int(line[4:]), "\n".join(lines).strip("\n")

    def kiosk(self):
        """The process that shows pages."""
        return int(self.run(f"echo {KIOSK}"))

    def touch(self, *lines):
        """Drives the touch panel: "tap X Y" in parts of 10000. A finger waits until the kiosk that runs has the panel open: one
        that was just plugged in, or a kiosk that was just started, hears nothing yet."""
        words = base64.b64encode("".join(line + "\n" for line in lines).encode()).decode()
        self.run("mkdir -p /run/panel; test -p /run/panel/in || { mkfifo /run/panel/in; (sleep 100000 >/run/panel/in &) ; "
                 "(touch-panel </run/panel/in >/run/panel/log 2>&1 &) ; }")
        opened = ("event=$(grep -l 'Sunbooth test panel' /sys/class/input/event*/device/name | cut -d/ -f5) && test -n \"$event\" && "
                  f"ls -l /proc/{KIOSK}/fd | grep -q \"/dev/input/$event\\$\"")
        wait_for("the kiosk has the touch panel open", 60, lambda: self.try_run(opened)[0] == 0)
        self.run(f"echo {words} | busybox base64 -d >/run/panel/in")


class Talk:
    """Lines over a Unix socket, as JSON for QMP."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        wait_for(f"the socket {path.name}", 20, lambda: self.connects(path))
        self.rest = b""

    def connects(self, path):
        try:
            self.socket.connect(str(path))
            return True
        except (FileNotFoundError, ConnectionRefusedError):
            return False

    def line(self):
        while b"\n" not in self.rest:
            try:
                more = self.socket.recv(65536)
            except TimeoutError as late:
                raise Failed("the terminal's agent does not answer") from late
            if not more:
                raise Failed("the machine hung up")
            self.rest += more
        line, self.rest = self.rest.split(b"\n", 1)
        return line.decode(errors="replace").rstrip("\r")

    def write(self, value):
        self.socket.sendall(json.dumps(value).encode() + b"\n")

    def read(self):
        while True:
            value = json.loads(self.line())
            if "event" not in value:
                return value
