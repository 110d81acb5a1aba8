"""The language of a text as a BCP 47 code: py3langid over a closed set, the writing system for what it cannot know."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from itertools import islice
from typing import Any

import numpy as np

KNOWN = ("fr", "en", "es", "de", "it", "pt", "nl", "ca", "ar", "ru", "uk", "pl", "ro", "tr", "sv", "el", "he", "fa", "zh", "ja", "ko", "hi")
_SCRIPTS = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "GREEK": "el",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
}
_SAMPLE = 1000


_LETTERS = 8  # fewer tell nothing
_DEPTH = 6  # bytes of the longest n-gram of the model


@cache
def _identifier() -> Any:
    """py3langid's identifier, which here walks its automaton for all bytes of a text at once: a state depends on the last six alone."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    class AtOnce(LanguageIdentifier):  # type: ignore[misc,unused-ignore]
        def _raw_score(self, text: bytes) -> Any:
            letters, states = np.frombuffer(text, np.uint8), np.zeros(len(text), np.int64)
            for back in range(min(_DEPTH, len(text)) - 1, -1, -1):
                states[back:] = moves[rows[states[back:]] + letters[: len(text) - back]]
            found = features[states]
            found = np.sort(found[found >= 0])
            if not len(found):
                return np.zeros(len(self.nb_classes), np.float32)
            firsts = np.flatnonzero(np.concatenate([[True], found[1:] != found[:-1]]))
            names, counts = found[firsts], np.diff(firsts, append=len(found))
            return np.log1p(counts.astype(np.float32)) @ self.nb_ptc[names] + self.nb_pc

    identifier = AtOnce.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(set(KNOWN) & set(identifier.labels))
    moves, features = np.asarray(identifier.tk_nextmove), np.asarray(identifier.tk_output)
    rows = np.asarray(identifier.tk_row, np.int64) << 8
    return identifier


def _script_language(text: str) -> str | None:
    if text.isascii():
        return None
    letters = list(islice(filter(str.isalpha, text), 0, 400, 2))
    if not letters or sum(c < "\u0250" for c in letters) * 2 > len(letters):
        return None
    scripts = Counter(unicodedata.name(c, "?").split()[0] for c in letters)
    script, count = scripts.most_common(1)[0]
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(letters) / 10:
        return "ja"
    return _SCRIPTS.get(script) if 2 * count > len(letters) else None


def find_language(text: str) -> str | None:
    """BCP 47 code of the language of ``text``, from its first 2,000 characters; None where there are too few letters to tell."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample[:100])) < _LETTERS and sum(map(str.isalpha, sample)) < _LETTERS:
        return None
    by_script = _script_language(sample)
    if by_script:
        return by_script
    code, score = _identifier().classify(sample.encode("utf-8", "replace").decode("utf-8"))
    return str(code) if score > 0.2 else None
