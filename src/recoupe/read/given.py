"""Clean text from the caller -> Article: the text stays as it is, every line is a block (the last of very many holds the rest)."""

from __future__ import annotations

import re

from recoupe.calendar import parse_value
from recoupe.errors import InputError
from recoupe.language import find_language
from recoupe.read.assemble import page_id, page_ref
from recoupe.read.dates import page_time
from recoupe.records import Article, Block, Time

_SURROGATE = re.compile("[\ud800-\udfff]")
MAX_BLOCKS = 20_000  # lines: what follows them is one block
_PARAGRAPH = re.compile(r"[^\s][^\n\r]*")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T(?:[01]\d|2[0-3]):[0-5]\d)?)?)?")


def article_from_text(text: str, language: str | None = None, published: str | Time | None = None, id: str | None = None) -> Article:
    """An article whose text is kept exactly; ``published`` is an ISO 8601 day or minute, or a Time.

    Raises InputError where ``published`` is neither, or the text holds a lone surrogate, which no file can hold.
    """
    if broken := _SURROGATE.search(text):
        at = broken.start()
        raise InputError(f"the text has half a character ({text[at]!r}) at {at}; wanted whole ones: decode it with errors='replace'")
    blocks: list[Block] = []
    for found in _PARAGRAPH.finditer(text):
        last = len(blocks) == MAX_BLOCKS - 1
        start, end = found.start(), len(text.rstrip()) if last else found.start() + len(found[0].rstrip())
        blocks.append(Block(kind="paragraph", start=start, end=end, page_start=start, page_end=end))
        if last:
            break
    article_id, digest = page_id(text)
    return Article(
        id=id or article_id,
        page=page_ref(digest, None, None, "text/plain", None),
        text=text,
        language=language or find_language(text),
        blocks=tuple(blocks),
        published=_given_time(published),
    )


def _given_time(published: str | Time | None) -> Time | None:
    if published is None or isinstance(published, Time):
        return published
    match = _ISO.match(published.strip().replace(" ", "T"))
    if match is None or parse_value(match[0]) is None:
        raise InputError(f"published is {published!r}; wanted an ISO 8601 day or minute such as '2031-03-04' or '2031-03-04T07:15'")
    zone = re.search(r"(?:Z|[+-]\d\d:?\d\d)$", published.strip()) if "T" in match[0] else None
    return page_time(match[0], "given", zone[0] if zone else None)
