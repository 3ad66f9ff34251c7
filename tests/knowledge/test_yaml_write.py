import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from knowledge.errors import NotWritten
from knowledge.model import Base, Check, EntryText, OutcomeKind, Source, Status
from knowledge.rules import check_base, errors
from knowledge.yaml_files import read_base, shipped_base
from knowledge.yaml_write import write_folder
from tests.knowledge.hostile import bases
from tests.knowledge.sample import FILES, mend

FORUM = "entries/forum.yaml"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.yaml"))
    }


def edited(base: Base, entry: str, **values: object) -> Base:
    changed = replace(base.entries[entry], **values)  # type: ignore[arg-type]
    return replace(base, entries={**base.entries, entry: changed})


def with_text(base: Base, entry: str, language: str, **values: object) -> Base:
    texts = dict(base.entries[entry].texts)
    texts[language] = replace(texts[language], **values)  # type: ignore[index, arg-type]
    return edited(base, entry, texts=texts)


# A folder of its own


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(base=bases())
def test_what_is_written_reads_back_and_gives_the_same_bytes_again(
    tmp_path_factory: pytest.TempPathFactory, base: Base
) -> None:
    assert errors(check_base(base)) == []
    folder = tmp_path_factory.mktemp("out")
    write_folder(base, folder / "first")
    again = read_base(folder / "first")
    assert again == base
    write_folder(again, folder / "second")
    assert contents(folder / "first") == contents(folder / "second")
    shutil.rmtree(folder)


def test_the_shipped_base_goes_out_and_in_again(tmp_path: Path) -> None:
    base = read_base(shipped_base())
    write_folder(base, tmp_path / "out")
    assert read_base(tmp_path / "out") == base


def test_the_files_look_as_a_person_writes_them(base: Base, tmp_path: Path) -> None:
    write_folder(base, tmp_path)
    assert (
        (tmp_path / FORUM)
        .read_text(encoding="utf-8")
        .startswith(
            "- id: forum-date\n"
            "  people: [balayeva]\n"
            "  paragraphs: [1, 2]\n"
            "  related: [sme-count]\n"
            "  status: draft\n"
            "  notes: look again\n"
            "  en:\n"
            "    question: When was it?\n"
            "    answer: |-\n"
            "      It was on **6 March**.\n"
            "\n"
            "      In _spring_.\n"
            "    phrasings:\n"
            "      - date of the forum\n"
            '      - "no"\n'
            '      - "1:30"\n'
        )
    )


# A folder with files in it


def test_files_that_say_the_same_stay_as_they_are(folder: Path, base: Base) -> None:
    before = contents(folder)
    write_folder(base, folder)
    assert {name: contents(folder)[name] for name in before} == before


def test_an_edit_leaves_every_other_line_and_comment_alone(folder: Path, base: Base) -> None:
    mend(folder, FORUM, "- id: forum-date\n", "# The day\n- id: forum-date # do not rename\n")
    mend(folder, FORUM, "      - no\n", "      # a short one\n      - no # really\n")
    mend(folder, FORUM, "- id: unknown-venue\n", "\n# Asked often\n- id: unknown-venue\n")
    before = (folder / FORUM).read_text(encoding="utf-8")
    texts = base.entries["forum-date"].texts["en"]
    changed = with_text(base, "forum-date", "en", phrasings=(*texts.phrasings, "what day"))
    assert write_folder(edited(changed, "forum-date", notes="done"), folder) == [FORUM]
    after = (folder / FORUM).read_text(encoding="utf-8")
    expected = before.replace("notes: look again", "notes: done").replace(
        "      - 1:30\n", "      - 1:30\n      - what day\n"
    )
    assert after == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda base: edited(base, "forum-date", status=Status.PUBLISHED, people=()),
        lambda base: edited(base, "sme-count", notes="no"),
        lambda base: with_text(base, "forum-date", "en", answer="One: line # here"),
        lambda base: with_text(base, "forum-date", "en", phrasings=("no",)),
        lambda base: with_text(base, "unknown-venue", "kk", phrasings=("a, b", "[c]", "1")),
        lambda base: replace(base, checks=base.checks[1:]),
        lambda base: replace(base, checks=(*base.checks, Check("x?", "en", OutcomeKind.DECLINE))),
        lambda base: replace(base, synonyms={"en": (), "ru": (("a", "b"),), "kk": ()}),
        lambda base: replace(base, people={}, entries={"hello": base.entries["hello"]}, checks=()),
        lambda base: replace(base, entries=dict(reversed(base.entries.items()))),
        lambda base: replace(
            base, source=Source(base.source.title, "1: 2", base.source.paragraphs[:1] * 3)
        ),
    ],
)
def test_every_kind_of_edit_reads_back_from_files_with_comments(
    folder: Path, base: Base, change: object
) -> None:
    for name, text in FILES.items():
        lines = text.removeprefix("\n").split("\n")
        commented = "\n".join(f"{line} # kept" if line.endswith("]}") else line for line in lines)
        (folder / name).write_text(f"# {name}\n{commented}", encoding="utf-8")
    changed = change(base)  # type: ignore[operator]
    write_folder(changed, folder)
    read = read_base(folder)
    assert {**read.entries} == {**changed.entries}
    assert replace(read, entries={}) == replace(changed, entries={})
    for name in set(FILES) & set(contents(folder)) - {"checks.yaml"}:
        assert f"# {name}\n" in (folder / name).read_text(encoding="utf-8")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(old=bases(), new=bases())
def test_any_base_can_be_written_over_any_other(
    tmp_path_factory: pytest.TempPathFactory, old: Base, new: Base
) -> None:
    folder = tmp_path_factory.mktemp("over")
    write_folder(old, folder)
    write_folder(new, folder)
    assert read_base(folder) == new
    assert write_folder(new, folder) == []
    shutil.rmtree(folder)


@pytest.mark.parametrize("broken", [b"- id: [", b"\xff\xfe", b"5", b"", b"- &a [*a]", b"{}"])
def test_a_broken_file_is_written_anew(folder: Path, base: Base, broken: bytes) -> None:
    (folder / FORUM).write_bytes(broken)
    write_folder(base, folder)
    assert read_base(folder) == base


def test_the_file_of_a_topic_without_entries_goes(folder: Path, base: Base) -> None:
    others = {name: entry for name, entry in base.entries.items() if entry.topic != "business"}
    others["forum-date"] = replace(others["forum-date"], related=())
    changed = replace(base, entries=others, checks=())
    assert "entries/business.yaml" in write_folder(changed, folder)
    assert read_base(folder) == changed


def test_a_folder_that_cannot_be_written_is_told(base: Base, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotWritten, match="file cannot be written"):
        write_folder(base, tmp_path / "file")


def test_an_emptied_text_stays_readable(base: Base, tmp_path: Path) -> None:
    texts = {
        "en": EntryText("Q?", "A", ("p",)),
        **{k: base.entries["hello"].texts[k] for k in ("ru", "kk")},
    }
    write_folder(edited(base, "hello", texts=texts, notes=""), tmp_path)
    assert read_base(tmp_path).entries["hello"].texts["en"].answer == "A"
