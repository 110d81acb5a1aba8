"""What is known of an article when its claims are sought: the parse and all that was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.annotate.engine import Parse
from recoupe.records import Attribution, Mention, Quotation, TimeExpression


@dataclass(frozen=True, slots=True)
class Notes:
    """What is already known of the article when its claims are sought."""

    parse: Parse
    mentions: Sequence[Mention]
    times: Sequence[TimeExpression]
    attributions: Sequence[Attribution]
    quotations: Sequence[Quotation]
