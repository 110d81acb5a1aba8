"""What an extractor takes for the body of an HTML page -> the article's stretches, and the foreign ones: pointers, notices, leftovers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from recoupe.read.body import flat
from recoupe.read.lines import Line, Raw, make_lines
from recoupe.read.model import score_lines
from recoupe.read.signature import signature_line
from recoupe.read.titles import stamp_only
from recoupe.records import BlockKind, DropKind, Dropped

Stretch = tuple[BlockKind, str]

# Swept with models that saw no page of the site, on 181 pages: body F1 .964 without, .970 with; -6 to -3, -3 to 0, -3 to -1 tried.
_INSIDE = -5.0  # a stretch among others of the article
_EDGE = -1.0  # one at the top or the bottom of the page
_EDGE_PROSE = -2.0  # a whole sentence there
_SHORT = 15  # words of a sentence of which the line model knows too little
_OPEN_ENDS = ("?", "…", "...")
_AT_HOME = -3.0  # a whole sentence at the end, beside paragraphs of the article
_POINTER = 4  # words of a link that stands alone and names another page
_LEFTOVER = re.compile(
    r"\s*(?:&(?:amp;)*lt;|<)/?(?:a|b|br|div|em|font|h\d|i|iframe|img|li|p|script|span|strong|style|table|td|u|ul)\b", re.IGNORECASE
)


def sift_body(
    stretches: Sequence[Stretch], title: str | None, linked: Collection[str], at_home: Collection[str] = ()
) -> tuple[list[Stretch], list[Dropped]]:
    """The stretches of the article, and the others as dropped parts; ``linked`` are the texts of the page's links, ``at_home`` the
    folded words of what stands beside paragraphs of the article.

    The line model judges the stretches as it judges the lines of a page without tags, headline first. Where nothing would be left,
    all stay.
    """
    rows = [Raw(0, text, bullet=kind == "list") for kind, text in stretches]
    first = [Raw(0, title)] if title and title.strip() else []
    seen = make_lines([*first, *rows])
    scores, lines = score_lines(seen)[len(first) :], seen[len(first) :]
    marks = [bool(signature_line(line)) or stamp_only(line) for line in lines]
    foreign = [
        not mark and (_is_unlike(line, score) or _is_leftover(line) or _points_away(kind, line, linked))
        for (kind, _), line, score, mark in zip(stretches, lines, scores, marks, strict=True)
    ]
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        last = next((i for i in order if not marks[i] and not foreign[i]), None) if order.step < 0 else None
        if last is not None and _ends_text(stretches[last][0], lines[last], scores[last], at_home):
            continue
        _clear_edge([i for i in order if not marks[i]], stretches, lines, scores, foreign, linked if order.step < 0 else ())
    if all(foreign):
        return list(stretches), []
    kept = [stretch for stretch, out in zip(stretches, foreign, strict=True) if not out]
    return kept, [_dropped(line, line.text in linked) for line, out in zip(lines, foreign, strict=True) if out]


def _clear_edge(
    order: Iterable[int],
    stretches: Sequence[Stretch],
    lines: Sequence[Line],
    scores: Sequence[float],
    foreign: list[bool],
    linked: Collection[str],
) -> None:
    """Mark what stands between an end of the page and its first stretch that reads as the article's.

    After the text, links and subheadings without a text of their own go too.
    """
    for i in order:
        if foreign[i]:
            continue
        hanging = bool(linked) and (lines[i].text in linked or stretches[i][0] == "subheading")
        if not hanging and scores[i] >= (_EDGE_PROSE if lines[i].prose else _EDGE):
            return
        foreign[i] = True


def _ends_text(kind: BlockKind, line: Line, score: float, at_home: Collection[str]) -> bool:
    """Whether a short whole sentence or an item of a list at the end of a page stands beside paragraphs of the article."""
    whole = line.ends and line.n_words <= _SHORT and not line.text.endswith(_OPEN_ENDS)
    return (whole or kind == "list") and not line.cues and score > _AT_HOME and flat(line.text) in at_home


def _is_unlike(line: Line, score: float) -> bool:
    """Whether the line model is sure; of the cell of a table, which is no line, it knows nothing."""
    return score < _INSIDE and (line.n_words >= _POINTER or bool(line.cues))


def _points_away(kind: BlockKind, line: Line, linked: Collection[str]) -> bool:
    """Whether a stretch is one link and no sentence; a linked subheading may name what the text below it is about."""
    return kind != "subheading" and line.n_words >= _POINTER and not line.ends and line.text in linked and not line.text.startswith("http")


def _is_leftover(line: Line) -> bool:
    """Whether a stretch is a tag that was written as text."""
    return _LEFTOVER.match(line.text) is not None and line.text.rstrip().endswith((">", "gt;"))


def _dropped(line: Line, linked: bool) -> Dropped:
    kinds: dict[str, DropKind] = {
        "consent": "consent", "newsletter": "newsletter", "comments": "comments", "related": "related", "share": "share", "legal": "legal",
        "player": "player", "navigation": "navigation",
    }  # fmt: skip
    spoken = max(line.cues, key=lambda kind: line.cues[kind], default="")
    kind = kinds.get(spoken, "related" if linked else "other")
    reason = "a link to another page" if linked else "does not read as the article's text"
    return Dropped(kind=kind, text=line.text[:1000], reason=reason)
