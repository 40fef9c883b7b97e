#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""disk.py OUT NAME=FILE...: a GPT disk with the partitions of partitions.txt, filled from files, sparse.

No loop device and no mount: sgdisk writes the table, the files are copied to where it says.
"""
import os
import pathlib
import subprocess
import sys

MIB = 1 << 20
HERE = pathlib.Path(__file__).parent


def rows():
    for line in (HERE / "partitions.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, mib, kind, unique = line.split()
            yield name, int(mib), kind, unique


def copy_sparse(source, disk, at, room):
    size = os.path.getsize(source)
    if size > room:
        sys.exit(f"disk.py: {source}: {size} bytes do not fit into {room}")
    with open(source, "rb") as file:
        while block := file.read(MIB):
            if block.strip(b"\0"):
                disk.seek(at)
                disk.write(block)
            at += len(block)


def main(out, *pairs):
    files = dict(pair.split("=", 1) for pair in pairs)
    start, words, places = 1, [], []
    for number, (name, mib, kind, unique) in enumerate(rows(), 1):
        words += ["-n", f"{number}:{start}M:+{mib}M", "-t", f"{number}:{kind}", "-c", f"{number}:{name}", "-u", f"{number}:{unique}"]
        places.append((name, start * MIB, mib * MIB))
        start += mib
    pathlib.Path(out).unlink(missing_ok=True)
    with open(out, "wb") as disk:
        disk.truncate((start + 1) * MIB)
    subprocess.run(["sgdisk", "-U", "53554e42-4f4f-5448-8000-000000000000", *words, out], check=True, stdout=subprocess.DEVNULL)
    with open(out, "r+b") as disk:
        for name, at, room in places:
            if name in files:
                copy_sparse(files.pop(name), disk, at, room)
    if files:
        sys.exit(f"disk.py: partitions.txt has no {', '.join(files)}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
