"""Whether an article can be read whole: what the page declares, what it says at the end of the text, and how the text ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Any

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from recoupe.read.assemble import Waste
from recoupe.read.body import words_of
from recoupe.read.extent import Extent
from recoupe.read.lexicon import Mark
from recoupe.read.lines import Line, make_line
from recoupe.read.markup import RELATED
from recoupe.read.reading import Reading
from recoupe.read.words import access_words, any_of, bare, longest_words
from recoupe.records import Access, AccessCue, Article, CueBasis
from recoupe.text import fold

_MOST_WORDS = 60  # of the notice before which a text ends
_LABEL_WORDS = 6
_MOST_AFTER = 1  # sentences after the notice: where more follow, the text can be read on
_NEAR = 6  # lines around the text in which a page speaks of it
_REACH = 25  # elements under the last paragraph
_LONGEST = 600  # characters of a notice
_SHOWN = 60  # characters shown of a text that breaks off
_TEXT = ("lead", "paragraph", "quote", "list")
_NO = ("false", "no", "0", "http://schema.org/false", "https://schema.org/false")
_TIERS = ("locked", "premium", "paid")
_CUT = re.compile(r"(?:…|\.\.\.)[\s\])]*$")
_BROKEN = re.compile(r"[\[(](?:…|\.\.\.)[\])]\s*$")
_BLOCKS = ("p", "div", "span", "h2", "h3", "li", "td")
_APART = frozenset(("nav", "aside", "footer", "a", "button"))
_LISTS = re.compile(rf"{RELATED}|comment|newsletter", re.IGNORECASE)
_NAMED = re.compile(r"wall|premium|subscri|abonn|locked|restricted|gate\b|metered", re.IGNORECASE)


class Found(Struct, frozen=True, kw_only=True):
    """What a page says of the access to its text."""

    access: Access
    cue: AccessCue


@cache
def _walls() -> re.Pattern[str]:
    phrases = [fold(w) for t in access_words() for w in t.wall]
    pattern = any_of(phrases).replace(re.escape("{n}"), r"(?:environ |about )?[\d.,]+\s?%?")
    return re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])")


@cache
def _whole(field: str) -> frozenset[str]:
    return frozenset(bare(fold(w)) for t in access_words() for w in getattr(t, field))


def is_wall(line: Line) -> bool:
    """Whether a line says that the text, or its rest, is for subscribers."""
    return 3 <= line.n_words <= _MOST_WORDS and bool(line.marks & Mark.WALL) and _walls().search(line.folded) is not None


def _is_whole(line: Line, field: str) -> bool:
    return line.n_words <= _LABEL_WORDS and not _needed(field).isdisjoint(line.words) and bare(line.folded) in _whole(field)


@cache
def _needed(field: str) -> frozenset[str]:
    return longest_words(_whole(field))


def declared_access(free: str | None, tier: str | None) -> Found | None:
    """What the page's metadata declare: ``isAccessibleForFree`` of its article, or ``article:content_tier``."""
    if free is not None and free.strip().lower() in _NO:
        return Found(access="paywalled", cue=AccessCue(basis="metadata", words=f"isAccessibleForFree: {free}"))
    if tier is not None and tier.strip().lower() in _TIERS:
        return Found(access="paywalled", cue=AccessCue(basis="metadata", words=f"article:content_tier: {tier}"))
    return None


def find_access(lines: Sequence[Line], reading: Reading) -> Found | None:
    """What the lines around and after the text say; a notice that was kept as text is moved to what is dropped."""
    at = _text_lines(lines, [p.start for p in reading.pieces if p.kind in _TEXT])
    if not at:
        return None
    first, last = at[0], at[-1]
    for i in range(max(0, first - _NEAR), min(len(lines), last + _NEAR + 1)):
        line = lines[i]
        if is_wall(line) and not _goes_on(lines, at, i) and not _in_list(lines, i, last):
            _drop(line, reading)
            return Found(access="paywalled", cue=AccessCue(basis="text", words=line.text))
        if i <= first and _is_whole(line, "label"):
            return Found(access="paywalled", cue=AccessCue(basis="text", words=line.text))
    return _ending(lines, at, reading)


