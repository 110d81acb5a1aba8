"""Tag-less text -> which lines are the body: the line model, corrected by what cue words and boxes say for certain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from recoupe.read.lines import Line, content_words
from recoupe.read.model import line_model, score_lines, smooth
from recoupe.read.resumed import is_closing_notice, is_sentence, rescue_enclosed, rescue_past_pointers, resumes
from recoupe.read.words import is_inline

_NEVER = -30.0
_ANNOUNCES = re.compile(r"[^:.]{4,40}:")


class Marks(Struct, frozen=True):
    """For each line: whether it is text of the article, and whether it cannot be."""

    body: list[bool]
    barred: list[bool]


def mark_lines(lines: Sequence[Line]) -> Marks:
    """Tell the article's text (paragraphs, subheadings, list items) from the rest of the page."""
    model = line_model()
    scores = score_lines(lines)
    barred = bar_lines(lines, scores)
    body = smooth([_NEVER if bar else score for score, bar in zip(scores, barred, strict=True)], model.leave, model.enter)
    if not any(b and line.prose for b, line in zip(body, lines, strict=True)):
        body = [not bar and (line.prose or line.n_words >= 8) for line, bar in zip(lines, barred, strict=True)]
    body = _rescue_sentences(lines, body, barred, scores)
    past = rescue_past_pointers(lines, body, barred, scores)
    body = body if past == body else _rescue_sentences(lines, past, barred, scores)
    body = rescue_enclosed(lines, body, barred)
    body = _rescue_standfirst(lines, body, barred, scores)
    body = _rescue_subheadings(lines, body, barred)
    return Marks(_trim(lines, body), barred)


def bar_lines(lines: Sequence[Line], scores: Sequence[float]) -> list[bool]:
    """Lines that cannot be body: cue lines, what stands in a box they open, and all that follows the comments."""
    topical = sum(line.prose and "cookie" in line.folded and not line.addresses for line in lines) >= 3
    barred = [speaks_noise(line, topical) if line.cues or " | " in line.text else False for line in lines]
    announcing = [i for i, line in enumerate(lines) if line.cues and line.cues.get("related", 0) >= 0.7]
    if announcing:
        item_ends, bullet_ends = _run_ends([_is_item(line) for line in lines]), _run_ends([line.bullet for line in lines])
        reached = 0
        for i in announcing:
            end = _box_end(lines, i, item_ends, bullet_ends) if barred[i] else 0
            for j in range(max(i + 1, reached), end):
                barred[j] = True
            reached = max(reached, end)
    tail = _tail_start(lines, scores, barred)
    return barred[:tail] + [True] * (len(lines) - tail)


def speaks_noise(line: Line, topical: bool) -> bool:
    """Whether cue words settle it; an article about cookies (``topical``) keeps the sentences that do not speak to the reader."""
    if not line.cues:
        return line.n_words < 30 and line.text.count(" | ") >= 2
    strong = max(line.cues.values())
    if line.cued("consent") and not (topical and line.prose and not line.addresses):
        return True
    if line.n_words < 15 and strong >= 0.5:
        return True
    if line.n_words < 30 and line.text.count(" | ") >= 2:
        return True
    if strong >= 0.25 and line.addresses and set(line.cues) & {"player", "newsletter", "comments", "consent"}:
        return True
    if line.cues.get("related", 0) >= 0.7 and _ANNOUNCES.match(line.folded):
        return True
    return strong >= 0.7 and not line.prose


def _box_end(lines: Sequence[Line], cue: int, item_ends: Sequence[int], bullet_ends: Sequence[int]) -> int:
    """Where the teasers end that a line such as "Read also:" announces: items, dated or unended lines, one short sentence."""
    opener, first = lines[cue], cue + 1
    whole = opener.cues.get("related", 0) == 1.0 or opener.text.endswith(":")
    lone = whole and first < len(lines) and lines[first].n_words <= 22
    end = item_ends[first + 1] if lone else (item_ends if whole else bullet_ends)[first]
    if end - first > 1 and end < len(lines) and lines[end].prose and _is_subheading(lines[end - 1]):
        end -= 1
    return end if whole or end - first > 1 else first


def _is_item(line: Line) -> bool:
    headline = line.n_words <= 22 and not line.text.endswith((".", "!", "…"))
    return line.bullet or line.dated or headline or line.cued("related")


