"""Lines with their body mark -> kept pieces and dropped waste: titles, lead, captions, credits, stamps, bylines, signatures, datelines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recoupe.read.assemble import Piece, Waste
from recoupe.read.captions import find_captions, is_pictured
from recoupe.read.dateline import line_dateline, whole_dateline
from recoupe.read.dump import Marks
from recoupe.read.lines import Line
from recoupe.read.reading import Reading
from recoupe.read.signature import Signer, byline_agencies, closing_signature, signature_line
from recoupe.read.stamps import before_role, is_role
from recoupe.read.standfirst import find_standfirst
from recoupe.read.titles import find_kicker, find_titles, is_byline, is_furniture, stamp_only
from recoupe.records import BlockKind, DropKind

_REASONS: dict[DropKind, str] = {
    "consent": "asks for consent to cookies", "newsletter": "offers a newsletter", "comments": "readers' comments",
    "related": "points to other articles", "share": "share and follow buttons", "legal": "legal or service notice",
    "player": "player or reading-aloud notice", "navigation": "site navigation", "duplicate": "printed twice",
    "other": "no part of the article's text",
}  # fmt: skip


def sort_parts(lines: Sequence[Line], marks: Marks, month_first: bool = False, url: str | None = None) -> Reading:
    """Give every line its kind, or the reason for which it is dropped; the words of ``url`` help to know the headline."""
    reading = Reading(pieces=[], wastes=[], titles=[], stamps=[], signers=[], bylines=[])
    body = marks.body
    last = max((i for i, b in enumerate(body) if b), default=0)
    done = find_captions(lines, marks, last, reading)
    kept = [i for i, b in enumerate(body) if b and i not in done and not stamp_only(lines[i])]
    first = next((i for i in kept if _is_closed(lines[i])), kept[0] if kept else 0)
    titles = find_titles(lines, body, first, done, url)
    kicker = find_kicker(lines, titles, done)
    standfirst = find_standfirst(lines, marks, titles, first, done)
    top = _top_of_head(lines, titles, first, done)
    lead_open = standfirst is None
    for i, line in enumerate(lines):
        if i in done:
            continue
        if i == standfirst:
            add_text(line, "paragraph", True, reading, month_first)
        elif i in titles:
            piece = _piece("title", line)
            reading.pieces.append(piece)
            reading.titles.append(piece)
        elif i == kicker:
            reading.pieces.append(_piece("kicker", line))
        elif titles and titles[-1] < i < first and i + 1 in done and not body[i] and is_pictured(line, lines[i + 1]):
            reading.pieces.append(_piece("caption", line))
        elif titles and i < titles[0] and line.folded == lines[titles[0]].folded:
            reading.wastes.append(
                Waste(kind="duplicate", start=line.start, end=line.end, reason=_REASONS["duplicate"], twin=lines[titles[0]].start)
            )
        elif body[i] and is_text(line, month_first) and not ((i <= first + 1 or i >= last) and _is_signed(line)):
            lead_open = add_text(line, text_kind(line), lead_open and i <= first, reading, month_first) and lead_open
        elif not _add_mark(lines, i, (top, first, last), reading, month_first):
            reading.wastes.append(waste_of(lines, i, first, last, reading))
    return reading


def _is_signed(line: Line) -> bool:
    """Whether a line at an end of the text is a byline or names an agency and nothing more."""
    return is_byline(line) or bool(signature_line(line))


def _is_closed(line: Line) -> bool:
    """Whether a line ends as a sentence does, or is a quotation, or is too long for a headline."""
    quoted = line.text[0] in '«“"' and line.text[-1] in '»”"'
    stopped = line.text.rstrip("»”\"'’ \u00a0\u202f)")[-1:] in (".", "!", "…", "?")
    return line.n_words >= 6 and not line.bullet and (stopped or (quoted and line.n_words > 14) or line.n_words >= 25)


def is_text(line: Line, month_first: bool) -> bool:
    """Whether a line is more than a dateline or a stamp."""
    return whole_dateline(line, month_first) is None and (not stamp_only(line) or _is_entry(line))


def _is_entry(line: Line) -> bool:
    """Whether a date opens a line of a chronology, which tells something under it."""
    stamp = line.stamps[0]
    return line.ends and stamp.start == 0 and stamp.role == "unknown" and len(line.text[line.stamps[-1].end :].split()) > _ENTRY


def _piece(kind: BlockKind, line: Line) -> Piece:
    return Piece(kind=kind, start=line.start, end=line.end)


# ------------------------------------------------------------------ text


def add_text(line: Line, kind: BlockKind, lead: bool, reading: Reading, month_first: bool) -> bool:
    """Add a line of text as its blocks, a glued dateline and a closing signature apart; whether the lead is still to come."""
    start, end = line.start, line.end
    opening = line_dateline(line, month_first)
    if opening and opening.end < len(line.text) - 20:
        start = line.start + opening.end
        mark = line.text[: opening.end].rstrip(" -–—−")
        reading.pieces.append(Piece(kind="dateline", start=line.start, end=line.start + len(mark)))
        if reading.dateline is None:
            reading.dateline = (line, opening)
        reading.signers += [_shift(s, line) for s in opening.agencies]
    closing = closing_signature(line.text)
    if closing and closing[0] > 0:
        at = line.start + closing[0] + len(line.text[closing[0] :]) - len(line.text[closing[0] :].lstrip())
        stop = line.start + len(line.text[: closing[0]].rstrip())
        if stop > start:
            reading.pieces.append(Piece(kind="signature", start=at, end=end))
            reading.signers += [_shift(s, line) for s in closing[1]]
            end = stop
    if lead and kind in ("paragraph", "quote") and line.n_words >= 8:
        kind = "lead"
    reading.pieces.append(Piece(kind=kind, start=start, end=end))
    return lead and kind != "lead"


def text_kind(line: Line) -> BlockKind:
    """What a line of text is: list item, quotation, subheading or paragraph."""
    if line.bullet:
        return "list"
    closing = closing_signature(line.text)
    text = line.text if closing is None or closing[0] == 0 else line.text[: closing[0]].rstrip()
    quoted = text[0] in '«“"' and text[-1] in '»”"' and not re.search(r'(?s)[»”].+[«“]|"', text[1:-1])
    if quoted and line.n_words > 12:
        return "quote"
    if line.n_words <= 16 and not text.endswith((".", "!", "…", ":", ";", ",")):
        return "subheading"
    return "paragraph"


def _shift(signer: Signer, line: Line) -> Signer:
    return Signer(signer.name, signer.start + line.start, signer.end + line.start)


# ------------------------------------------------------------------ stamps, bylines, signatures

_HEAD = 12  # lines
_ENTRY = 3  # words
_TWEET = re.compile(r"\(@\w{1,30}\)")


def _top_of_head(lines: Sequence[Line], titles: Sequence[int], first: int, done: set[int]) -> int:
    """The line from which on marks belong to the article: twelve above its text, stamps, notices and short labels not counted."""
    top = first - _HEAD
    if not titles or titles[-1] + 1 >= top:
        return top
    counted = sum(not is_furniture(lines, i, done) for i in range(top, first))
    while titles[-1] + 1 < top and (counted := counted + (not is_furniture(lines, top - 1, done))) <= _HEAD:
        top -= 1
    return top


def _add_mark(lines: Sequence[Line], i: int, bounds: tuple[int, int, int], reading: Reading, month_first: bool) -> bool:
    """Keep a stamp, byline, dateline or signature that stands in the head of the article or right after its body."""
    line = lines[i]
    top, first, last = bounds
    head, foot = top <= i <= first + 2, last < i
    if not (head or i <= first + 3 or i == last + 1 or line.stamps):
        return foot and _add_signature(lines, i, last, reading)
    barred = line.cued("comments", "related", "consent", "newsletter", "legal")
    opening = whole_dateline(line, month_first) if i <= first + 3 and reading.dateline is None else None
    if opening:
        reading.pieces.append(_piece("dateline", line))
        reading.dateline = (line, opening)
        reading.signers += [_shift(s, line) for s in opening.agencies]
        return True
    near = i >= first - _HEAD or any(s.role != "unknown" for s in line.stamps)
    if stamp_only(line) and not line.bullet and ((head and near) or i == last + 1):
        return add_stamp(line, reading)
    if head and near and not barred and line.stamps and line.n_words <= 10 and not line.ends:
        reading.pieces.append(_piece("stamp", line))
        return True
    if _TWEET.search(line.text) and line.dated and not barred:
        reading.pieces.append(_piece("credit", line))
        return True
    if (foot or head) and _add_signature(lines, i, last, reading):
        return True
    if (head or i == last + 1) and not barred and is_byline(line):
        reading.pieces.append(_piece("byline", line))
        if line.text[0] != "(":
            reading.bylines.append(re.sub(r"^\W*(?:par|by)\s+", "", line.text, flags=re.IGNORECASE).strip())
        reading.signers += [_shift(s, line) for s in byline_agencies(line.text)[0]]
        return True
    return False


def _add_signature(lines: Sequence[Line], i: int, last: int, reading: Reading) -> bool:
    signers = signature_line(lines[i])
    if not signers or _in_foreign_zone(lines, i, last):
        return False
    reading.pieces.append(_piece("signature", lines[i]))
    reading.signers += [_shift(s, lines[i]) for s in signers]
    return True


def _in_foreign_zone(lines: Sequence[Line], i: int, last: int) -> bool:
    return any(lines[j].cued("comments", "related") for j in range(last + 1, i))


def add_stamp(line: Line, reading: Reading) -> bool:
    """Add a stamp line as its blocks, the byline before it apart; always true."""
    first, final = line.stamps[0], line.stamps[-1]
    ahead = line.text[: first.start].rstrip(" •|·-–—,(")
    opening = first.start
    if is_role(ahead):
        name = before_role(ahead).rstrip(" •|·-–—,(")
        opening = ahead.find(ahead[len(name) :].lstrip(" •|·-–—,(")) if byline_agencies(name)[0] and not is_role(name) else 0
        if opening:
            reading.pieces.append(Piece(kind="byline", start=line.start, end=line.start + len(name)))
            reading.signers += [_shift(s, line) for s in byline_agencies(name)[0]]
    elif len(ahead) > 2:
        reading.pieces.append(Piece(kind="byline", start=line.start, end=line.start + len(ahead)))
        signers, outlet = byline_agencies(ahead)
        reading.signers += [_shift(s, line) for s in signers]
        reading.outlet = reading.outlet or outlet
    reading.pieces.append(Piece(kind="stamp", start=line.start + opening, end=line.start + final.end))
    reading.stamps += [(line, stamp) for stamp in line.stamps]
    return True


# ------------------------------------------------------------------ waste

_CUE_DROPS: tuple[DropKind, ...] = ("consent", "newsletter", "comments", "related", "player", "share", "legal", "navigation")


def waste_of(lines: Sequence[Line], i: int, first: int, last: int, reading: Reading) -> Waste:
    """A line that is dropped, with its kind by the cue words it or the lines before it speak."""
    line = lines[i]
    spoken = [kind for kind in _CUE_DROPS if line.cues.get(kind, 0) > 0.2] if line.cues else []
    kind: DropKind
    previous = reading.wastes[-1] if reading.wastes else None
    if spoken:
        kind = max(spoken, key=lambda k: line.cues[k])
    elif previous and previous.kind in ("comments", "related", "newsletter", "consent") and i > 0 and previous.end == lines[i - 1].end:
        kind = previous.kind
    elif i < first and line.n_words < 8:
        kind = "navigation"
    else:
        kind = "other"
    return Waste(kind=kind, start=line.start, end=line.end, reason=_REASONS[kind])
