"""Bad input: a clear message each, the rest of the run goes on, the page is listed with its reason, exit code 1."""

import json
import os

import pytest

GOOD = (
    "Le pont de Valcreuse rouvre à la circulation\n"
    "Publié le 12 mai 2031 à 18:05\n"
    "Le pont de Valcreuse a rouvert lundi après huit mois de travaux, a annoncé la mairie.\n"
    "« Nous avons tenu les délais », a déclaré la maire, Odile Garancier, devant une centaine d'habitants.\n"
    "Les travaux, commencés en septembre dernier, ont coûté quatre millions d'euros, selon la préfecture.\n"
)
ENGLISH = (
    "The bridge of Valcreuse reopens to traffic\n"
    "Published 12 May 2031 at 18:05\n"
    "The bridge of Valcreuse reopened on Monday after eight months of work, the town hall said in a statement.\n"
    '"We have kept our word," the mayor, Odile Garancier, told about a hundred people who had come to see it.\n'
    "The work, which began last September, cost four million euros, according to the regional government.\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    return tmp_path


def dossier_of(ran):
    return json.loads(ran.out)


BAD = {
    "empty": b"",
    "blank": b" \n\t\n",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "noise": bytes((i * 7919 + i // 3) % 256 for i in range(9000)),
    "menu": b"Accueil\nSport\nCulture\n",
}


@pytest.mark.parametrize("name", BAD)
def test_a_page_that_is_no_article_is_listed_and_the_rest_goes_on(recoupe, folder, name):
    (folder / f"{name}.txt").write_bytes(BAD[name])
    ran = recoupe("dossier", folder, "--format", "json")
    assert ran.code == 1
    made = dossier_of(ran)
    assert [a["page"]["path"] for a in made["articles"]] == ["good.txt"]
    assert [r["page"]["path"] for r in made["rejected"]] == [f"{name}.txt"]
    assert made["rejected"][0]["detail"]
    assert ran.err.startswith(f"rejected: {name}.txt: ")
    assert len(ran.err.splitlines()) == 1


def test_a_page_of_50_megabytes_is_told_and_listed(recoupe, folder):
    (folder / "huge.txt").write_bytes(b"Un mot. " * (50 * 1024 * 1024 // 8))
    ran = recoupe("dossier", folder, "--format", "json")
    assert ran.code == 1
    assert [r["reason"] for r in dossier_of(ran)["rejected"]] == ["too_large"]
    assert "50,000,000" in ran.err


def test_a_page_in_another_alphabet_is_accounted_for(recoupe, folder):
    text = "Мост открылся для движения\nВ понедельник мост открылся после восьми месяцев ремонта, сообщила мэрия города.\n" * 3
    (folder / "cyrillic.txt").write_text(text, "utf-8")
    ran = recoupe("dossier", folder, "--format", "json")
    made = dossier_of(ran)
    listed = {a["page"]["path"]: a["language"] for a in made["articles"]} | {r["page"]["path"]: r["reason"] for r in made["rejected"]}
    assert set(listed) == {"good.txt", "cyrillic.txt"}
    assert listed["cyrillic.txt"] not in ("fr", "en")
    assert ran.code == bool(made["rejected"])


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8-sig", "utf-16"])
def test_a_page_in_another_encoding_gives_the_same_text(recoupe, tmp_path, encoding):
    text = GOOD.replace("«", '"').replace("»", '"')
    (tmp_path / "page.txt").write_bytes(text.encode(encoding))
    ran = recoupe("read", tmp_path)
    assert ran.code == 0
    assert "Le pont de Valcreuse a rouvert lundi après huit mois de travaux, a annoncé la mairie." in json.loads(ran.out)["text"]


def test_a_few_broken_bytes_cost_no_more_than_themselves(recoupe, tmp_path):
    (tmp_path / "page.txt").write_bytes(GOOD.encode().replace("délais".encode(), b"d\xe9lais"))
    ran = recoupe("read", tmp_path)
    assert ran.code == 0
    text = json.loads(ran.out)["text"]
    assert "a déclaré la maire" in text
    assert "lais" in text


def test_a_folder_with_nothing_readable_gives_a_dossier_that_says_so(recoupe, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.bin").write_bytes(BAD["picture"])
    ran = recoupe("dossier", tmp_path, "--format", "json")
    assert ran.code == 1
    made = dossier_of(ran)
    assert made["articles"] == []
    assert [r["reason"] for r in made["rejected"]] == ["empty", "binary"]
    assert len(ran.err.splitlines()) == 2
    assert recoupe("dossier", tmp_path).code == 1


def test_a_missing_model_rejects_the_pages_that_need_it(recoupe, folder, monkeypatch):
    from recoupe.annotate import engine

    (folder / "english.txt").write_text(ENGLISH, "utf-8")
    monkeypatch.setitem(engine.MODELS, "en", ("no_such_model", "1.0"))
    load = engine.load_model
    monkeypatch.setattr(engine, "load_model", lambda language: load.__wrapped__(language) if language == "en" else load(language))
    ran = recoupe("dossier", folder, "--format", "json")
    assert ran.code == 1
    made = dossier_of(ran)
    assert [a["page"]["path"] for a in made["articles"]] == ["good.txt"]
    assert [(r["page"]["path"], r["reason"]) for r in made["rejected"]] == [("english.txt", "model_missing")]
    assert "pip install no-such-model==1.0" in ran.err


def test_the_same_bytes_under_two_names_are_one_article_with_two_pages(recoupe, folder):
    (folder / "again.txt").write_text(GOOD, "utf-8")
    ran = recoupe("dossier", folder, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    (article,) = dossier_of(ran)["articles"]
    assert [p["path"] for p in article["pages"]] == ["again.txt", "good.txt"]


def test_a_page_without_permission_is_listed(recoupe, folder, monkeypatch):
    from pathlib import Path

    (folder / "locked.txt").write_text(GOOD, "utf-8")
    (folder / "locked.txt").chmod(0)
    if os.access(folder / "locked.txt", os.R_OK):  # root reads everything: refuse in the system's name
        open_file = Path.open

        def refuse(path, *how, **more):
            if path.name == "locked.txt":
                raise PermissionError(13, "Permission denied", str(path))
            return open_file(path, *how, **more)

        monkeypatch.setattr(Path, "open", refuse)
    ran = recoupe("dossier", folder, "--format", "json")
    assert ran.code == 1
    assert [r["reason"] for r in dossier_of(ran)["rejected"]] == ["unreadable"]
    assert "locked.txt" in ran.err
    assert "permission" in ran.err.lower()


def test_a_broken_json_line_is_named_by_its_number_and_the_rest_goes_on(recoupe, folder):
    good = recoupe("read", folder).out
    broken = ["not json", '{"id": 3}', '["a list"]', '{"text": "cut off']
    (folder / "articles.jsonl").write_text("\n".join([broken[0], good.strip(), *broken[1:], ""]), "utf-8")
    ran = recoupe("dossier", folder / "articles.jsonl", "--format", "json")
    assert ran.code == 1
    made = dossier_of(ran)
    assert [a["page"]["path"] for a in made["articles"]] == ["good.txt"]
    assert [r["page"]["path"] for r in made["rejected"]] == [f"articles.jsonl:{n}" for n in (1, 3, 4, 5)]
    assert {r["reason"] for r in made["rejected"]} == {"bad_line"}
    assert [f"line {n} of articles.jsonl" in line for n, line in zip((1, 3, 4, 5), ran.err.splitlines(), strict=True)] == [True] * 4


def test_a_line_whose_blocks_leave_the_text_is_broken(recoupe, folder):
    article = json.loads(recoupe("read", folder).out)
    article["text"] = article["text"][:10]
    ran = recoupe("stories", "-", stdin=json.dumps(article).encode())
    assert ran.code == 1
    assert "outside the article's 10 characters" in ran.err


def test_a_file_name_that_is_no_text_is_shown_as_far_as_it_goes(recoupe, tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "wb") as file:
        file.write(GOOD.encode())
    ran = recoupe("dossier", tmp_path, "--format", "json")
    assert ran.code == 0
    assert dossier_of(ran)["articles"][0]["page"]["path"] == "caf\ufffd.txt"