def _run_ends(marks: Sequence[bool]) -> list[int]:
    """For each place, and one beyond the last, where the run of marked places from it on ends."""
    ends = [len(marks)] * (len(marks) + 2)
    for i in range(len(marks) - 1, -1, -1):
        ends[i] = ends[i + 1] if marks[i] else i
    return ends


def _is_subheading(line: Line) -> bool:
    return line.n_words <= 5 and not line.bullet and not line.stamps and not line.cues and line.text[0].isupper()


def _tail_start(lines: Sequence[Line], scores: Sequence[float], barred: Sequence[bool]) -> int:
    """Index of the line from which on the page belongs to its readers or to other articles.

    A comment count printed near the title opens nothing; a list of other articles closes the page where less than three
    sentences follow it.
    """
    weights = [line.n_words if score > 0 and not bar else 0 for line, score, bar in zip(lines, scores, barred, strict=True)]
    total, seen = sum(weights), 0
    to_come = sum(w > 0 and line.prose for w, line in zip(weights, lines, strict=True))
    for i, line in enumerate(lines):
        seen += weights[i]
        if line.cues.get("comments", 0) >= 0.7 and line.n_words < 15 and total and seen >= 0.5 * total:
            return i
        closes = line.cues.get("related", 0) == 1.0 and to_come < 3 and seen >= 0.6 * total > 0 and not is_inline(line.folded)
        if closes and not resumes(lines, scores, barred, i, weights):
            return i
        to_come -= weights[i] > 0 and line.prose
    return len(lines)


def _rescue_sentences(lines: Sequence[Line], body: list[bool], barred: Sequence[bool], scores: Sequence[float]) -> list[bool]:
    """A whole sentence beside body lines, with at most a stamp or subheading between, is body unless much speaks against it."""
    out = list(body)
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for i in order:
            if out[i] or barred[i] or lines[i].n_words < 6 or not is_sentence(lines[i]):
                continue
            near = [out[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
            far = [out[j] for j in (i - 2, i + 2) if 0 <= j < len(lines) and not barred[(i + j) // 2] and lines[(i + j) // 2].n_words <= 10]
            floor = -3.0 if all(near) else -2.0 if any(near) else -1.2 if any(far) else 99.0
            out[i] = scores[i] > floor
    return out


def _rescue_standfirst(lines: Sequence[Line], body: list[bool], barred: Sequence[bool], scores: Sequence[float]) -> list[bool]:
    """A sentence within three lines above the text that shares its words is its lead, whatever stamp or caption stands between."""
    out, first = list(body), next((i for i, b in enumerate(body) if b), 0)
    topic = set().union(*(content_words(lines[i]) for i in range(first, min(first + 12, len(lines))) if body[i]))
    for i in range(max(0, first - 3), first):
        mine = content_words(lines[i])
        alike = len(mine & topic) >= max(2, 0.2 * len(mine))
        if not barred[i] and lines[i].n_words >= 8 and alike and scores[i] > -3.0 and is_sentence(lines[i]) and not lines[i].stamps:
            out[i] = True
            break
    return out


def _rescue_subheadings(lines: Sequence[Line], body: list[bool], barred: Sequence[bool]) -> list[bool]:
    """A short line between two paragraphs is a subheading, also of one word or in quotation marks."""
    out = list(body)
    above = None
    for i in range(1, len(lines) - 1):
        above = above if barred[i - 1] else i - 1
        if out[i] or barred[i] or above is None or not body[above] or not body[i + 1]:
            continue
        line = lines[i]
        short = line.n_words <= 16 and not line.text.endswith((".", ":", ";", ",")) and not line.stamps and not line.bullet
        if short and lines[above].prose and lines[i + 1].n_words >= 10 and not line.cues:
            out[i] = True
    return out


def _trim(lines: Sequence[Line], body: list[bool]) -> list[bool]:
    """A page does not end on a subheading or a notice: short lines without a full stop after the last paragraph are not body."""
    out = list(body)
    for i in range(len(lines) - 1, -1, -1):
        if not out[i]:
            continue
        if is_closing_notice(lines[i]):
            out[i] = False
            continue
        if lines[i].ends or lines[i].n_words >= 15 or lines[i].text[0] in '«“"' or lines[i].bullet:
            break
        out[i] = False
    return out if any(out) else list(body)
