"""Spans over text: offset-keeping folding, words, quotation marks and sentence rules. The only code that does span arithmetic."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import numpy as np

from recoupe.records import Span

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼ´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\u3000\t", " "),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)


_WORD_PART = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_QUOTE_MARKS = re.compile("[«»“”„\"'‘’\n]")
_CLOSERS = {"«": "»", "“": "”", '"': '"', "„": "“"}


_LONG = 150  # characters from which on the table beats ``str.translate``
_BATCH = 1_000_000


class _Table(dict[int, str]):
    """Code point -> the letter it is folded to, filled as letters are met; ``str.translate`` takes it, long texts go through an array."""

    def __init__(self, fold_letter: Callable[[str], str]) -> None:
        super().__init__()
        self._fold_letter = fold_letter
        self._codes = np.zeros(0x110000, np.uint32)  # 0 where not met yet

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold_letter(chr(code))
        self._codes[code] = ord(folded)
        return folded

    def fold(self, text: str) -> str:
        """Every letter of a text folded."""
        if len(text) < _LONG:
            return text.translate(self)
        return "".join([self._fold_long(text[at : at + _BATCH]) for at in range(0, len(text), _BATCH)])

    def _fold_long(self, text: str) -> str:
        codes = code_points(text)
        folded = self._codes[codes]
        if not folded.all():
            for code in np.unique(codes[folded == 0]).tolist():
                self[code]
            folded = self._codes[codes]
        return str(folded.tobytes(), "utf-32-le", "surrogatepass")


def fold_marks(text: str) -> str:
    """Fold typographic quotes, apostrophes, dashes and spaces to ASCII ones; every code point keeps its offset."""
    return _fold_ascii(text) if text.isascii() else _MARKS.fold(text)


def fold(text: str) -> str:
    """Lower-case, accent-free, with typography folded; one code point for one, so offsets in ``text`` still hold."""
    if text.isalpha() and text.isascii():
        return text.lower()
    return _fold_ascii(text).lower() if text.isascii() else _LETTERS.fold(text)


def _fold_ascii(text: str) -> str:
    return text.replace("`", "'").replace("\t", " ")


def _fold_mark(letter: str) -> str:
    return letter.translate(_TYPOGRAPHY)


def _fold_letter(letter: str) -> str:
    marked = _fold_mark(letter)
    if marked.isascii() and not marked.isupper():
        return marked
    plain = unicodedata.normalize("NFKD", marked)
    bare = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return bare if len(bare) == 1 else (marked.lower() if len(marked.lower()) == 1 else marked)


_MARKS, _LETTERS = _Table(_fold_mark), _Table(_fold_letter)


def code_points(text: str) -> np.ndarray:
    """The code points of a text as whole numbers of 32 bits."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def words(text: str) -> list[str]:
    """Folded words of a text, hyphens and inner apostrophes split away."""
    return _WORD_PART.findall(fold(text))


def word_spans(text: str) -> list[Span]:
    """Spans of the words of a text; a hyphenated or elided group is one word."""
    return [Span(start=m.start(), end=m.end()) for m in _WORD.finditer(text)]


def overlap(a: Span, b: Span) -> int:
    """Number of code points that two ranges share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def contains(outer: Span, inner: Span) -> bool:
    """Whether ``inner`` lies wholly in ``outer``."""
    return outer.start <= inner.start and inner.end <= outer.end


def strip_span(text: str, start: int, end: int, also: str = "") -> Span:
    """The range without white space, and without the characters of ``also``, at its two ends."""
    while start < end and (text[start].isspace() or text[start] in also):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in also):
        end -= 1
    return Span(start=start, end=end)


def quoted_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Contents of the quotation marks in one block of text, marks and inner padding left out.

    A mark left open runs to the end of its line. Single quotes count only where they cannot be apostrophes; quotes inside quotes
    are left inside.
    """
    stop = len(text) if end is None else end
    out: list[Span] = []
    opened: tuple[int, str] | None = None
    for mark in _QUOTE_MARKS.finditer(text, start, stop):
        i = mark.start()
        c, before, after = text[i], text[i - 1] if i else " ", text[i + 1] if i + 1 < len(text) else " "
        if opened is None:
            if c in _CLOSERS:
                opened = (i + 1, _CLOSERS[c])
            elif c in "'‘" and not before.isalnum() and after.isalnum() and _single_closes(text, i + 1, stop):
                opened = (i + 1, "'’")
        elif (c in opened[1] and (opened[1] != "'’" or not after.isalnum())) or c == "\n":
            if c != "\n" or opened[1] != "'’":
                out.append(strip_span(text, opened[0], i))
            opened = None
    if opened is not None and opened[1] != "'’":
        out.append(strip_span(text, opened[0], stop))
    return [s for s in out if s.end > s.start]


