# SPDX-License-Identifier: Apache-2.0
"""What prepares the data partition at each start, in a folder with small programs in the place of those that touch a disk: what it does to a
fresh one, that it does nothing to one that is in use, and where it goes on after a pulled plug."""
from lane import TOP
from parts_tree import Tree

FRESH = ["systemd-repart", "e2fsck -p", "resize2fs", "mount", "umount", "e2label /dev/vda6 sunbooth-data"]
LOCK = ["cryptsetup luksFormat", "cryptsetup open", "mkfs.ext4", "mount", "umount", "systemd-cryptenroll", "cryptsetup config /dev/vda6 --label sunbooth-locked"]
IN_USE = "TYPE=ext4\nLABEL=sunbooth-data\n"
LOCKED = "TYPE=crypto_LUKS\nLABEL=sunbooth-locked\n"
HALF = "TYPE=crypto_LUKS\nLABEL=sunbooth-half\n"
PLAIN = "TYPE=ext4\nLABEL=sunbooth-fresh\n"
#         what                                                          TPM    blkid   given                     calls             ends
CASES = [("a fresh one takes the rest of its disk, and is labelled last", False, PLAIN, {}, FRESH, "/dev/vda6"),
         ("one in use is looked over, and nothing else", False, IN_USE, {}, ["e2fsck -p"], "/dev/vda6"),
         ("with a TPM a fresh one is encrypted before anything is kept", True, PLAIN, {}, ["systemd-repart", *LOCK, "e2fsck -p"], "/dev/mapper/sunbooth-data"),
         ("a plug that was pulled meanwhile: it begins again", True, HALF, {}, [*LOCK, "e2fsck -p"], "/dev/mapper/sunbooth-data"),
         ("one in use without encryption stays so beside a TPM", True, IN_USE, {}, ["e2fsck -p"], "/dev/vda6"),
         ("an encrypted one is opened by its TPM", True, LOCKED, {}, ["systemd-cryptsetup attach", "e2fsck -p"], "/dev/mapper/sunbooth-data"),
         ("by another TPM it is not, nothing is formatted, and the screen is told", True, LOCKED, {"systemd-cryptsetup": "exit 1"},
          ["systemd-cryptsetup attach"], "broken the TPM does not unlock the data partition"),
         ("an encryption that fails is told", True, PLAIN, {"systemd-cryptenroll": "exit 1"}, ["systemd-repart", *LOCK[:-1]], "broken encryption failed"),
         ("what the journal does not mend is repaired", False, IN_USE, {"e2fsck": "test $1 = -y || exit 4"}, ["e2fsck -p", "e2fsck -y"], "/dev/vda6"),
         ("what cannot be repaired is told", False, IN_USE, {"e2fsck": "exit 8"}, ["e2fsck -p", "e2fsck -y"], "broken the file system cannot be repaired")]
PROGRAMS = {"systemd-repart": "", "e2fsck": "", "resize2fs": "", "e2label": "", "mkfs.ext4": "", "systemd-cryptenroll": "", "mount": "", "umount": "",
            "blkid": "exec cat /facts", "cryptsetup": "test $1 != open || echo >/dev/mapper/sunbooth-data", "systemd-cryptsetup": "echo >/dev/mapper/sunbooth-data"}


