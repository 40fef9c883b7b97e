#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""uki.py OUT STUB SECTION=FILE...: one bootable file of kernel, initrd, command line and picture.

Debian 12 has no ukify. Each section gets a place of its own, on 4 KiB borders behind the stub's last one, in the given
order; the kernel comes last, because it unpacks itself beyond its end.
"""
import os
import re
import subprocess
import sys

PAGE = 4096


def stub_end(stub):
    """One past the stub's last section in memory, rounded up."""
    listed = subprocess.run(["objdump", "-h", stub], check=True, capture_output=True, text=True).stdout
    rows = re.findall(r"^\s*\d+\s+\S+\s+([0-9a-f]+)\s+([0-9a-f]+)", listed, re.M)
    if not rows:
        sys.exit(f"uki.py: {stub}: no sections found; is it a PE file?")
    return max(up(int(size, 16) + int(at, 16)) for size, at in rows)


def up(at):
    return (at + PAGE - 1) // PAGE * PAGE


def main(out, stub, *sections):
    at = stub_end(stub)
    words = ["objcopy"]
    for pair in sections:
        name, file = pair.split("=", 1)
        words += ["--add-section", f".{name}={file}", "--change-section-vma", f".{name}={at:#x}"]
        at = up(at + os.path.getsize(file))
    subprocess.run([*words, "--set-section-flags", ".linux=code,readonly", stub, out], check=True)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
