"""What is known of a page once its lines are told apart, before it becomes an article."""

from __future__ import annotations

from msgspec import Struct

from recoupe.read.assemble import Piece, Waste
from recoupe.read.dateline import DatelineFound
from recoupe.read.lines import Line
from recoupe.read.signature import Signer
from recoupe.read.stamps import Stamp


class Reading(Struct, kw_only=True):
    """What is known of a tag-less page once its lines are told apart; offsets are those of the page."""

    pieces: list[Piece]
    wastes: list[Waste]
    titles: list[Piece]
    stamps: list[tuple[Line, Stamp]]
    signers: list[Signer]
    bylines: list[str]
    outlet: str | None = None
    dateline: tuple[Line, DatelineFound] | None = None
