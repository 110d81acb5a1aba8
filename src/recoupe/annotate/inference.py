"""Quotations that no cue governs -> who said them, as far as the page itself tells; each guess is marked inferred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from recoupe.annotate.cues import Cue
from recoupe.annotate.engine import Parse
from recoupe.annotate.lexicon import Verb, speech_words, verb_forms
from recoupe.annotate.links import make_link
from recoupe.annotate.scopes import Reach
from recoupe.annotate.sentences import Sentence
from recoupe.annotate.sources import Finder, Source
from recoupe.annotate.subjects import find_subject
from recoupe.records import Attribution, Block, Link, Mention, Passage, Quotation, Span
from recoupe.text import strip_span, words

_HEADLINE = frozenset(("title", "subheading"))
_MARKS = "«»“”„\"'‘’ \u00a0\u202f.,;:!?…–—-"
_TWIN_WORDS = 3  # quoted words from which on a shortened repetition is the same utterance
_TWIN_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Bare:
    """What is known when speakers are inferred: the parse and its sentences, the reports, and the quotations that have speakers."""

    parse: Parse
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    reports: Sequence[Attribution]
    known: Sequence[Quotation]


@dataclass(frozen=True, slots=True)
class Guess:
    """A quotation and its inferred speaker, empty where nobody can be told."""

    span: Span
    links: tuple[Link, ...] = ()
    said: int | None = None


def infer_speakers(bare: Bare, spans: Sequence[Span]) -> Iterator[Guess]:
    """One guess for each quotation without a report, in order.

    Tried in this order: the subject of a gesture verb around it ("a trinqué à « »"); the speaker just before in the same sentence, or
    before a sentence or a paragraph that is a quotation and nothing else; the same words elsewhere on the page.
    """
    last: Guess | None = None
    for span in spans:
        last = _guess(bare, span, last)
        yield last


def _guess(bare: Bare, span: Span, last: Guess | None) -> Guess:
    sentence = next((s for s in bare.sentences if s.span.start <= span.start < s.span.end), None)
    block = next((b for b in bare.parse.article.blocks if b.start <= span.start < b.end), None)
    if sentence is None or block is None:
        return Guess(span)
    return (
        _gesture(bare, sentence, span)
        or _owner(bare, sentence, span)
        or _continued(bare, sentence, block, span)
        or _told_before(bare, sentence, block, span)
        or _after_colon(bare, sentence, span)
        or _twin(bare, span)
        or _adjoining(bare, span, last)
        or Guess(span)
    )


def _adjoining(bare: Bare, span: Span, last: Guess | None) -> Guess | None:
    """The speaker of the words right before, where nothing but marks stands between."""
    if last is None or not last.links or bare.parse.article.text[last.span.end : span.start].strip(_MARKS):
        return None
    return Guess(span, last.links, last.said)


def _gesture(bare: Bare, sentence: Sentence, span: Span) -> Guess | None:
    """Words quoted as part of what somebody did: the nearest verb before them, where it expresses."""
    language = bare.parse.language
    table = speech_words(language)
    forms = verb_forms(language)
    finder = Finder(bare.parse.article.id, bare.parse.article.text, sentence, bare.mentions, table)
    before = [i for i in range(len(sentence)) if sentence.end[i] <= span.start and sentence.pos[i] == "VERB" and sentence.quote[i] < 0]
    if not before or sentence.word[before[-1]] not in forms:
        return None
    i = before[-1]
    entry = forms[sentence.word[i]]
    if "expressive" not in entry.uses and "quoted" not in entry.uses:
        return None
    source = _subject(Reach(finder, sentence, table, (), language), i, entry)
    if source is None or source.pronoun or not finder.known(source):
        return None
    cue = Passage(article=finder.article, start=sentence.start[i], end=sentence.end[i])
    return Guess(span, (make_link(finder, source, cue),))


def _subject(reach: Reach, i: int, entry: Verb) -> Source | None:
    s, first = reach.sentence, i
    while first > 0 and (s.pos[first - 1] in ("AUX", "ADV") or s.word[first - 1] in reach.words.clitics):
        first -= 1
    return find_subject(reach, Cue(i, first, i, "finite", entry), ())


def _owner(bare: Bare, sentence: Sentence, span: Span) -> Guess | None:
    """In a headline, "« P » de X" or "X : « P »": the name beside the words."""
    if sentence.kind not in _HEADLINE:
        return None
    table = speech_words(bare.parse.language)
    finder = Finder(bare.parse.article.id, bare.parse.article.text, sentence, bare.mentions, table)
    after = next((i for i in range(len(sentence)) if sentence.start[i] >= span.end and not sentence.is_mark(i)), None)
    if after is None or sentence.word[after] not in table.of or after + 1 >= len(sentence):
        return None
    source = finder.phrase_right(after + 1)
    if source is None or source.pronoun or finder.person(source.first, source.last) is None:
        return None
    return Guess(span, (make_link(finder, source, None),))


def _continued(bare: Bare, sentence: Sentence, block: Block, span: Span) -> Guess | None:
    """A quotation that goes on from the one before it."""
    if block.kind in _HEADLINE:
        return None
    near = [a for a in bare.reports if a.cue is not None and sentence.span.start <= a.cue.start and a.cue.end <= span.start]
    if (
        near and any(sentence.is_mark(i) for i in range(len(sentence)) if sentence.end[i] <= near[-1].cue.start)
        if near and near[-1].cue
        else False
    ):
        return Guess(span, near[-1].links, near[-1].said)
    text = bare.parse.article.text
    if strip_span(text, sentence.span.start, sentence.span.end, _MARKS) != strip_span(text, span.start, span.end, _MARKS):
        return None
    start = block.start if sentence.span.start > block.start else _previous(bare.parse.article.blocks, block)
    earlier = [q for q in bare.known if start <= q.passage.start < span.start and q.kind != "indirect" and q.attribution]
    if earlier:
        return Guess(span, earlier[-1].attribution, earlier[-1].said_ref)
    return None


def _told_before(bare: Bare, sentence: Sentence, block: Block, span: Span) -> Guess | None:
    """A sentence that is nothing but a quotation, behind one that tells what a person said or did."""
    text = bare.parse.article.text
    if block.kind in _HEADLINE or sentence.span.start <= block.start:
        return None
    if strip_span(text, sentence.span.start, sentence.span.end, _MARKS) != strip_span(text, span.start, span.end, _MARKS):
        return None
    before = [s for s in bare.sentences if block.start <= s.span.start < sentence.span.start and not s.quotes]
    if not before or text[before[-1].span.end : sentence.span.start].strip(_MARKS + "\n"):
        return None
    last = before[-1]
    reports = [a for a in bare.reports if a.cue is not None and last.span.start <= a.cue.start < last.span.end and a.links]
    if reports:
        speakers = {a.links[0].name for a in reports}
        links = tuple(replace(link, cue=None) for link in reports[-1].links)  # the cue is of other words
        return Guess(span, links, reports[-1].said) if len(speakers) == 1 else None
    link = _person_told_of(bare, last)
    return Guess(span, (link,)) if link is not None else None


def _after_colon(bare: Bare, sentence: Sentence, span: Span) -> Guess | None:
    """Words behind a colon whose clause tells of a person: "X was blunt: « P »"."""
    if not bare.parse.article.text[sentence.span.start : span.start].rstrip(_MARKS.replace(":", "")).endswith(":"):
        return None
    link = _person_told_of(bare, sentence, span.start)
    return Guess(span, (link,)) if link is not None else None


def _person_told_of(bare: Bare, sentence: Sentence, before: int | None = None) -> Link | None:
    """The person that the sentence's main verb has for its subject, or the verb of what stands before an offset."""
    table = speech_words(bare.parse.language)
    finder = Finder(bare.parse.article.id, bare.parse.article.text, sentence, bare.mentions, table)
    root = next((i for i in range(len(sentence)) if sentence.head[i] == i), None)
    subjects = [i for i in range(len(sentence)) if sentence.dep[i].startswith("nsubj")]
    if before is not None:
        subjects = [i for i in subjects if max(sentence.end[i], sentence.end[sentence.head[i]]) <= before]
    subject = next((i for i in subjects if before is not None or sentence.head[i] == root), None)
    if subject is None:
        return None
    left = finder.phrase_left(subject)
    source = finder.phrase_right(left.first if left is not None and not left.pronoun else subject)
    if source is None or source.pronoun or (finder.person(source.first, source.last) is None and source.apposed is None):
        return None
    return make_link(finder, source, None)


