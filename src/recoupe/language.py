"""The language of a text as a BCP 47 code: py3langid over a closed set, the writing system for what it cannot know."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from itertools import islice
from typing import Any

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
_SAMPLE = 2000


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(set(KNOWN) & set(identifier.labels))
    return identifier


def _script_language(text: str) -> str | None:
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
    if sum(map(str.isalpha, sample)) < 8:
        return None
    by_script = _script_language(sample)
    if by_script:
        return by_script
    code, score = _identifier().classify(sample.encode("utf-8", "replace").decode("utf-8"))
    return str(code) if score > 0.2 else None
