"""What one cue reports, as token ranges of its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.annotate.sources import Source


@dataclass(frozen=True, slots=True)
class Report:
    """Scope, cue and ``region`` (source, cue and the words of time and place beside them) as token ranges, both ends included.

    ``before`` are sources nearer to the fact than ``source``, ``further`` those it came through.
    """

    scope: tuple[int, int]
    cue: tuple[int, int]
    region: tuple[int, int]
    source: Source
    verb: str
    pattern: str
    negated: bool = False
    further: tuple[Source, ...] = ()
    before: tuple[Source, ...] = ()