def _previous(blocks: Sequence[Block], block: Block) -> int:
    """Start of the paragraph before a block, headings passed over."""
    before = [b for b in blocks if b.start < block.start and b.kind in ("paragraph", "quote", "list", "lead")]
    return before[-1].start if before else block.start


def _twin(bare: Bare, span: Span) -> Guess | None:
    """The speaker of the same words, or nearly the same, elsewhere on the page."""
    text = bare.parse.article.text
    mine = words(text[span.start : span.end])
    best: tuple[float, Quotation] | None = None
    for quotation in bare.known:
        if quotation.kind == "indirect" or not quotation.attribution:
            continue
        share = _shared(mine, words(text[quotation.passage.start : quotation.passage.end]))
        enough = share == 1.0 or (len(mine) >= _TWIN_WORDS and share >= _TWIN_SHARE)
        if enough and (best is None or share > best[0]):
            best = (share, quotation)
    return Guess(span, best[1].attribution, best[1].said_ref) if best else None


def _shared(mine: Sequence[str], other: Iterable[str]) -> float:
    """Share of the words that stand in another text in the same order."""
    left, found = list(other), 0
    for word in mine:
        if word in left:
            left = left[left.index(word) + 1 :]
            found += 1
    return found / len(mine) if mine else 0.0
