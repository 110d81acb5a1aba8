"""What is known of an article when its claims are sought: the parse and all that was found in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.annotate.chronology import DatedLine, find_dated_lines, line_at
from recoupe.annotate.engine import Parse
from recoupe.records import Attribution, Mention, Quotation, Span, TimeExpression


@dataclass(frozen=True, slots=True)
class Notes:
    """What is already known of the article when its claims are sought."""

    parse: Parse
    mentions: Sequence[Mention]
    times: Sequence[TimeExpression]
    attributions: Sequence[Attribution]
    quotations: Sequence[Quotation]
    near_times: Sequence[int] = ()
    dated_lines: Sequence[DatedLine] = ()


class Nearby:
    """What stands in or over a stretch of text, found without looking at all of it."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._dated_lines = find_dated_lines(notes.times, notes.parse.article.text)
        self._mentions = _Sorted([(m.start, m.end) for m in notes.mentions])
        self._times = _Sorted([(t.start, t.end) for t in notes.times])
        self._attributions = _Sorted([_extent(a) for a in notes.attributions])
        self._quotations = _Sorted([(q.passage.start, q.passage.end) for q in notes.quotations])

    def at(self, span: Span) -> Notes:
        """The same notes with only what meets a span; times keep their places in ``times``."""
        notes = self._notes
        return Notes(
            parse=notes.parse,
            mentions=[notes.mentions[n] for n in self._mentions.meeting(span)],
            times=notes.times,
            attributions=[notes.attributions[n] for n in self._attributions.meeting(span)],
            quotations=[notes.quotations[n] for n in self._quotations.meeting(span)],
            near_times=self._times.meeting(span),
            dated_lines=[line] if (line := line_at(self._dated_lines, span.start)) else [],
        )


class _Sorted:
    """Spans by start, with the longest known, so that a look-up reads only its neighbourhood."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._rows = sorted((start, end, n) for n, (start, end) in enumerate(spans))
        self._starts = [start for start, _, _ in self._rows]
        self._longest = max((end - start for start, end, _ in self._rows), default=0)

    def meeting(self, span: Span) -> list[int]:
        """Places of the spans that share at least one character with ``span``, or touch it, in their own order."""
        low, high = bisect_left(self._starts, span.start - self._longest), bisect_right(self._starts, span.end)
        return sorted([n for _, end, n in self._rows[low:high] if end >= span.start]) if low < high else []


def _extent(attribution: Attribution) -> tuple[int, int]:
    cue = attribution.cue or attribution.scope
    return min(attribution.scope.start, cue.start), max(attribution.scope.end, cue.end)
