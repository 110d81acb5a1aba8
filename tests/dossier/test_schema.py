"""The published JSON Schema: generated from the records, equal to the copy in docs, true to the contract's page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from recoupe.dossier import Dossier
from recoupe.dossier.schema import dossier_schema

DOCS = Path(__file__).parents[2] / "docs"
SHAPES = {
    "Entity": "Entity", "Claim": "Claim", "Event": "Event", "Quotation": "Quotation", "Quotation group": "QuotationGroup",
    "Conflict": "Conflict",
}  # fmt: skip


def test_docs_hold_the_generated_schema() -> None:
    published = json.loads((DOCS / "dossier.schema.json").read_text(encoding="utf-8"))
    assert published == dossier_schema(), "run: python -m recoupe.dossier.schema > docs/dossier.schema.json"


def test_a_dossier_is_valid(flood: Dossier) -> None:
    Draft202012Validator.check_schema(dossier_schema())
    Draft202012Validator(dossier_schema()).validate(json.loads(flood.to_json()))


def test_a_wrong_status_is_not(flood: Dossier) -> None:
    wrong = json.loads(flood.to_json())
    wrong["stories"][0]["events"][0]["status"] = "true"
    assert not Draft202012Validator(dossier_schema()).is_valid(wrong)


def _contract() -> str:
    return (DOCS / "dossier-format.md").read_text(encoding="utf-8")


def _fields(shape: str) -> set[str]:
    """Field names of a shape such as ``{id, factuality: {certainty, polarity}, sides: [{value}]}``, the outer ones only."""
    flat = re.sub(r"\([^()]*\)", "", shape.strip()[1:-1])
    while (inner := re.sub(r"\{[^{}]*\}|\[[^\[\]]*\]", "", flat)) != flat:
        flat = inner
    return {part.split(":")[0].strip() for part in flat.split(",") if part.split(":")[0].strip()}


def _shape_of(name: str) -> str:
    text = _contract()
    found = re.search(rf"### {name}\n`(\{{.*?\}})`", text, re.S) or re.search(rf"\*\*{name}\*\*.*?`(\{{.*?\}})`", text, re.S)
    if found is None:
        found = re.search(rf"\*\*{name}\*\* = `(\{{.*?\}})`", text, re.S)
    assert found, f"docs/dossier-format.md has no shape for {name}"
    return found[1]


@pytest.mark.parametrize(("name", "record"), SHAPES.items())
def test_every_field_of_a_shape_is_in_the_schema(name: str, record: str) -> None:
    wanted = _fields(_shape_of(name))
    assert len(wanted) > 4
    assert wanted <= set(dossier_schema()["$defs"][record]["properties"])


@pytest.mark.parametrize(("heading", "record"), [("Article", "Article"), ("Story", "Story")])
def test_every_field_of_a_table_is_in_the_schema(heading: str, record: str) -> None:
    section = _contract().split(f"### {heading}\n")[1].split("\n### ")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", section, re.M)
    wanted = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert len(wanted) > 8
    assert wanted <= set(dossier_schema()["$defs"][record]["properties"])


def test_the_shapes_of_time_and_passage_are_in_the_schema() -> None:
    parts = dossier_schema()["$defs"]
    assert _fields(_shape_of("Time")) == set(parts["Time"]["properties"])
    assert set(parts["Passage"]["properties"]) == {"article", "start", "end"}


def test_the_enumerations_of_the_contract_are_in_the_schema() -> None:
    status = re.search(r"- `status`: (.*?)\.\n", _contract(), re.S)
    assert status
    wanted = set(re.findall(r"`(\w+)`", status[1]))
    assert wanted == set(dossier_schema()["$defs"]["Event"]["properties"]["status"]["enum"])
