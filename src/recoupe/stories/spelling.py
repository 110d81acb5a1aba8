"""Names -> keys that spelling variants share: hyphens, case and accents, ways of transcribing other alphabets; and edit distance."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from recoupe.text import fold

PARTICLES = frozenset(("al", "el", "as", "ben", "bin", "ibn", "abou", "abu", "de", "du", "d", "di", "da", "la", "le", "von", "van"))

# What French, English and German write differently for the same sound of another alphabet; longest first.
_SOUNDS = (
    ("tsch", "S"), ("tch", "S"), ("sch", "S"), ("zh", "J"), ("ch", "S"), ("sh", "S"), ("cz", "S"), ("dj", "J"), ("kh", "k"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("qu", "k"), ("oo", "u"), ("ou", "u"), ("oe", "o"), ("ee", "i"),
    ("ai", "e"), ("ay", "e"), ("ei", "e"), ("ey", "e"), ("aa", "a"), ("x", "ks"), ("w", "v"), ("y", "i"), ("q", "k"), ("c", "k"),
)  # fmt: skip
_HARD_G = re.compile(r"gu(?=[eiy])")
_SOFT_C = re.compile(r"c(?=[eiy])")
_VOWELS = re.compile(r"[aeiou]+")


@lru_cache(maxsize=65536)
def name_tokens(form: str) -> tuple[str, ...]:
    """Folded words of a name, hyphens, points and apostrophes apart."""
    return tuple(t for t in re.split(r"[\W_]+", fold(form)) if t)


@lru_cache(maxsize=65536)
def core_tokens(form: str) -> tuple[str, ...]:
    """The words of a name without particles, unless there is nothing else."""
    tokens = name_tokens(form)
    return tuple(t for t in tokens if t not in PARTICLES) or tokens


@lru_cache(maxsize=65536)
def sound_key(token: str) -> str:
    """Key that transcriptions of one word share: ``choulgine`` and ``shulgin``; short words stay as they are."""
    if len(token) < 4 or any(c.isdigit() for c in token):
        return token
    key = _SOFT_C.sub("s", _HARD_G.sub("g", token))
    for written, sound in _SOUNDS:
        key = key.replace(written, sound)
    key = key.replace("j", "J").replace("g", "J")
    key = re.sub(r"(.)\1+", r"\1", key)
    key = re.sub(r"(?<=[^aeiou])h|h(?=[^aeiou])|h$", "", key)
    key = key.removesuffix("e") if len(key) > 4 else key
    key = re.sub(r"v$", "f", key)
    return re.sub(r"i+$", "i", key)


@lru_cache(maxsize=65536)
def skeleton(token: str) -> str:
    """A sound key with each run of vowels as one mark: what vowelless alphabets leave fixed."""
    return _VOWELS.sub("a", sound_key(token))


def edit_distance(a: str, b: str, most: int = 3) -> int:
    """Letters to put in, leave out, change or swap with a neighbour between two words; ``most`` + 1 where there are more."""
    return int(OSA.distance(a, b, score_cutoff=most))


def near_tokens(a: str, b: str) -> bool:
    """Whether one word may be the other misspelt: one letter off from three letters on, two from nine on; never with digits."""
    if a == b:
        return True
    if any(c.isdigit() for c in a + b) or min(len(a), len(b)) < 3:
        return False
    most = 2 if min(len(a), len(b)) >= 9 else 1
    return edit_distance(a, b, most) <= most


def is_misspelling(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names differ in one word alone, and there by a slip; a name of one word must have six letters."""
    if len(a) != len(b):
        joined, other = "".join(a), "".join(b)
        return joined == other
    if len(a) == 1 and min(len(a[0]), len(b[0])) < 6:
        return False
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(odd) == 1 and near_tokens(*odd[0])


def same_sound(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names are transcriptions of one: equal sound keys in any order, or equal but for vowels in one long word."""
    if len(a) != len(b):
        return False
    if sorted(map(sound_key, a)) == sorted(map(sound_key, b)):
        return True
    odd = [(x, y) for x, y in zip(a, b, strict=True) if sound_key(x) != sound_key(y)]
    if len(odd) != 1:
        return False
    x, y = odd[0]
    return min(len(x), len(y)) >= 5 and skeleton(x) == skeleton(y) and edit_distance(sound_key(x), sound_key(y), 2) <= 2
