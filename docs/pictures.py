"""Draw the pictures of the docs from the example's pages, with the system's Chromium.

python -m docs.pictures

The example ``examples/telephone-call`` is made into both pages first; the desk's pictures are of a dossier of
``examples/trawler`` and what followed it. The pictures are cut to a palette of 256
colours, so that the repository stays small.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from docs import desk_pictures
from docs.browser import browser

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
EXAMPLE = ROOT / "examples" / "telephone-call"
READERS = ("reporter", "analyst")
MOST = 350_000
"""Bytes that no picture may exceed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn: whose page, how wide and high in CSS pixels, how many device pixels each, from where on.

    ``part`` is a selector: of the element to draw alone where ``height`` is 0, else of the one at the top.
    """

    name: str
    reader: str
    width: int
    height: int
    scale: int = 1
    part: str | None = None


PICTURES = (
    Picture(name="memorandum.png", reader="reporter", width=1200, height=1500),
    Picture(name="phone.png", reader="reporter", width=360, height=1100, scale=2),
    Picture(name="analyst.png", reader="analyst", width=1200, height=1500),
    Picture(name="timeline.png", reader="reporter", width=1200, height=0, part="#clocks figure"),
    Picture(name="before.png", reader="reporter", width=1000, height=0, part="#before"),
    Picture(name="accounts.png", reader="reporter", width=1000, height=0, part="#parts"),
    Picture(name="held.png", reader="reporter", width=1000, height=0, part="#held"),
    Picture(name="source.png", reader="reporter", width=800, height=0, part="#r-R1"),
)


def shoot(opened: Browser, page: Path, picture: Picture) -> bytes | None:
    """A picture of a page as PNG; null where the page has nothing of the kind."""
    size = {"width": picture.width, "height": picture.height or 900}
    context = opened.new_context(viewport=size, device_scale_factor=picture.scale, color_scheme="light")  # type: ignore[arg-type]
    try:
        tab = context.new_page()
        tab.goto(page.resolve().as_uri())
        if picture.part is None:
            return tab.screenshot()
        part = tab.locator(picture.part).first
        if not part.count():
            return None
        if not picture.height:
            return part.screenshot()
        part.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY)")
        return tab.screenshot()
    finally:
        context.close()


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


def draw(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every picture by name, from pages made in a folder."""
    for reader in READERS:
        target = str(folder / f"{reader}.html")
        command = [sys.executable, "-m", "memcon", "brief", str(EXAMPLE), "-q", "--for", reader, "--html", target]
        subprocess.run(command, check=True)
    with browser() as opened:
        for picture in PICTURES:
            raw = shoot(opened, folder / f"{picture.reader}.html", picture)
            if raw is not None:
                yield picture.name, packed(*rows(raw))
        for name, raw in desk_pictures.shots(opened, folder):
            yield name, packed(*rows(raw))


def main() -> int:
    """Draw every picture; says so where there is no Chromium, and where a picture is too large."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            for name, data in draw(Path(folder)):
                if len(data) > MOST:
                    print(f"pictures: {name} would have {len(data):,} bytes, over {MOST:,}; draw less of the page")
                    return 1
                (OUT / name).write_bytes(data)
                print(f"docs/pictures/{name}: {len(data):,} bytes")
        except RuntimeError as error:
            print(f"pictures: {error}")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
