"""Draw the pictures of the docs from the demo page, with the system's Chromium.

python -m docs.pictures [PAGE.html]

Without a page, the example ``examples/telephone-call`` is made into one first. The pictures are cut to
a palette of 256 colours, so that the repository stays small.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PICTURES = (("memorandum.png", 1200, 1500, 1), ("phone.png", 360, 1100, 2))
"""Name, width and height in CSS pixels, device pixels for one of them."""
MOST = 350_000
"""Bytes that no picture may exceed."""
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


def shoot(chromium: str, page: Path, target: Path, size: tuple[int, int], scale: int) -> None:
    """A picture of the top of a page."""
    with tempfile.TemporaryDirectory() as profile:
        command = [chromium, *FLAGS, f"--user-data-dir={profile}", f"--screenshot={target}"]
        command += [f"--window-size={size[0]},{size[1]}", f"--force-device-scale-factor={scale}"]
        subprocess.run([*command, page.resolve().as_uri()], check=True, capture_output=True, timeout=120)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG: kind and data."""
    place = 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        yield kind, png[place + 8 : place + 8 + length]
        place += 12 + length


def rows(png: bytes) -> tuple[int, list[bytes]]:
    """The width of an 8-bit RGB or RGBA picture, and its rows as RGB."""
    found: dict[bytes, bytes] = {}
    for kind, data in chunks(png):
        found[kind] = found.get(kind, b"") + data
    width, height, depth, colour = struct.unpack(">IIBB", found[b"IHDR"][:10])
    if depth != 8 or colour not in (2, 6):
        raise SystemExit("pictures: the browser drew no 8-bit RGB picture")
    size = 3 if colour == 2 else 4
    raw, step = zlib.decompress(found[b"IDAT"]), width * size + 1
    out: list[bytes] = []
    above = bytes(width * size)
    for y in range(height):
        line = bytearray(raw[y * step + 1 : (y + 1) * step])
        unfilter(raw[y * step], line, above, size)
        above = bytes(line)
        out.append(above if size == 3 else b"".join(above[i : i + 3] for i in range(0, len(above), 4)))
    return width, out


def unfilter(kind: int, line: bytearray, above: bytes, size: int) -> None:
    """Undo one row's filter in place (PNG specification, section 9)."""
    for i in range(len(line)):
        left = line[i - size] if i >= size else 0
        up = above[i]
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = up
        elif kind == 3:
            guess = (left + up) // 2
        elif kind == 4:
            corner = above[i - size] if i >= size else 0
            guess = min((left, up, corner), key=lambda v, p=left + up - corner: abs(p - v))  # type: ignore[misc]
        else:
            return
        line[i] = (line[i] + guess) & 255


def packed(width: int, lines: list[bytes]) -> bytes:
    """A palette PNG of the 256 most frequent colours; any other becomes the nearest of them."""
    pixels = [[line[i : i + 3] for i in range(0, len(line), 3)] for line in lines]
    counts = Counter(p for line in pixels for p in line)
    palette = [colour for colour, _ in counts.most_common(256)]
    index = {colour: i for i, colour in enumerate(palette)}
    for colour in counts:
        if colour not in index:
            near = min(palette, key=lambda p: sum((a - b) ** 2 for a, b in zip(p, colour, strict=True)))
            index[colour] = index[near]
    data = b"".join(b"\0" + bytes(index[p] for p in line) for line in pixels)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, len(lines), 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(data, 9)),
        (b"IEND", b""),
    )
    body = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + body


def main() -> int:
    """Draw every picture; says so where there is no Chromium."""
    chromium = next((path for path in map(shutil.which, NAMES) if path), None)
    if chromium is None:
        print(f"pictures: none of {', '.join(NAMES)} is installed; install one and run again")
        return 2
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "memorandum.html"
        if len(sys.argv) < 2:
            command = [sys.executable, "-m", "memcon", "brief", str(ROOT / "examples" / "telephone-call"), "-q"]
            subprocess.run([*command, "--html", str(page)], check=True)
        for name, width, height, scale in PICTURES:
            raw = Path(folder) / name
            shoot(chromium, page, raw, (width, height), scale)
            data = packed(*rows(raw.read_bytes()))
            if len(data) > MOST:
                print(f"pictures: {name} would have {len(data):,} bytes, over {MOST:,}; draw less of the page")
                return 1
            (OUT / name).write_bytes(data)
            print(f"docs/pictures/{name}: {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
