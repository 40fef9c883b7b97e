# SPDX-License-Identifier: Apache-2.0
"""Pictures without a library: reads what qemu's screendump (PNG, PPM) and the kiosk's own `shot` (PNG) write."""
import pathlib
import struct
import zlib


class Picture:
    def __init__(self, width, height, rows):
        self.width, self.height, self.rows = width, height, rows

    def at(self, x, y):
        row = self.rows[y]
        return row[3 * x], row[3 * x + 1], row[3 * x + 2]

    def grid(self, across=24, down=40):
        """Mean brightness of each cell, 0 to 255, from every few pixels."""
        cells = []
        for j in range(down):
            for i in range(across):
                x0, x1 = i * self.width // across, (i + 1) * self.width // across
                y0, y1 = j * self.height // down, (j + 1) * self.height // down
                step = max(1, (x1 - x0) // 8)
                seen = [sum(self.at(x, y)) for y in range(y0, y1, step) for x in range(x0, x1, step)]
                cells.append(sum(seen) / len(seen) / 3)
        return cells

    def colours(self):
        """How many different colours stand on every eighth pixel."""
        return len({self.at(x, y) for y in range(0, self.height, 8) for x in range(0, self.width, 8)})


def difference(one, other):
    """Mean difference of the two grids, 0 (alike) to 255."""
    pairs = list(zip(one.grid(), other.grid()))
    return sum(abs(a - b) for a, b in pairs) / len(pairs)


CHANGED = 6  # Of 255, by which a cell must change to tell two pages apart; the same page differs by 1 to 3 in the mean.


def is_past(shown, before, wanted):
    """Whether `shown` is `wanted` and no longer `before`, by the cells in which those two differ. True where none does."""
    if before is None:
        return True
    cells = [(s, b, w) for s, b, w in zip(shown.grid(), before.grid(), wanted.grid()) if abs(b - w) > CHANGED]
    return sum(abs(s - w) for s, _, w in cells) <= sum(abs(s - b) for s, b, _ in cells) / 2 if cells else True


def read(file):
    data = pathlib.Path(file).read_bytes()
    return read_ppm(data) if data.startswith(b"P6") else read_png(data)


def read_ppm(data):
    _, size, _, pixels = data.split(b"\n", 3)
    width, height = map(int, size.split())
    return Picture(width, height, [pixels[3 * width * y:3 * width * (y + 1)] for y in range(height)])


def read_png(data):
    at, packed, width, height, channels = 8, b"", 0, 0, 3
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            if depth != 8 or colour not in (2, 6):
                raise ValueError(f"PNG of depth {depth}, colour {colour}")
            channels = 3 if colour == 2 else 4
        elif kind == b"IDAT":
            packed += body
        at += 12 + size
    return Picture(width, height, [drop_alpha(row, channels) for row in unfilter(zlib.decompress(packed), width * channels, height, channels)])


def drop_alpha(row, channels):
    if channels == 3:
        return bytes(row)
    kept = bytearray(len(row) // 4 * 3)
    for part in range(3):
        kept[part::3] = row[part::4]
    return bytes(kept)


def unfilter(data, stride, height, step):
    before = bytearray(stride)
    for y in range(height):
        kind, row = data[y * (stride + 1)], bytearray(data[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        if kind == 1:
            for i in range(step, stride):
                row[i] = row[i] + row[i - step] & 255
        elif kind == 2:
            row = bytearray(a + b & 255 for a, b in zip(row, before))
        elif kind == 3:
            for i in range(stride):
                row[i] = row[i] + ((row[i - step] if i >= step else 0) + before[i]) // 2 & 255
        elif kind == 4:
            for i in range(stride):
                a, b, c = (row[i - step] if i >= step else 0), before[i], (before[i - step] if i >= step else 0)
                pa, pb, pc = abs(b - c), abs(a - c), abs(a + b - 2 * c)
                row[i] = row[i] + (a if pa <= pb and pa <= pc else b if pb <= pc else c) & 255
        yield row
        before = row
