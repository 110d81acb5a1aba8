"""Captions and picture credits among the lines of a page: doubled captions, glued credits, picture texts that repeat the title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from recoupe.read.assemble import Piece, Waste
from recoupe.read.credits import is_wire_credit, wire_credit
from recoupe.read.dump import Marks
from recoupe.read.lexicon import Mark
from recoupe.read.lines import Line
from recoupe.read.reading import Reading
from recoupe.read.titles import is_byline, stamp_only
from recoupe.read.words import any_of, bare, gather

_HEAD = 400
_CAPTION = 60  # words
_STOPS = (".", "!", "?", "…", "»", "”", '"')
_BRACKET_CREDIT = re.compile(r"\s*[(\[]\s*(?P<credit>[^()\[\]]{2,60}(?:/|VIA|via|©)[^()\[\]]{2,60}|©[^()\[\]]{2,60})[)\]]\s*$")


@cache
def _credit_tail() -> re.Pattern[str]:
    words = any_of(gather("photo_source"))
    return re.compile(rf"(?:(?<=[\s.|»])|^)(?P<credit>(?:{words})\s*[:/]?\s*(?<=[:/©)\s])\s*[^.:?!]{{2,50}})$")


@cache
def _named_bracket() -> re.Pattern[str]:
    return re.compile(rf"\s*[(\[]\s*(?P<credit>(?:{any_of(gather('credit'))})\s*[:/©]?\s+[^()\[\]]{{2,60}})[)\]]\s*$")


@cache
def _credit_line() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(gather('credit'))})\s*(?:[:,/©-]|by\b|par\b|de\b|courtesy\b|\()\s*\S.{{1,70}}$|©\s*\S.{{1,50}}$")


def find_captions(lines: Sequence[Line], marks: Marks, last: int, reading: Reading) -> set[int]:
    """Add the captions, credits and their doubles to the reading; the indices of the lines used up."""
    done: set[int] = set()
    reach = [i for i in range(min(last + 2, len(lines))) if not marks.barred[i] and not lines[i].cued("consent", "newsletter", "comments")]
    for i in reach:
        if i not in done and i < _HEAD and (twin := _twin(lines, i)) is not None:
            done |= {i, twin} if _add_twins(lines[i], lines[twin], reading) else {twin}
    done |= _add_labelled(lines, marks, last, reading, done)
    first = next((i for i, b in enumerate(marks.body) if b and i not in done), 0)
    for i in reach:
        line = lines[i]
        if i in done:
            continue
        cut = _split_credit(line)
        if is_credit(line):
            reading.pieces.append(Piece(kind="credit", start=line.start, end=line.end))
            done.add(i)
        elif (wire := wire_credit(line) if line.n_words <= _CAPTION else None) and (
            wire.named or not (marks.body[i] and line.text[: wire.words].endswith(_STOPS)) or i <= first + 1
        ):
            done.add(i)
            _add_credited(lines, i, (wire.words, wire.start, wire.end), reading)
        elif 0 < i <= first + 3 and lines[i - 1].ends and 4 <= lines[i - 1].n_words <= _CAPTION and is_wire_credit(line.text):
            reading.pieces.append(Piece(kind="credit", start=line.start, end=line.end))
            done.add(i)
        elif cut is not None and (not marks.body[i] or i <= first + 1 or (cut[1] - cut[0] > 0 and line.n_words <= 60)):
            done.add(i)
            _add_credited(lines, i, cut, reading)
    return done | _add_neighbours(lines, done, reading)


def _add_labelled(lines: Sequence[Line], marks: Marks, last: int, reading: Reading, done: set[int]) -> set[int]:
    """The lines right under a label such as "Image caption" are captions."""
    labels = [i for i, line in enumerate(lines[: last + 1]) if line.n_words <= 3 and line.cues and bare(line.folded) in _labels()]
    out = {i + 1 for i in labels if i + 1 < len(lines) and not marks.barred[i + 1] and i + 1 not in done}
    out = {i for i in out if 4 <= lines[i].n_words <= _CAPTION and _split_credit(lines[i]) is None}
    reading.pieces += [Piece(kind="caption", start=lines[i].start, end=lines[i].end) for i in sorted(out)]
    return out


@cache
def _labels() -> frozenset[str]:
    return frozenset(gather("caption_labels"))


def is_credit(line: Line) -> bool:
    """Whether a line names who made a picture and says nothing more."""
    if line.n_words > 12 or line.stamps or line.text[-1] in ".!?":
        return False
    return (bool(line.marks & Mark.CREDIT) or "©" in line.text) and _credit_line().match(line.folded) is not None


def is_pictured(line: Line, below: Line) -> bool:
    """Whether words between headline and text stand right over the credit of a picture."""
    return 3 <= line.n_words <= _CAPTION and not line.cues and not line.stamps and is_credit(below) and not is_byline(line)


def _twin(lines: Sequence[Line], i: int) -> int | None:
    """The line within three that says the same, or the same with a credit of a few words glued on."""
    line = lines[i]
    if line.n_words < 5 or (line.cues and line.n_words < 12):
        return None
    for j in range(i + 1, min(i + 4, len(lines))):
        other = lines[j].text
        if other.startswith(line.text) and len(other[len(line.text) :].split()) <= 6:
            closed = line.text.endswith((".", "!", "…")) or _split_credit(line) is not None
            return j if closed else None
    return None


def _add_twins(line: Line, other: Line, reading: Reading) -> bool:
    """Drop the second of two alike; whether the first is a caption: only captions are doubled with a credit."""
    cut = _split_credit(line)
    rest = other.text[len(line.text) :]
    stop = other.start + len(line.text)
    captioned = cut is not None or bool(rest.strip())
    reason = "the caption is printed twice" if captioned else "printed twice"
    reading.wastes.append(Waste(kind="duplicate", start=other.start, end=stop, reason=reason, twin=line.start))
    if captioned:
        end = line.end if cut is None else line.start + cut[0]
        reading.pieces.append(Piece(kind="caption", start=line.start, end=end))
    if cut is not None:
        reading.pieces.append(Piece(kind="credit", start=line.start + cut[1], end=line.start + cut[2]))
    if rest.strip():
        reading.pieces.append(Piece(kind="credit", start=stop + len(rest) - len(rest.lstrip()), end=other.end))
    return captioned


def _split_credit(line: Line) -> tuple[int, int, int] | None:
    """Offsets in the line: end of the words, start and end of the credit that closes them."""
    near_end = max(0, len(line.folded) - 130)
    if line.text[-1] not in ")]" and not line.marks & Mark.PHOTO and "©" not in line.text:
        return None
    bracket = _BRACKET_CREDIT.search(line.text, near_end) or _named_bracket().search(line.folded, near_end)
    named = bracket is not None and any(c.isupper() for c in line.text[bracket.start() :])
    if bracket and named and bracket.start() > 0 and len(line.text) == len(line.folded):
        return bracket.start(), bracket.start("credit"), bracket.start("credit") + len(bracket["credit"].rstrip())
    if line.n_words > 70:
        return None
    tail = _credit_tail().search(line.folded)
    if tail and tail.start() > 0:
        name = line.text[tail.start("credit") :]
        if any(c.isupper() for c in name[1:]):
            return len(line.text[: tail.start()].rstrip()), tail.start("credit"), len(line.text)
    return None


def _add_credited(lines: Sequence[Line], i: int, cut: tuple[int, int, int], reading: Reading) -> None:
    line = lines[i]
    words = line.text[: cut[0]].rstrip()
    origin = next((o for o in lines[max(0, i - 30) : i] if o.text == words), None)
    if origin is not None:
        waste = Waste(
            kind="duplicate", start=line.start, end=line.start + len(words), reason="a picture's text repeats the title", twin=origin.start
        )
        reading.wastes.append(waste)
    else:
        reading.pieces.append(Piece(kind="caption", start=line.start, end=line.start + len(words)))
    reading.pieces.append(Piece(kind="credit", start=line.start + cut[1], end=line.start + cut[2]))


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of(gather('verbs'))}|\w+(?:erent|aient|era|eront|ait))(?![^\W_])")


def _add_neighbours(lines: Sequence[Line], done: set[int], reading: Reading) -> set[int]:
    """A verbless sentence beside a picture credit, above the text, is the caption of that picture; under it and over a byline, any."""
    out: set[int] = set()
    captions = {p.start for p in reading.pieces if p.kind == "caption"}
    credits = sorted(p.start for p in reading.pieces if p.kind == "credit")
    credited = {i for i in done if (at := bisect_left(credits, lines[i].start)) < len(credits) and credits[at] < lines[i].end}
    captioned = {i for i in done if lines[i].start in captions}
    for i in sorted(credited - captioned):
        for j in (i + 1, i - 1):
            if not 0 <= j < len(lines) or j in done | out or (lines[j].gap and j == i + 1) or (j == i - 1 and lines[i].gap):
                continue
            line = lines[j]
            alone = j == i + 1 < len(lines) - 2 and line.n_words <= 25 and not line.stamps and _heads(lines[j + 1 : j + 3])
            verbless = 4 <= line.n_words <= 45 and line.ends and (alone or not _verbs().search(line.folded))
            if verbless and not line.cues and not line.text.endswith("?"):
                reading.pieces.append(Piece(kind="caption", start=line.start, end=line.end))
                out.add(j)
                break
    return out


def _heads(lines: Sequence[Line]) -> bool:
    """Whether a stamp or byline follows, a name or label before it allowed: then what stands above is no text yet."""
    return any(stamp_only(line) or is_byline(line) for line in (lines if lines[0].n_words <= 4 and not lines[0].ends else lines[:1]))
