"""A draft as a text to read: Markdown's signs blanked, every offset the draft's own."""

from __future__ import annotations

import re

from memcon.model.memo import Report

LINE_SIGNS = re.compile(
    r"^[ \t]*(?:(?:[-*_=][ \t]?){3,}$|(?:(?:>[ \t]?)+|#{1,6}[ \t]+|[-*+•][ \t]+|\d{1,3}[.)][ \t]+){1,20})",
    re.MULTILINE,
)
"""Signs at the start of a line: quotes, headings, list items, rules."""
DEFINED = re.compile(r"^[ \t]{0,3}\[\^?[^\]\n]{1,60}\]:.*$", re.MULTILINE)
"""What a link or a note stands for."""
GOAL = r"\([^()\s]{0,500}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?(?:[ \t]+\"[^\"\n]{0,300}\")?\)"
"""Where a link goes, with brackets one deep and a title."""
IMAGE = re.compile(rf"!\[[^\]\n]{{0,300}}\]{GOAL}")
LINK = re.compile(rf"\[([^\]\[\n]{{1,300}})\]({GOAL}|\[[^\]\n]{{0,100}}\])")
NOTE = re.compile(r"\[\^[^\]\n]{1,60}\]")
STRESS = re.compile(r"(\*{1,3}|(?<![\w_])_{1,3}|~~)(?=\S)([^*_~\n]{1,400}?)(?<=\S)\1(?![\w])")
TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>|<!--.{0,2000}?-->", re.DOTALL)
CODE = re.compile(r"`([^`\n]{1,300})`")
FRONT = re.compile(r"\A---[ \t]*\n.{0,4000}?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
"""Front matter: what a site's generator is told of a page."""
FENCED = re.compile(r"^(```|~~~)[^\n]*\n.*?(?:^\1[^\n]*$|\Z)", re.MULTILINE | re.DOTALL)
"""A block of code: no words of the draft's own."""
RULED = re.compile(r"^[ \t]*\|[ \t:|-]+$", re.MULTILINE)
"""The line under the head of a table."""
ROW = re.compile(r"^[ \t]*\|.*$", re.MULTILINE)
"""A row of a table."""
SIGNED = re.compile(r"[ \t]*(?:>|#|[-*+•|][ \t|]|\d{1,3}[.)][ \t]|[-*_=]{3,}[ \t]*$)")
"""A line that starts something of its own."""
ENDS = (".", "!", "?", ":", "…", '."', '!"', '?"', ".”", "!”", "?”", ".’", ".'")
"""How a sentence ends at the end of a line."""
WRAPPED = 45
"""Characters from which on a line is a wrapped one; a shorter one may be a heading or a line of its own."""
ID = "draft"
"""The report id that the draft goes by; no report of a memorandum has it."""


def _blank(text: str) -> str:
    """White space of the same length, line ends kept."""
    return re.sub(r"[^\n\r]", " ", text)


def plain(text: str) -> str:
    """The draft without Markdown's signs, of the same length: ``plain(t)[i]`` is ``t[i]`` or a blank."""
    out = FRONT.sub(lambda m: _blank(m[0]), text)
    out = FENCED.sub(lambda m: _blank(m[0]), out)
    out = RULED.sub(lambda m: _blank(m[0]), out)
    out = ROW.sub(lambda m: m[0].replace("|", " "), out)
    out = TAG.sub(lambda m: _blank(m[0]), out)
    out = IMAGE.sub(lambda m: _blank(m[0]), out)
    out = DEFINED.sub(lambda m: _blank(m[0]), out)
    out = NOTE.sub(lambda m: _blank(m[0]), out)
    out = LINK.sub(lambda m: " " + m[1] + _blank(m[2]) + " ", out)
    for sign in (STRESS, STRESS):  # twice, for bold within italics
        out = sign.sub(lambda m: " " * len(m[1]) + m[2] + " " * len(m[1]), out)
    out = CODE.sub(lambda m: " " + m[1] + " ", out)
    return _joined(out, LINE_SIGNS.sub(lambda m: _blank(m[0]), out))


def _joined(signed: str, bare: str) -> str:
    """The text, its signs blanked, with the line breaks within its paragraphs made blanks, of the same length.

    A line goes on in the next one where that starts with no sign of Markdown and either in lower case or behind a line
    as long as wrapped ones are that ends no sentence.
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", signed)
    out, at = [], 0
    for n, line in enumerate(lines):
        body = line.rstrip("\r\n")
        after = lines[n + 1] if n + 1 < len(lines) else ""
        end = at + len(line)
        kept = bare[at : at + len(body)]
        out.append(kept + (" " * (len(line) - len(body)) if _goes_on(body, after) else line[len(body) :]))
        at = end
    return "".join(out)


def _goes_on(line: str, after: str) -> bool:
    said, follows = line.strip(), after.strip()
    if said.startswith(">") and follows.startswith(">"):
        return _goes_on(said.lstrip("> "), follows.lstrip("> "))
    if not said or not follows or said.startswith("#") or after.startswith(("\t", "    ")) or SIGNED.match(after):
        return False
    if said.endswith(ENDS):
        return False
    return follows[:1].islower() or len(line) >= WRAPPED or said.endswith((",", ";"))


def report(text: str, published: str | None = None, zone: str | None = None) -> Report:
    """The draft as a report of the press, so that it can be read with the rooms that read reports."""
    body = plain(text)
    return Report(
        id=ID, file=ID, kind="news", language="en", published=published, zone=zone, characters=len(body), text=body
    )