def _single_closes(text: str, start: int, stop: int) -> bool:
    match = re.compile(r"[^'’\n]{2,300}?(?:[^\W_][’'][^\W_][^'’\n]*?)*['’](?![^\W_])").match(text, start, stop)
    return match is not None


# ------------------------------------------------------------------ sentences

_ENDS = re.compile(r"[.!?…]+[»”\"’')\]]*(?:\s*[»”])?")
_ABBREVIATIONS = frozenset(
    (  # noqa: SIM905
        "m mm mme mmes mlle dr pr st ste me mgr gen gal col cdt lt av bd art al p pp vol no n cf ex env etc fig ed vs mr mrs ms jr sr prof "
        "rep sen gov inc ltd co corp dept est approx jan feb mar apr jun jul aug sep sept oct nov dec janv fevr avr juil u.s u.k e.g i.e "
        "a.m p.m"
    ).split()
)


def split_sentences(text: str, start: int = 0, end: int | None = None, protected: Sequence[Span] = ()) -> list[Span]:
    """Sentences of one block: ends at . ! ? … before a capital, never inside quotation marks, ``protected`` spans or abbreviations.

    Works for French and English; a full stop glued to a capital (``Un.Les``) ends a sentence where a lower-case word stands before it.
    """
    stop = len(text) if end is None else end
    shelter = [*quoted_spans(text, start, stop), *protected]
    cuts = [m.end() for m in _ENDS.finditer(text, start, stop) if _is_end(text, m, stop, shelter)]
    cuts += [start + m.end() for m in re.finditer(r"\n+", text[start:stop])]
    out: list[Span] = []
    at = start
    for cut in [*sorted(set(cuts)), stop]:
        span = strip_span(text, at, cut)
        if span.end > span.start:
            out.append(span)
        at = cut
    return out


def _is_end(text: str, match: re.Match[str], stop: int, shelter: Sequence[Span]) -> bool:
    at = match.start()
    if match.end() >= stop:
        return False
    for span in shelter:
        if span.start <= at < span.end - 1 and match.end() < span.end:
            return False
    rest = text[match.end() : stop]
    glued = not rest[:1].isspace()
    follow = rest.lstrip(" \u00a0\u202f\t«“\"'‘([-–—•")
    if not follow or not (follow[0].isupper() or follow[0].isdigit()):
        return False
    word = _word_before(text, at)
    if text[at] == "." and match.end() - at == 1:
        if is_abbreviated(text, at):
            return False
        if glued and (len(word) < 3 or not text[at - 1].islower() or not follow[0].isupper()):
            return False
        if follow[0].isdigit() and (glued or word.isdigit()):
            return False
    elif glued and text[match.end() - 1] not in '»”"' and text[at] != ".":
        return follow[0].isupper() and not text[at - 1].isupper()
    return True


def _word_before(text: str, at: int) -> str:
    before = re.search(r"[\w.\u2019'-]*$", text[max(0, at - 24) : at])
    return before.group().lower().lstrip("'’") if before else ""


def is_abbreviated(text: str, at: int) -> bool:
    """Whether the full stop there belongs to an abbreviation ("Dr.", "p.m.") or an initial."""
    word = _word_before(text, at)
    return fold(word).split("'")[-1] in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and text[at - 1].isupper())


def sentence_at(sentences: Sequence[Span], offset: int) -> int | None:
    """Index of the sentence that holds an offset, or None; ``sentences`` are sorted."""
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return low if low < len(sentences) and sentences[low].start <= offset else None
