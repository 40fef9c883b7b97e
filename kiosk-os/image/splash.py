#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""splash.py OUT.bmp: the sun that stands on the screen from power-on until the kiosk draws. No words: nobody has chosen a
language yet."""
import math
import struct
import sys

SIZE = 480
SUN, SKY = (255, 196, 61), (0, 0, 0)  # The systemd stub fills the screen around it with black.


def shade(x, y):
    """How much of the pixel is sun, 0 to 1: a disc, and twelve rays around it with a gap between."""
    dx, dy = x - SIZE / 2 + 0.5, y - SIZE / 2 + 0.5
    away = math.hypot(dx, dy)
    disc = 92.5 - away
    turn = math.atan2(dy, dx) * 12 / (2 * math.pi)
    across = abs(turn - round(turn)) * 2 * math.pi / 12 * away
    ray = min(10.5 - across, away - 119.5, 180.5 - away)
    return max(0.0, min(1.0, max(disc, ray)))


def main(out):
    rows = bytearray()
    for y in range(SIZE - 1, -1, -1):
        for x in range(SIZE):
            part = shade(x, y)
            rows += bytes(round(sky + (sun - sky) * part) for sun, sky in zip(SUN[::-1], SKY[::-1]))
    head = struct.pack("<2sIHHI", b"BM", 54 + len(rows), 0, 0, 54)
    head += struct.pack("<IiiHHIIiiII", 40, SIZE, SIZE, 1, 24, 0, len(rows), 2835, 2835, 0, 0)
    with open(out, "wb") as file:
        file.write(head + rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
