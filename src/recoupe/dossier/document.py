"""The dossier as a reader holds it: the frozen record with its faces, JSON, HTML and Markdown."""

from __future__ import annotations

from typing import Any, Literal, Self

import msgspec

from recoupe import records
from recoupe.errors import InputError
from recoupe.records import Article, Entity, MadeBy, Record, Rejected, Story


class _File(Record, frozen=True):
    """The file's own order of keys: what it is and who made it come before what it holds."""

    schema: Literal["recoupe.dossier/1"]
    made_by: MadeBy
    settings: dict[str, Any]
    articles: tuple[Article, ...]
    rejected: tuple[Rejected, ...]
    entities: tuple[Entity, ...]
    stories: tuple[Story, ...]


class Dossier(records.Dossier, frozen=True):
    """One checked dossier: everything the record holds, and the ways to read it."""

    def to_json(self) -> str:
        """The file of docs/dossier-format.md, indented; the same dossier gives the same characters."""
        file = _File(
            schema=self.schema,
            made_by=self.made_by,
            settings=self.settings,
            articles=self.articles,
            rejected=self.rejected,
            entities=self.entities,
            stories=self.stories,
        )
        packed = msgspec.json.encode(file, order="deterministic")
        return msgspec.json.format(packed, indent=1).decode() + "\n"

    def to_html(self, lang: str = "fr") -> str:
        """One self-contained page, readable without JavaScript or network; ``lang`` is the interface's language."""
        from recoupe.dossier.html import render_html

        return render_html(self, lang)

    def to_markdown(self, lang: str = "fr") -> str:
        """The same dossier to paste into notes or a newsroom system; ``lang`` is the interface's language."""
        from recoupe.dossier.markdown import render_markdown

        return render_markdown(self, lang)

    @classmethod
    def from_json(cls, data: str | bytes) -> Self:
        """Read a dossier file; fields added within version 1 are passed over. Raises ``InputError``."""
        try:
            return msgspec.json.decode(data, type=cls)
        except msgspec.ValidationError as error:
            raise InputError(f"not a recoupe.dossier/1 file: {error}. Make it again with `recoupe dossier`.") from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"not a dossier file, it is not JSON: {error}") from error
