"""What one line of a tag-less page looks like: the features of the line model that need no neighbour."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache

from recoupe.read.lines import LOOK, Line
from recoupe.read.words import CUE_KINDS, any_of, first_words, gather

_CAPITAL = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")
_GLUED = re.compile(r"[a-zà-öø-ÿ.!?][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20}\s")
_STOP = re.compile(r"[.!?…](?:[»”\"')]|\s[»”])?\s+[«“\"'(]?\s?[^\W\d_]")
_DIGIT = re.compile(r"\d")
_LINK = re.compile(r"https?://|www\.|\w@\w+\.\w")
_SIGNS = frozenset(":/©([")
_COUNTER = re.compile(r"\W*\D{0,12}\d+\s*(?:/|of|sur|de|von|di)[\s/]*\d+\W*$")

OWN = (
    "words", "letters", "word_length", "very_short", "title_length", "long",
    "ends", "sentences", "small", "small_none", "capitals", "upper", "digits", "number_first",
    "bullet", "gap", "bars", "link", "dated", "clock", "question", "exclaims", "trails_off", "quoted", "address",
    "speaker", "glued", "lower_start", "colon", "colon_inside", "comma", "verbs",
    "headline", "credit", "credit_inside", "counter", "pictured",
    "cue", *(f"cue_{kind}" for kind in CUE_KINDS), *(f"long_cue_{kind}" for kind in CUE_KINDS),
)  # fmt: skip


@cache
def _speaker() -> frozenset[str]:
    return frozenset(gather("speaker"))


@cache
def _address() -> frozenset[str]:
    return frozenset(gather("address"))


@cache
def _credit_words() -> frozenset[str]:
    return first_words(gather("credit"))


@cache
def _pictured_words() -> frozenset[str]:
    return first_words(gather("caption"))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(gather("verbs"))


@lru_cache(maxsize=100_000)
def _is_verb(word: str) -> bool:
    return word in _verbs() or (len(word) > 4 and word.endswith(("erent", "aient", "era", "eront", "ait")))


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(gather('credit'))})\s*(?:[:/©]|by\b|par\b|$)|\W*©")


@cache
def _credit_inside() -> re.Pattern[str]:
    words = any_of((*gather("credit"), *gather("photo_source")))
    return re.compile(rf"[\s(\[.|](?:(?:{words})\s*[:/©]|©)\s*\S[^.:?!]{{1,60}}$|[(\[][^()\[\]]{{2,40}}(?:/| via )[^()\[\]]{{2,40}}[)\]]$")


@cache
def _pictured() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of(gather('caption'))})(?![^\W_])")


def own_features(line: Line) -> list[float]:
    """The features of one line alone, in the order of OWN."""
    n, text, folded, cues = line.n_words, line.text[:LOOK], line.folded, line.cues
    size = len(text)
    short = n < 15
    digits = len(_DIGIT.findall(text)) / size if _DIGIT.search(text) else 0.0
    sentences = min(1.0, len(_STOP.findall(text)) / 3) if n > 3 else 0.0
    whole = [cues.get(kind, 0.0) if short else 0.0 for kind in CUE_KINDS] if cues else _NO_CUES
    inside = [0.0 if short else cues.get(kind, 0.0) for kind in CUE_KINDS] if cues else _NO_CUES
    spoken = sum(map(_speaker().__contains__, line.words))
    addressed = sum(map(_address().__contains__, line.words))
    credit = n <= 20 and (not line.words or line.words[0] in _credit_words() or "©" in text) and _credit().match(folded)
    credited = n <= 70 and not _SIGNS.isdisjoint(text) and _credit_inside().search(folded, max(0, size - 130))
    pictured = n <= 70 and not _pictured_words().isdisjoint(line.words) and _pictured().search(folded)
    return [
        math.log1p(n) / 5, math.log1p(size) / 7, min(2.0, size / (8 * n + 1)), n <= 3, 4 <= n <= 14, min(1.0, n / 40),
        line.ends, sentences, line.small, line.small < 0.08, min(1.0, len(_CAPITAL.findall(text)) / (n or 1)),
        text.isupper(), digits, text[0].isdigit(),
        line.bullet, line.gap, text.count("|") > 1, ("." in text or "/" in text) and _LINK.search(text) is not None, short and line.dated,
        short and bool(line.stamps), text.endswith("?"), text.endswith("!"), text.endswith(("...", "…")), text[0] in "«“\"„'‘",
        min(1.0, 4 * addressed / (n + 4)), min(1.0, 4 * spoken / (n + 4)), min(1.0, len(_GLUED.findall(text)) / 2) if n > 1 else 0.0,
        text[0].islower(), text.endswith(":"), ":" in text[:40],
        min(1.0, text.count(", ") / 3), min(1.0, 8 * sum(map(_is_verb, line.words)) / (n + 4)), 5 <= n <= 22 and not line.ends,
        bool(credit), bool(credited), n <= 6 and digits > 0 and _COUNTER.match(folded) is not None, bool(pictured),
        max(cues.values(), default=0.0), *whole, *inside,
    ]  # fmt: skip


_NO_CUES = [0.0] * len(CUE_KINDS)
