"""Claims and quotations get their times: from their own expressions, else from the date the narrative stands at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from recoupe.annotate.bounds import has_open_time, speaks, tells_of_occasion
from recoupe.annotate.chronology import DatedLine, find_dated_lines, line_at
from recoupe.annotate.engine import language_of
from recoupe.annotate.times import time_of
from recoupe.calendar import published_at
from recoupe.records import Article, Claim, Quotation, Span, Time, TimeExpression

_PAST = ("past", "pluperfect")
_BESIDE = ("caption", "title", "subheading")
_HEADS = ("title", "lead")
_EXACT = ("day", "hour", "minute")


def date_claims(claims: Sequence[Claim], times: Sequence[TimeExpression], article: Article, sentences: Sequence[Span]) -> tuple[Claim, ...]:
    """Each claim with `time` and `said_at`; a past claim without a date takes the last day the body told before it.

    A verb of speech in the present, in a headline or lead, is said on the day of publication.
    """
    out = []
    told = _Told()
    lines = find_dated_lines(times, article.text)
    blocks = _Blocks(article)
    for claim in claims:
        own = _time(claim.time_ref, times, article) or _of_line(claim, lines, article)
        said = _time(claim.said_ref, times, article)
        block = blocks.at(claim.passage.start)
        kind = article.blocks[block].kind if block >= 0 else None
        stands = _stands(claim, told, block, times, article, sentences)
        out.append(_dated(claim, own, said, stands, kind, article))
        if kind not in _BESIDE:
            told = _move(told, claim, own, said, block)
    return tuple(out)


def _of_line(claim: Claim, lines: Sequence[DatedLine], article: Article) -> Time | None:
    line = line_at(lines, claim.passage.start)
    if line is None or claim.tense in ("future", "pluperfect"):
        return None
    return replace(time_of(line.opening, article.id), basis="narrative", rule=f"{line.opening.rule}; the date that opens the line")


class _Told(NamedTuple):
    """Where the narrative stands: the last exact day of its main line, and the last date of any kind."""

    day: Time | None = None
    any: Time | None = None
    block: int | None = None
    provisional: bool = False


def _move(told: _Told, claim: Claim, own: Time | None, said: Time | None, block: int) -> _Told:
    if own is not None and own.first_day and claim.tense in (*_PAST, "imperfect", "present"):
        told = told._replace(any=own, block=block)
        if own.precision in _EXACT and (told.day is None or (claim.tense == "past" and (told.provisional or not _older(own, told.day)))):
            return _Told(own, own, block)
    elif said is not None and said.first_day and said.precision in _EXACT and told.day is None:
        return _Told(said, said, block, True)
    return told


def date_quotations(quotations: Sequence[Quotation], times: Sequence[TimeExpression], article: Article) -> tuple[Quotation, ...]:
    """Each quotation with the time at which it was said, where its cue tells."""
    return tuple(replace(q, said_at=_time(q.said_ref, times, article)) for q in quotations)


def _stands(
    claim: Claim, told: _Told, block: int, times: Sequence[TimeExpression], article: Article, sentences: Sequence[Span]
) -> Time | None:
    """The date told before that a claim without one takes; none where it speaks of another time without saying which day."""
    at = bisect_right(sentences, claim.passage.start, key=lambda sentence: sentence.start) - 1
    start = sentences[at].start if at >= 0 else claim.passage.start
    vague = claim.time_ref is None and has_open_time(claim, times, article.text, language_of(article))
    if vague or tells_of_occasion(claim, article.text, start, language_of(article)):
        return None
    aside = told.block == block and told.any is not None and told.any.precision in _EXACT
    return told.any if claim.tense == "pluperfect" or aside else told.day


def _dated(claim: Claim, own: Time | None, said: Time | None, stands: Time | None, kind: str | None, article: Article) -> Claim:
    past = claim.tense in _PAST
    if own is None and said is None and past and speaks(claim, article.text):
        said = _inherited(stands)
    elif own is None and said is None and past and kind not in _BESIDE and claim.quotation is None:
        own = _inherited(stands)
    if said is None and claim.verb is not None:
        if own is not None and past:
            said = None
        elif kind in _HEADS and claim.tense in ("present", "future", "none") and (published := published_at(article, claim.passage.start)):
            said = _day_of(published)
        elif not any(hedge.kind == "conditional" for hedge in claim.hedges):  # hearsay is told beside the narrative: its day stays blank
            said = _inherited(stands)
    return replace(claim, time=own, said_at=said)


def _older(time: Time, told: Time | None) -> bool:
    """A look back does not move the day at which the narrative stands."""
    return told is not None and bool(told.first_day and time.first_day) and time.first_day < told.first_day  # type: ignore[operator]


def _inherited(told: Time | None) -> Time | None:
    if told is None:
        return None
    anchor = f"the last date told before, {told.first_day}"
    return replace(told, basis="narrative", anchor=anchor, rule="no date of its own")


def _day_of(published: Time) -> Time | None:
    if published.first_day is None or published.precision not in _EXACT:
        return None
    return Time(
        value=published.first_day,
        first_day=published.first_day,
        last_day=published.last_day or published.first_day,
        precision="day",
        basis="publication",
        anchor=f"publication date {published.first_day}",
        rule="said in the present in the headline",
        passages=published.passages,
    )


def _time(index: int | None, times: Sequence[TimeExpression], article: Article) -> Time | None:
    return time_of(times[index], article.id) if index is not None and index < len(times) else None


class _Blocks:
    """The blocks of an article, in order and apart, by the offsets they hold."""

    def __init__(self, article: Article) -> None:
        self._blocks = article.blocks
        self._starts = [b.start for b in article.blocks]

    def at(self, offset: int) -> int:
        """Place of the block that holds an offset, or -1."""
        n = bisect_right(self._starts, offset) - 1
        return n if n >= 0 and offset < self._blocks[n].end else -1
