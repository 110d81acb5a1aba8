"""Bytes -> text as browsers do it: byte-order mark, declared character set, UTF-8, then Windows-1252. Binary pages are rejected."""

from __future__ import annotations

import codecs
import re

from recoupe.errors import InputError, PageRejected
from recoupe.pages import MAX_BYTES

_SAMPLE = 50_000  # bytes looked at where nothing is declared
# Labels that browsers read as the larger set that contains them.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-9": "cp1254", "tis-620": "cp874"}
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_MAGIC = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF",
    b"RIFF", b"OggS", b"ID3", b"\x00asm", b"7z\xbc\xaf",
)  # fmt: skip
_LEGACY = re.compile(r"utf-?(8|16)|iso-?8859|cp\d|koi8|gb|big5|euc|shift|mac|hz|tis|windows|johab|iso2022", re.IGNORECASE)
_CONTROL = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_SURROGATES = re.compile("[\ud800-\udfff]")
_LATIN = {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso8859-1", "windows-1252"}


def decode_page(data: bytes | str, media_type: str | None = None) -> str:
    """Text of a page without its byte-order mark, line ends as found.

    Raises PageRejected: ``empty``, ``binary``, ``too_large`` (over 50 MB); InputError where it is neither bytes nor text.
    """
    if not isinstance(data, (bytes, bytearray, str)):
        raise InputError(f"a page is bytes or text, not {type(data).__name__}; give what the file or the answer holds")
    if len(data) > MAX_BYTES:
        raise PageRejected("too_large", f"the page has more than {MAX_BYTES:,} bytes, the most that Recoupe reads; give its article alone")
    text = _whole(data.removeprefix("\ufeff")) if isinstance(data, str) else _decode_bytes(data, media_type)
    if not text.strip("\x00 \t\r\n\f\v\u00a0\ufeff"):
        raise PageRejected("empty", "the page holds no character that can be seen")
    if _looks_binary(text):
        raise PageRejected("binary", "the page is not text: control characters fill it; give the text or HTML of the article")
    return text


def _whole(text: str) -> str:
    """A text with a sign in place of every half character, which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text


def _decode_bytes(data: bytes, media_type: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data.startswith(_MAGIC):
        raise PageRejected("binary", "the page is a binary file (image, archive, PDF, ...); give the text or HTML of the article")
    wide = _guess_utf16(data)
    if wide:
        return data.decode(wide, "replace")
    declared = _declared(data, media_type)
    if declared and declared not in _LATIN and declared != "utf-8" and not _is_utf8(data):
        try:
            return data.decode(declared, "replace")
        except (LookupError, ValueError):
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A page that is UTF-8 but for a few broken bytes keeps its accents; any other is what browsers call Windows-1252.
        text = data.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        good = len(text) - len(text.encode("ascii", "ignore")) - bad
        if (declared not in _LATIN and good - bad > 2 * bad) or error.start >= len(data) - 3:
            return text
        found = None if declared else _guess_foreign(data)
        return data.decode(found or "cp1252", "replace")


def _is_utf8(data: bytes) -> bool:
    """Whether letters beyond ASCII stand in valid UTF-8: no other character set writes pages that pass for it."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes, media_type: str | None) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w:.-]+)", media_type or "", re.IGNORECASE)
    name = found[1] if found else None
    if name is None:
        meta = _META.search(data[:4096])
        name = meta[1].decode("ascii") if meta else None
    if name is None:
        return None
    if name.lower() in _LATIN:
        return name.lower()
    try:
        known = codecs.lookup(name).name if _LEGACY.match(name) else None
        return _WIDER.get(known, known) if known else None
    except (LookupError, ValueError):
        return None


def _guess_foreign(data: bytes) -> str | None:
    """The character set of an undeclared page most of whose letters are not Latin: Cyrillic, Greek, Chinese, Japanese."""
    words = re.sub(rb"<[^<>]{0,2000}>", b" ", data[:_SAMPLE])
    letters = len(re.findall(rb"[A-Za-z]", words))
    if len(re.findall(rb"[\x80-\xff]", words)) <= letters:
        return None
    import charset_normalizer

    best = charset_normalizer.from_bytes(words).best()
    return best.encoding if best else None


def _guess_utf16(data: bytes) -> str | None:
    head = data[:2000]
    if len(head) < 8 or head.count(0) < len(head) * 0.35:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 3 * (even + 1):
        return "utf-16-le"
    return "utf-16-be" if even > 3 * (odd + 1) else None


def _looks_binary(text: str) -> bool:
    sample = text[:20_000]
    plain = sample.encode("utf-8", "replace")
    control, lost = len(plain) - len(plain.translate(None, _CONTROL)), sample.count("\ufffd")
    return control > max(8, len(sample) * 0.05) or lost > max(20, len(sample) * 0.15)
