"""The records -> JSON Schema of a dossier. ``python -m recoupe.dossier.schema > docs/dossier.schema.json`` writes it."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from recoupe import records


def dossier_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``recoupe.dossier/1``, generated from the records."""
    generated = json.loads(msgspec.json.encode(msgspec.json.schema(records.Dossier)))
    parts: dict[str, Any] = generated.pop("$defs")
    whole: dict[str, Any] = parts.pop("Dossier")
    whole["required"] = sorted({*whole["required"], "schema"})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "recoupe.dossier/1",
        **{key: value for key, value in whole.items() if key != "title"},
        "$defs": {name: parts[name] for name in sorted(parts)},
    }


if __name__ == "__main__":
    print(json.dumps(dossier_schema(), indent=2, ensure_ascii=False))