def data(lane):
    tree = Tree(lane.folder / "data")
    for name in ("mnt", "dev/mapper", "sys/class/block", "sys/devices/pci/block/vda/vda5", "sys/devices/pci/block/vda/vda6", "usr/lib/systemd"):
        (tree.folder / name).mkdir(parents=True, exist_ok=True)
    for name, label in (("vda5", "verity-b"), ("vda6", "data")):
        tree.write(f"sys/devices/pci/block/vda/{name}/uevent", f"MAJOR=254\nDEVNAME={name}\nDEVTYPE=partition\nPARTNAME={label}\n")
        (tree.folder / "sys/class/block" / name).symlink_to(f"../../devices/pci/block/vda/{name}")
        tree.write(f"dev/{name}", "")
    tree.write("dev/urandom", "chance" * 20)
    for what, *case in CASES:
        lane.check(what, lambda case=case: prepared(tree, *case))
    lane.check("a setup file on the boot partition is taken over, and the filter opened", lambda: set_up_from_disk(tree))
    rules = (TOP / "kiosk-os/image/fill.sh").read_text()
    lane.check("the rule that whoever maps a disk waits for stays in the image", lambda: no_less("95-dm-notify.rules" in rules))
    rule = (TOP / "kiosk-os/units/usr/lib/udev/rules.d/60-sunbooth.rules").read_text()
    packages = (TOP / "kiosk-os/image/packages.txt").read_text().split()
    lane.check("a sound card that appears is switched on", lambda: no_less("alsactl --no-lock init %n" in rule and "alsa-utils" in packages))
    unit = (TOP / "kiosk-os/units/usr/lib/systemd/system/sunbooth-kiosk.service").read_text()
    lane.check("a kiosk that ends is started again, however it ended and however often", lambda: no_less(
        "\nRestart=always\n" in unit and "\nStartLimitIntervalSec=0\n" in unit))
    stick = (TOP / "kiosk-os/units/usr/lib/systemd/system/sunbooth-stick.service").read_text()
    lane.check("a terminal whose data partition cannot be used reads no stick", lambda: no_less("\nRequiresMountsFor=/data\n" in stick))
    tests_own = (TOP / "kiosk-os/units-test/usr/lib/systemd/system/sunbooth-kiosk.service.d/screen.conf").read_text()
    lane.check("the test image does after a frame what the image does", lambda: no_less(after_frame(unit) and "ExecStartPost" not in tests_own))


def after_frame(unit):
    return [line for line in unit.splitlines() if line.startswith("ExecStartPost=+")]


def no_less(true):
    assert true, "it is not so"


def prepared(tree, tpm, facts, given, calls, ends):
    for name in ("dev/mapper/sunbooth-data", "dev/tpmrm0", "run/sunbooth-data", "run/sunbooth/setup"):
        (tree.folder / name).unlink(missing_ok=True)
    for name, script in {**PROGRAMS, **given}.items():
        log = "" if name == "blkid" else f'echo "{name} $*" >>/calls\n'
        tree.fake(name, log + script)
    (tree.folder / "usr/lib/systemd/systemd-cryptsetup").unlink(missing_ok=True)
    (tree.folder / "usr/bin/systemd-cryptsetup").rename(tree.folder / "usr/lib/systemd/systemd-cryptsetup")
    tree.write("facts", facts)
    tree.write("calls", "")
    if tpm:
        tree.write("dev/tpmrm0", "")
    tree.run("/bin/sh", "/usr/lib/sunbooth/data", check=False)
    made = tree.read("calls").splitlines()
    assert len(made) == len(calls) and all(line.startswith(call) for line, call in zip(made, calls)), made
    told = tree.folder / "run/sunbooth/setup"
    link = tree.folder / "run/sunbooth-data"
    ended = told.read_text().strip() if told.exists() else str(link.readlink())
    assert ended == ends, ended


def set_up_from_disk(tree):
    """The boot partition is found as the data partition is, before udev has named it."""
    (tree.folder / "sys/devices/pci/block/vda/vda1").mkdir()
    tree.write("sys/devices/pci/block/vda/vda1/uevent", "DEVNAME=vda1\nPARTNAME=esp\n")
    (tree.folder / "sys/class/block/vda1").symlink_to("../../devices/pci/block/vda/vda1")
    tree.write("dev/vda1", "")
    tree.fake("mcopy", 'echo "mcopy $*" >>/calls; echo signed >/run/sunbooth/from-esp')
    tree.fake("nft", 'echo "nft $*" >>/calls')
    tree.fake("sunbooth-kiosk", "grep -q signed \"$2\" || exit 1; echo >/data/config/kiosk.toml\n"
              "printf 'center_address=10.9.0.1\\ncenter_port=8443\\ncenter_host=center\\nntp=no\\naddress=\\ngateway=\\n' >/data/config/center.env")
    tree.write("calls", "")
    tree.run("/bin/sh", "/usr/lib/sunbooth/setup")
    assert tree.read("run/sunbooth/setup") == "ready\n", tree.read("run/sunbooth/setup")
    assert tree.read("calls").splitlines() == ["mcopy -n -o -i /dev/vda1 ::/sunbooth.setup /run/sunbooth/from-esp",
                                               "nft add element inet kiosk center4 { 10.9.0.1 . 8443 }"], tree.read("calls")
