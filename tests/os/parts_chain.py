# SPDX-License-Identifier: Apache-2.0
"""From signature to root, by the image's own steps (kiosk-os/image/parts.sh, update/bundle.sh) around a root of a few files: what a terminal
takes is taken, and what was changed by one byte, or signed by a stranger, is refused at its own link of the chain."""
import os
import re
import subprocess

from lane import TOP, esp_of

MAKE = """
source "$SUNBOOTH_TOP/kiosk-os/image/lib.sh"
source "$SUNBOOTH_TOP/kiosk-os/image/parts.sh"
"$os/keys/make" "$SUNBOOTH_KEYS" release
kind=release dir=$out tree=$scratch/tree vmlinuz=$scratch/vmlinuz
mkdir -p "$tree/usr/lib" && cp -r "$os/units/." "$tree/" && head -c 3000000 /dev/zero | openssl enc -aes-128-ctr -K 00 -iv 00 -nosalt >"$tree/usr/lib/filling" 2>/dev/null
printf 'a stand-in: only its signature is looked at' >"$vmlinuz"
printf 'initrd' | gzip -n >"$dir/initrd.img"
printf 'NAME="Sunbooth kiosk-os"\\nVERSION_ID=9.9.9\\n' >"$dir/os-release"
erofs
boot_files
esp
disk
"$os/update/bundle.sh" "$dir" 9.9.9
"""
MIB = 1 << 20


def chain(lane):
    folder = lane.folder / "chain"
    (folder / "scratch").mkdir(parents=True)
    out = folder / "out"
    out.mkdir()
    keys = folder / "keys"
    lane.check("keys, root, boot files, disk and bundle are made", lambda: made(folder, out, keys))
    strangers = folder / "strangers"
    quiet([TOP / "kiosk-os/keys/make", strangers, "release"])
    disk = out / "disk.img"
    lane.check("the disk's table is whole", lambda: quiet(["sgdisk", "--verify", disk]))
    lane.check("on a larger disk the data partition takes the rest, and no other changes", lambda: grown(disk, folder / "larger.img"))
    loader, uki = folder / "loader.efi", folder / "kiosk-a.efi"
    for file, place in ((loader, "::/EFI/BOOT/BOOTX64.EFI"), (uki, "::/EFI/Linux/kiosk-a+3.efi")):
        lane.check(f"{place[2:]} is on the boot partition, signed by the office", lambda file=file, place=place: signed_there(disk, place, file, keys))
    lane.check("a stranger's certificate does not vouch for it", lambda: refused(["sbverify", "--cert", strangers / "secureboot.pem", uki]))
    lane.check("nor the office's, when one byte of its command line is another", lambda: refused(
        ["sbverify", "--cert", keys / "secureboot.pem", changed(uki, b"lockdown=confidentiality")]))
    words = cmdline(uki)
    lane.check("it locks the kernel down and tells the public nothing", lambda: told(words))
    root, tree = folder / "root.erofs", folder / "root.verity"
    lane.check("the root hash that it holds is the disk's", lambda: verity(cut_out(disk, "root-a", root), cut_out(disk, "verity-a", tree), words))
    lane.check("a root with one byte changed is not", lambda: refused(verity_words(changed(root, at=2 * MIB), tree, words)))
    lane.check("nor a hash tree", lambda: refused(verity_words(root, changed(tree, at=4096 + 100), words)))
    lane.check("the root is whole", lambda: quiet(["fsck.erofs", out / "root.erofs"]))
    bundle = out / "update.raucb"
    lane.check("the bundle is signed by the office, of that version", lambda: version(bundle, keys))
    lane.check("a stranger's certificate does not vouch for it", lambda: refused(info(bundle, strangers)))
    lane.check("nor the office's, when one byte of its signature is another", lambda: refused(info(changed(bundle, at=bundle.stat().st_size - 2000), keys)))


