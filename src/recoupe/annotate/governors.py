"""Time expressions whose near words do not tell a direction take that of the verb that governs them in the parse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from recoupe.annotate.doubt import find_tense, is_clause_head
from recoupe.annotate.engine import Parse
from recoupe.annotate.times import DIRECTED
from recoupe.annotate.tokens import ParsedSentence, Token
from recoupe.records import Meaning, Tense, TimeExpression

_SIDES: dict[Tense, str] = {
    "past": "past", "pluperfect": "past", "imperfect": "past", "future": "future", "future_in_past": "future", "conditional": "future",
}  # fmt: skip
_STEPS = 6  # governors looked at: beyond them the verb is another clause's


def direct_times(times: Sequence[TimeExpression], parse: Parse) -> tuple[TimeExpression, ...]:
    """The expressions, those without a direction with the side and the word of their governing verb; a present tells none."""
    sentences = [s for s in parse.sentences() if len(s)]
    out = []
    for time in times:
        fields = time.meaning.fields
        if time.meaning.shape in DIRECTED and "tense" not in fields and "rel" not in fields and "year" not in fields:
            at = bisect_right(sentences, time.start, key=lambda sentence: sentence.start) - 1
            verb = _governor(sentences[at], time) if at >= 0 else None
            side = _SIDES.get(find_tense(verb, parse.language)) if verb is not None else None
            if verb is not None and side:
                time = replace(
                    time, meaning=Meaning(shape=time.meaning.shape, fields={**fields, "tense": side, "cue": verb.text, "loose": 1})
                )
        out.append(time)
    return tuple(out)


def _governor(sentence: ParsedSentence, time: TimeExpression) -> Token | None:
    """The nearest predicate above an expression."""
    token = sentence.at(time.start)
    for _ in range(_STEPS):
        if token is None or is_clause_head(token):
            return token
        token = token.head if token.head is not token else None
    return None
