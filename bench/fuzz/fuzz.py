"""Fuzz one door with atheris, beginning with the packaged samples; findings are kept by their place in the code, the run goes on.

    pip install -e '.[fuzz]'
    python bench/fuzz/fuzz.py text -max_total_time=600        # doors: text, html, archive, lines, command
    python bench/fuzz/fuzz.py text out/fuzz/text/findings/*   # read these files again

What libFuzzer takes goes through; corpus, dictionary and findings stand in out/fuzz/<door>. Inputs slower than 10 s or beyond 2 GB end it.
"""

from __future__ import annotations

import sys
import traceback
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["recoupe"], exclude=["recoupe.annotate", "recoupe.stories", "recoupe.compare", "recoupe.dossier"]):
    sys.path.insert(0, str(Path(__file__).parent))
    from doors import DOORS
    from seeds import dictionary, write_seeds

OUT = Path("out") / "fuzz"
LIMITS = ("-timeout=10", "-rss_limit_mb=2048", "-max_len=8192", "-len_control=20", "-print_final_stats=1", "-verbosity=0")


def place_of(error: BaseException) -> str:
    """Kind of an error and the line of our own code that it comes from."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "recoupe" in f.filename or "doors" in f.filename]
    last = frames[-1] if frames else None
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}" if last else type(error).__name__


def main() -> int:
    """Fuzz the door named first; or read again the files named after it."""
    door, rest = sys.argv[1], sys.argv[2:]
    read, findings = DOORS[door], OUT / door / "findings"
    again = [Path(name) for name in rest if not name.startswith("-")]
    if again:
        for path in again:
            read(path.read_bytes())
        return 0
    for folder in (findings, OUT / door / "corpus"):
        folder.mkdir(parents=True, exist_ok=True)
    write_seeds(door, OUT / door / "seeds")
    (OUT / door / "words.dict").write_text(dictionary(door))
    for path in sorted((OUT / door / "seeds").iterdir())[:12]:
        read(path.read_bytes())  # models are loaded before the clock of the first input runs
    seen: set[str] = set()

    def run(data: bytes) -> None:
        try:
            read(data)
        except Exception as error:
            place = place_of(error)
            if place not in seen:
                seen.add(place)
                (findings / sha256(data).hexdigest()[:12]).write_bytes(data)
                print(f"FINDING {place}: {str(error)[:300]}", flush=True)

    places = [str(OUT / door / name) for name in ("corpus", "seeds")]
    atheris.Setup([sys.argv[0], f"-dict={OUT / door / 'words.dict'}", f"-artifact_prefix={findings}/", *LIMITS, *rest, *places], run)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