def made(folder, out, keys):
    done = subprocess.run(["bash", "-c", MAKE], capture_output=True, text=True, env={
        **os.environ, "SUNBOOTH_TOP": str(TOP), "SUNBOOTH_IMAGE_OUT": str(out), "SUNBOOTH_SCRATCH": str(folder / "scratch"), "SUNBOOTH_KEYS": str(keys)})
    assert done.returncode == 0, done.stderr[-2000:]


def quiet(words):
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, f"{words[0]}: {(done.stdout + done.stderr)[-500:]}"


def grown(disk, larger):
    """By what the image's script calls, with the image's definitions, on a copy that is 256 MiB larger."""
    quiet(["cp", "--sparse=always", disk, larger])
    os.truncate(larger, larger.stat().st_size + 256 * MIB)
    before = table(larger)
    quiet(["systemd-repart", "--dry-run=no", f"--definitions={TOP / 'kiosk-os/units/usr/lib/sunbooth/repart.d'}", larger])
    after = table(larger)
    more = {name: (last - before[name][1]) * 512 // MIB for name, (_, last) in after.items()}
    assert [first for first, _ in after.values()] == [first for first, _ in before.values()], f"moved: {before} to {after}"
    assert more.pop("data") >= 255 and not any(more.values()), f"{after}"
    larger.unlink()


def table(disk):
    """First and last sector of each partition."""
    text = subprocess.run(["sgdisk", "--print", disk], check=True, capture_output=True, text=True).stdout
    return {name: (int(first), int(last)) for first, last, name in re.findall(r"^\s+\d+\s+(\d+)\s+(\d+).*\s(\S+)$", text, re.M)}


def refused(words):
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode != 0, "it is taken"


def changed(file, words=None, at=None):
    """A copy with one byte changed: the first of `words`, or the one at `at`."""
    data = bytearray(file.read_bytes())
    at = data.index(words) if words else at
    data[at] ^= 1
    other = file.with_name(f"changed-{file.name}")
    other.write_bytes(data)
    return other


def signed_there(disk, place, file, keys):
    quiet(["mcopy", "-n", "-o", "-i", esp_of(disk), place, file])
    quiet(["sbverify", "--cert", keys / "secureboot.pem", file])


def cmdline(uki):
    quiet(["objcopy", "--dump-section", f".cmdline={uki}.cmdline", uki, f"{uki}.copy"])
    text = open(f"{uki}.cmdline").read()
    return dict(word.partition("=")[::2] for word in text.split())


def told(words):
    for name, wanted in (("lockdown", "confidentiality"), ("module.sig_enforce", "1"), ("console", "null"), ("loglevel", "0"), ("panic", "5"), ("sunbooth.slot", "a")):
        assert words.get(name) == wanted, f"{name} is {words.get(name)}"


def cut_out(disk, name, file):
    """A partition by its name in the disk's table."""
    first, last = table(disk)[name]
    with open(disk, "rb") as source:
        source.seek(first * 512)
        file.write_bytes(source.read((last - first + 1) * 512))
    return file


def verity_words(root, tree, words):
    return ["veritysetup", "verify", root, tree, words["sunbooth.roothash"]]


def verity(root, tree, words):
    blocks = int(re.search(r"Data blocks:\s+(\d+)", subprocess.run(["veritysetup", "dump", tree], check=True, capture_output=True, text=True).stdout).group(1))
    assert blocks == int(words["sunbooth.blocks"]), f"{blocks} blocks"
    quiet(verity_words(root, tree, words))


def info(bundle, keys):
    return ["rauc", "info", "--output-format=shell", f"--keyring={keys / 'update-ca.pem'}", bundle]


def version(bundle, keys):
    done = subprocess.run(info(bundle, keys), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "RAUC_MF_VERSION='9.9.9'" in done.stdout and "RAUC_MF_COMPATIBLE='sunbooth-kiosk'" in done.stdout, done.stdout
