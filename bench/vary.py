"""Many pages from few: the sample pages with other names, numbers and words, the same ones every time.

Each copy of the samples keeps its own substitutions throughout, so that its pages still copy, contradict and confirm each other, while two
copies share little text: as in an archive, reuse stays inside a story.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

_HEADS = ("Bel", "Cor", "Dan", "Fal", "Gor", "Lan", "Mar", "Nor")
_MIDDLES = ("a", "e", "i", "o", "ba", "de", "li", "ro")
_TAG = re.compile(r"(<script.*?</script>|<style.*?</style>|<[^>]*>)", re.DOTALL | re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-zéèà,’'] )[A-ZÉÈ][a-zéèêàâîïôûç]{3,}\b")
_WORD = re.compile(r"\b[a-zéèêàâîïôûç]{5,}\b")
_NUMBER = re.compile(r"\b(\d{1,2})(?= [a-zéû])")
_COMMON = 3  # a word on so many sample pages (cue verbs, months, function words) stays: the stages look for these


class Samples:
    """The sample pages and the words in them that may be changed."""

    def __init__(self, folder: Path) -> None:
        self.pages = [(p.name, p.read_text("utf-8")) for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".html")]
        texts = [_TAG.sub(" ", text) for _, text in self.pages]
        on_pages = Counter(word for text in texts for word in set(_WORD.findall(text)))
        self.names = sorted({name for text in texts for name in _NAME.findall(text)})
        self._alike: dict[str, list[str]] = defaultdict(list)
        for word in sorted(w for w, n in on_pages.items() if n < _COMMON):
            self._alike[word[-2:]].append(word)

    def substitutions(self, copy: int) -> dict[str, str]:
        """What stands for what in one copy; copy 0 is the samples as they are."""
        if not copy:
            return {}
        head = _HEADS[copy % 8] + _MIDDLES[copy // 8 % 8] + (_MIDDLES[copy // 64 % 8] if copy >= 64 else "")
        names = {name: head + name.lower() for name in self.names}
        words = {w: alike[_dice(w, copy) % len(alike)] for alike in self._alike.values() for w in alike if _dice(w, copy, 1) % 10 < 7}
        return names | words


def _dice(word: str, copy: int, salt: int = 0) -> int:
    return int.from_bytes(hashlib.blake2b(f"{salt}:{copy}:{word}".encode(), digest_size=4).digest())


def vary_pages(folder: Path, n: int) -> Iterator[tuple[str, str]]:
    """The names and texts of ``n`` pages."""
    samples = Samples(folder)
    for i in range(n):
        copy, at = divmod(i, len(samples.pages))
        name, text = samples.pages[at]
        yield f"{copy:03}-{name}", vary(text, samples.substitutions(copy), copy)


def vary(text: str, substitutions: dict[str, str], copy: int) -> str:
    """One page with its substitutions; tags, scripts and what stands in them are left alone."""
    parts: Sequence[str] = _TAG.split(text)
    return "".join(part if i % 2 else _vary_words(part, substitutions, copy) for i, part in enumerate(parts))


def _vary_words(text: str, substitutions: dict[str, str], copy: int) -> str:
    text = _NUMBER.sub(lambda m: str((int(m[1]) - 1 + copy) % 28 + 1) if 1 <= int(m[1]) <= 28 else m[1], text)
    return re.sub(r"\w+", lambda m: substitutions.get(m[0], m[0]), text)
