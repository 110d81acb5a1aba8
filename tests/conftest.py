"""Fixtures of the whole suite: no network but loopback, the sample pages, one demo dossier, the command line in this process."""

import io
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("suite", deadline=None, derandomize=True, max_examples=60)
hypothesis.settings.load_profile("suite")

_LOCAL = ("127.", "::1", "localhost", "0.0.0.0")


def pytest_configure() -> None:
    """Refuse every connection and look-up that leaves this machine, before anything is imported or run."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(_LOCAL):
            raise AssertionError(f"a test reaches for the network: {address}")
        connect(self, address)  # type: ignore[arg-type]

    def guarded_look_up(host: object, *args: object, **kwargs: object) -> object:
        name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
        if not name.startswith(_LOCAL):
            raise AssertionError(f"a test looks up a host: {name}")
        return look_up(host, *args, **kwargs)  # type: ignore[arg-type]

    socket.socket.connect = guarded_connect  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = guarded_look_up  # type: ignore[assignment]


@dataclass(frozen=True)
class Ran:
    """What one command gave."""

    code: int
    out: str
    err: str


RunRecoupe = Callable[..., Ran]


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    from recoupe.samples import sample_pages

    return sample_pages()


@pytest.fixture(scope="session")
def few_pages(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three of the sample pages: enough for tests of the way, not of the result."""
    folder = tmp_path_factory.mktemp("few")
    for page in sorted(sample_folder.iterdir())[11:14]:
        (folder / page.name).write_bytes(page.read_bytes())
    return folder


@pytest.fixture(scope="session")
def demo_dossier(sample_folder: Path):
    """The dossier of the packaged sample pages, made once for the whole suite."""
    from recoupe.pipeline import make_dossier

    return make_dossier([sample_folder])


@pytest.fixture
def recoupe(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> RunRecoupe:
    """The command line in this process, so that models are loaded once: recoupe("dossier", folder, stdin=b"...")."""
    from recoupe.cli import run

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def call(*args: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = run([str(a) for a in args])
        seen = capsys.readouterr()
        assert "Traceback" not in seen.out + seen.err
        return Ran(code, seen.out, seen.err)

    return call


@pytest.fixture(scope="session")
def recoupe_process() -> RunRecoupe:
    """The command line in a process of its own, as a user calls it."""
    command = Path(sys.executable).with_name("recoupe")

    def call(*args: object, stdin: bytes = b"", **kwargs: object) -> Ran:
        done = subprocess.run([str(command), *map(str, args)], input=stdin, capture_output=True, check=False, timeout=300, **kwargs)  # type: ignore[call-overload]
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture(scope="session")
def pack_record() -> Callable[..., bytes]:
    """One record of a web archive, as bytes: pack_record(b"body", kind="response", media_type="text/html", zipped=False)."""
    from fastwarc import GzipWriter, WarcRecord, WarcRecordType

    def pack(
        body: bytes = b"",
        *,
        kind: str = "response",
        url: str = "https://www.exemple.test/page",
        media_type: str = "text/html; charset=utf-8",
        status: str = "200 OK",
        headers: str = "",
        zipped: bool = True,
    ) -> bytes:
        record = WarcRecord()
        record.init_headers(getattr(WarcRecordType, kind), record_urn=b"uuid:" + str(len(body)).encode())
        record.headers["WARC-Target-URI"] = url
        record.headers["WARC-Date"] = "2031-05-12T10:00:00Z"
        packed = kind in ("response", "request")
        record.headers["Content-Type"] = "application/http" if packed else media_type
        if kind == "response":
            body = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{headers}\r\n".encode() + body
        record.set_bytes_content(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" if kind == "request" else body)
        out = io.BytesIO()
        if zipped:
            with GzipWriter(out) as writer:
                record.write(writer)
        else:
            record.write(out)
        return out.getvalue()

    return pack
