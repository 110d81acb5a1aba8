"""The standfirst of a tag-less page: the line under the headline that sums the article up, whatever stands between it and the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from recoupe.read.dump import Marks
from recoupe.read.lines import Line, content_words
from recoupe.read.seams import may_part
from recoupe.read.signature import signature_line
from recoupe.read.titles import is_furniture
from recoupe.read.words import any_of, gather

_REACH = 15  # lines under the headline
_FEWEST, _MOST = 8, 70  # words


def find_standfirst(lines: Sequence[Line], marks: Marks, titles: Sequence[int], first: int, done: set[int]) -> int | None:
    """The first line of words under the headline that stands over the text.

    One that does not end as sentences do must stand right under the headline and over a byline, stamp or picture; so must a longer
    second headline, which holds two sentences or shares no word with the first: two forms of one headline do.
    """
    if not titles:
        return None
    for i in range(titles[-1] + 1, min(first, titles[-1] + _REACH)):
        if is_furniture(lines, i, done):
            continue
        beside = i == titles[-1] + 1
        placed = beside or _alike(lines, marks, i, titles, first) if lines[i].ends else beside and is_furniture(lines, i + 1, done)
        if not marks.barred[i] and placed and _sums_up(lines[i]):
            return i
        return None
    above, last = titles[-2:] if len(titles) > 1 else (titles[0], titles[0])
    second = last == above + 1 < first - 1 and _sums_up(lines[last]) and lines[last].n_words > lines[above].n_words
    apart = second and (". " in lines[last].text or content_words(lines[above]).isdisjoint(content_words(lines[last])))
    return last if apart and is_furniture(lines, last + 1, done) else None


def _sums_up(line: Line) -> bool:
    opens = line.text[0].isupper() or line.text[0] in "«“\"'‘" or line.text[0].isdigit()
    other = line.stamps or line.bullet or line.cues or line.addresses or "|" in line.text or line.text.endswith((":", ",", "?", "…", "..."))
    if not opens or other or not _FEWEST <= line.n_words <= _MOST or may_part(line.text) or _pictures().match(line.folded):
        return False
    headline = not line.ends and sum(word[0].isupper() for word in line.text.split()) > 0.5 * line.n_words
    return not headline and not signature_line(line)


@cache
def _pictures() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(gather('caption'))})(?![^\W_])")


def _alike(lines: Sequence[Line], marks: Marks, i: int, titles: Sequence[int], first: int) -> bool:
    """Whether a line shares a word with the headline or with the first twelve lines of the text."""
    near = [lines[t] for t in titles] + [lines[j] for j in range(first, min(first + 12, len(lines))) if marks.body[j]]
    return not content_words(lines[i]).isdisjoint(set().union(*map(content_words, near)))
