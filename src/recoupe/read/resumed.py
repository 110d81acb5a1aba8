"""Text that goes on under pointers to other articles, offers and advertisements in the middle or at the end of a tag-less page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from recoupe.read.lines import Line, content_words
from recoupe.read.words import closing_notice

_QUOTED = re.compile(r"[«“\"].{10,}[»”\"],?\s+\w")
_PAST_POINTERS, _PAST_ONE = -2.5, -3.8  # scores, swept on invented pages and on 358 dumps
_MOST_POINTERS = 3
_NOTICE = 60  # words
_MOST_ENCLOSED, _ENDED = 8, 0.7


def resumes(lines: Sequence[Line], scores: Sequence[float], barred: Sequence[bool], cue: int, weights: Sequence[int]) -> bool:
    """Whether the text goes on in its last sentences right under the few articles that a line announces.

    One headline and one sentence are left to the announced article, whose lead it may be.
    """
    for i in range(cue + 2, min(cue + 2 + _MOST_POINTERS, len(lines))):
        line = lines[i]
        if not barred[i] and line.ends and scores[i] > _PAST_POINTERS and not line.addresses and not line.cues and is_sentence(line):
            after = next((j for j in range(i + 1, len(lines)) if barred[j] or not (lines[j].ends and is_sentence(lines[j]))), len(lines))
            closed = after == len(lines) or (barred[after] and lines[after].cues)
            return bool(closed) and after - i <= 3 and after - cue > 3 and _shares_topic(line, lines, [w > 0 for w in weights[:cue]])
        if line.ends or line.n_words > 22:
            return False
    return False


def rescue_past_pointers(lines: Sequence[Line], body: list[bool], barred: Sequence[bool], scores: Sequence[float]) -> list[bool]:
    """A sentence under at most three lines that point elsewhere, themselves under a paragraph, follows that paragraph.

    Where no words say that the lines between point elsewhere, it must speak of what the text speaks of.
    """
    out = list(body)
    for i in range(1, len(lines)):
        line = lines[i]
        if out[i] or barred[i] or scores[i] <= _PAST_ONE or not line.ends or line.cues or line.bullet or not is_sentence(line):
            continue
        if line.addresses or "©" in line.text:
            continue
        above = next((j for j in range(i - 1, max(-1, i - 2 - _MOST_POINTERS), -1) if out[j] or not _points_away(lines, barred, j, i)), -1)
        if above < 0 or not out[above] or not (lines[above].prose or (lines[above].ends and is_sentence(lines[above]))):
            continue
        between = range(above + 1, i)
        said = not between or any(barred[j] for j in between)
        slight = said and (len(between) == 1 or all(lines[j].cued("player") for j in between))
        floor = _PAST_ONE if slight else _PAST_POINTERS
        out[i] = scores[i] > floor and (said or _shares_topic(line, lines, body))
    return out


def rescue_enclosed(lines: Sequence[Line], body: list[bool], barred: Sequence[bool]) -> list[bool]:
    """A few lines between lines of the text, most of them ended, are text too: entries of a chronology, items of a list."""
    out = list(body)
    places = [i for i, b in enumerate(body) if b]
    for above, below in pairwise(places):
        run = range(above + 1, below)
        if not 1 <= len(run) <= _MOST_ENCLOSED or not lines[below].ends or any(barred[i] or not _may_belong(lines[i]) for i in run):
            continue
        if sum(lines[i].ends for i in run) >= _ENDED * len(run):
            for i in run:
                out[i] = True
    return out


def _may_belong(line: Line) -> bool:
    return not line.cues and not line.addresses and (line.ends or (line.n_words >= 3 and not line.stamps))


def _points_away(lines: Sequence[Line], barred: Sequence[bool], j: int, sentence: int) -> bool:
    """Whether a line over a sentence is one of a pointer to other articles, of an offer or an advertisement, and closes no article."""
    line = lines[j]
    if barred[j]:
        return not line.cued("comments", "legal", "share") or line.cued("player")
    return line.n_words <= 5 or (j == sentence - 1 and line.n_words <= 22 and not line.ends)


def _shares_topic(line: Line, lines: Sequence[Line], body: Sequence[bool]) -> bool:
    mine = content_words(line)
    topic = set().union(*(content_words(other) for other, b in zip(lines, body, strict=False) if b))
    return len(mine & topic) >= max(1, 0.14 * len(mine))


def is_closing_notice(line: Line) -> bool:
    """Whether a line that may close a page is a notice of rights or of what subscribers alone can read."""
    return line.n_words <= _NOTICE and closing_notice().match(line.folded) is not None


def is_sentence(line: Line) -> bool:
    """Whether a line reads as a whole sentence: a capital or quotation mark first, an end or many words."""
    opening = line.text[0].isupper() or line.text[0] in "«“\"'‘—–-" or line.text[0].isdigit()
    long = (line.n_words >= 6 and (line.ends or _QUOTED.match(line.text) is not None)) or line.n_words >= 15
    return long and opening and not line.stamps_only and not line.text.endswith(":")