def _text_lines(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """The lines in which pieces of text begin."""
    firsts = [line.start for line in lines]
    found = {(bisect_right(firsts, start) - 1, start) for start in starts}
    return sorted({i for i, start in found if i >= 0 and start < lines[i].end})


def _goes_on(lines: Sequence[Line], at: Sequence[int], i: int) -> bool:
    """Whether the text can be read on after a notice: more than one sentence follows."""
    return sum(j > i and lines[j].prose and not is_wall(lines[j]) for j in at) > _MOST_AFTER


def _in_list(lines: Sequence[Line], i: int, last: int) -> bool:
    """Whether a notice stands among teasers or comments; a bare mark further down is one of a teaser."""
    if any(lines[j].cues.get("related", 0) == 1.0 or lines[j].cued("comments") for j in range(last + 1, i)):
        return True
    return i > last + 2 and _is_whole(lines[i], "label")


def _ending(lines: Sequence[Line], at: Sequence[int], reading: Reading) -> Found | None:
    """A text that breaks off before an invitation to read on, or with an ellipsis in brackets, is cut."""
    final = lines[at[-1]]
    below = lines[at[-1] + 1] if at[-1] + 1 < len(lines) else None
    if _is_whole(final, "goes_on") and len(at) > 1 and _CUT.search(lines[at[-2]].text):
        _drop(final, reading)
        return Found(access="truncated", cue=AccessCue(basis="text", words=f"{lines[at[-2]].text[-_SHOWN:]} {final.text}"))
    if below is not None and _is_whole(below, "goes_on") and (_CUT.search(final.text) or not final.ends):
        return Found(access="truncated", cue=AccessCue(basis="text", words=f"{final.text[-_SHOWN:]} {below.text}"))
    if below is not None and below.n_words >= _LABEL_WORDS and _invites().search(below.folded[-100:]):
        return Found(access="truncated", cue=AccessCue(basis="text", words=below.text[-_SHOWN:]))
    if _BROKEN.search(final.text) or _invites().search(final.folded[-100:]):
        return Found(access="truncated", cue=AccessCue(basis="text", words=final.text[-_SHOWN:]))
    return None


def _drop(line: Line, reading: Reading) -> None:
    kept = [p for p in reading.pieces if not line.start <= p.start < line.end]
    if len(kept) < len(reading.pieces) and any(p.kind in _TEXT for p in kept):
        reading.pieces[:] = kept
        reason = "says that the text is for subscribers or goes on elsewhere"
        reading.wastes.append(Waste(kind="other", start=line.start, end=line.end, reason=reason))


# ------------------------------------------------------------------ HTML


def find_wall(tree: Any, extent: Extent) -> Found | None:
    """A notice of an HTML page at the end of its text, or a label over it, outside of what the page sets apart."""
    said = fold(" ".join(etree.tostring(tree, method="text", encoding="unicode").split()))
    if not any(word in said and any(needle in said for needle in needles) for word, needles in _needles().items()):
        return None
    for element in tree.iter():
        for text, owner in ((element.text, element), (element.tail, element.getparent())):
            if text and len(text) < _LONGEST and isinstance(element.tag, str) and _hint().search(fold(text)):
                found = _notice(owner, extent)
                if found is not None:
                    return found
    return None


def _notice(element: Any, extent: Extent) -> Found | None:
    chain = [] if element is None else [element, *element.iterancestors()]
    box = next((e for e in chain if e.tag in _BLOCKS and e in extent.order), None)
    if box is None or any(e.tag in _APART or _LISTS.search(_names(e)) for e in chain if e.tag not in ("html", "body")):
        return None
    at = extent.order[box]
    text = words_of(box)
    line = make_line(0, text) if len(text) < _LONGEST else None
    if line is None or not extent.title < at <= extent.last + _REACH:
        return None
    if (at >= extent.last and is_wall(line)) or (at <= extent.first and _is_whole(line, "label")):
        basis: CueBasis = "markup" if any(_NAMED.search(_names(e)) for e in chain[:3]) else "text"
        return Found(access="paywalled", cue=AccessCue(basis=basis, words=text))
    return None


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


@cache
def _needles() -> dict[str, list[str]]:
    """By their longest words, the longest stretch of every phrase without a number: a page without any of them says nothing of a wall."""
    phrases = {fold(w) for t in access_words() for w in [*t.wall, *t.label]}
    out: dict[str, list[str]] = {}
    for needle in sorted({max(phrase.split("{n}"), key=len).strip() for phrase in phrases}):
        out.setdefault(max(needle.split(), key=len), []).append(needle)
    return out


@cache
def _hint() -> re.Pattern[str]:
    """The longest word of every phrase: a text without any of them says nothing of a wall."""
    phrases = [fold(w) for t in access_words() for w in [*t.wall, *t.label]]
    longest = {max(re.findall(r"[^\W_]+", phrase.replace("{n}", "")), key=len) for phrase in phrases}
    return re.compile(rf"\b(?:{any_of(longest)})\b")


@cache
def _invites() -> re.Pattern[str]:
    return re.compile(rf"(?:…|\.\.\.)[\s\])»\"]*(?:{any_of(fold(w) for t in access_words() for w in t.goes_on)})\W*$")


def with_access(article: Article, found: Found | None) -> Article:
    """The article with its access and what shows it."""
    return article if found is None else replace(article, access=found.access, access_cue=found.cue)
