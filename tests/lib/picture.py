# SPDX-License-Identifier: MIT
"""Pictures for screenshot tests: PPM in, PNG in and out, exact comparison. Standard library only."""

import hashlib
import struct
import zlib

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"


class Picture:
    """RGB pixels, row by row, three bytes each."""

    def __init__(self, width, height, rgb):
        if len(rgb) != width * height * 3:
            raise ValueError(f"{width}x{height} needs {width * height * 3} bytes, got {len(rgb)}")
        self.width, self.height, self.rgb = width, height, bytes(rgb)

    def sha256(self):
        return hashlib.sha256(self.rgb).hexdigest()

    def __eq__(self, other):
        return (self.width, self.height, self.rgb) == (other.width, other.height, other.rgb)

    def pixel(self, x, y):
        at = (y * self.width + x) * 3
        return tuple(self.rgb[at:at + 3])

    def crop(self, x, y, width, height):
        stride = self.width * 3
        rows = (self.rgb[(y + r) * stride + x * 3:(y + r) * stride + (x + width) * 3] for r in range(height))
        return Picture(width, height, b"".join(rows))

    def masked(self, rectangles):
        """The same picture with every (x, y, w, h) painted black."""
        rgb = bytearray(self.rgb)
        for x, y, width, height in rectangles:
            for row in range(max(y, 0), min(y + height, self.height)):
                first, last = max(x, 0), min(x + width, self.width)
                if first < last:
                    at = (row * self.width + first) * 3
                    rgb[at:at + (last - first) * 3] = bytes((last - first) * 3)
        return Picture(self.width, self.height, rgb)

    def png(self):
        """PNG file contents; the same pixels always give the same bytes."""
        stride = self.width * 3
        raw = bytearray()
        above = bytes(stride)
        for row in range(self.height):
            line = self.rgb[row * stride:(row + 1) * stride]
            raw += b"\x02" + _minus(line, above) if line != above else b"\x02" + bytes(stride)
            above = line
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        return (PNG_MAGIC + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(raw), 9)) +
                _chunk(b"IEND", b""))


def _minus(line, above):
    """Bytewise line - above, PNG filter 2."""
    return bytes((a - b) & 255 for a, b in zip(line, above))


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def read_ppm(path):
    """A binary PPM as QEMU's screendump writes it."""
    with open(path, "rb") as file:
        data = file.read()
    fields, at = [], 0
    while len(fields) < 4:
        while data[at:at + 1].isspace():
            at += 1
        end = at
        while not data[end:end + 1].isspace():
            end += 1
        fields.append(data[at:end])
        at = end
    if fields[0] != b"P6" or fields[3] != b"255":
        raise ValueError(f"{path} is not a binary 8-bit PPM")
    return Picture(int(fields[1]), int(fields[2]), data[at + 1:])


def read_png(path):
    """An 8-bit RGB or RGBA PNG without interlace; alpha is dropped."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:8] != PNG_MAGIC:
        raise ValueError(f"{path} is not a PNG")
    at, packed, header = 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        at += 12 + length
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed += body
    if header is None or header[2] != 8 or header[3] not in (2, 6) or header[6] != 0:
        raise ValueError(f"{path}: only 8-bit RGB or RGBA without interlace can be read")
    width, height, channels = header[0], header[1], 3 if header[3] == 2 else 4
    raw = _unfilter(zlib.decompress(packed), width * channels, height, channels)
    if channels == 4:
        rgb = bytearray(width * height * 3)
        for c in range(3):
            rgb[c::3] = raw[c::4]
        raw = bytes(rgb)
    return Picture(width, height, raw)


def _unfilter(raw, stride, height, channels):
    out, above = bytearray(), bytearray(stride)
    for row in range(height):
        kind = raw[row * (stride + 1)]
        line = bytearray(raw[row * (stride + 1) + 1:(row + 1) * (stride + 1)])
        if kind == 2:
            line = bytearray((a + b) & 255 for a, b in zip(line, above))
        elif kind:
            for i in range(stride):
                left = line[i - channels] if i >= channels else 0
                corner = above[i - channels] if i >= channels else 0
                line[i] = (line[i] + _predict(kind, left, above[i], corner)) & 255
        out += line
        above = line
    return bytes(out)


def _predict(kind, left, up, corner):
    if kind == 1:
        return left
    if kind == 3:
        return (left + up) // 2
    base = left + up - corner
    near = min((abs(base - left), 0, left), (abs(base - up), 1, up), (abs(base - corner), 2, corner))
    return near[2]


def compare(expected, actual):
    """(pixels that differ, largest channel difference, bounding box or None). Sizes must agree."""
    if (expected.width, expected.height) != (actual.width, actual.height):
        return expected.width * expected.height, 255, (0, 0, expected.width, expected.height)
    if expected.rgb == actual.rgb:
        return 0, 0, None
    count, largest, box = 0, 0, None
    stride = expected.width * 3
    for y in range(expected.height):
        a, b = expected.rgb[y * stride:(y + 1) * stride], actual.rgb[y * stride:(y + 1) * stride]
        if a == b:
            continue
        for x in range(expected.width):
            pa, pb = a[x * 3:x * 3 + 3], b[x * 3:x * 3 + 3]
            if pa != pb:
                count += 1
                largest = max(largest, max(abs(i - j) for i, j in zip(pa, pb)))
                box = (x, y, x, y) if box is None else (min(box[0], x), box[1], max(box[2], x), y)
    return count, largest, (box[0], box[1], box[2] - box[0] + 1, box[3] - box[1] + 1)


def difference(expected, actual, gain=8):
    """A picture of the differences, times `gain`."""
    if (expected.width, expected.height) != (actual.width, actual.height):
        return actual
    return Picture(actual.width, actual.height,
                   bytes(min(255, abs(a - b) * gain) for a, b in zip(expected.rgb, actual.rgb)))


def read_size(data):
    """(width, height) of the PNG file with these contents."""
    if data[:8] != PNG_MAGIC or data[12:16] != b"IHDR":
        raise ValueError("this is not a PNG")
    return struct.unpack_from(">II", data, 16)
