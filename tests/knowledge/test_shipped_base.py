"""The base that comes with the program: complete, well-formed, and resting on the article.

``CLAUSES`` goes through the article clause by clause, in our words: the paragraph, what it states,
and the entries that tell it. ``TOLD`` holds words that the answers must contain.
"""

import re

import pytest

from knowledge.markup import plain
from knowledge.model import LANGUAGES, Base, Entry, EntryKind, Language
from knowledge.rules import check_base
from knowledge.yaml_files import read_base, shipped_base

CLAUSES = [
    (1, "dated 6 March 2024", "forum-date"),
    (1, "datelined Astana", "forum-city"),
    (1, "the Commission's full name", "commission-name commission-work"),
    (1, "a quarter of a century was celebrated", "commission-age forum-occasion"),
    (1, "influential people gathered", "participants-list"),
    (1, "to look back at what was achieved and ahead", "forum-purpose"),
    (1, "Aida Balayeva, Minister of Culture and Information", "balayeva-who"),
    (1, "Yeset Baiken, Deputy Akim of Astana", "baiken-who"),
    (1, "other notable members were there", "participants-list"),
    (1, "they stressed the Commission's role", "balayeva-said baiken-said commission-role"),
    (1, "in gender equality", "commission-role"),
    (1, "in supporting women and children", "commission-role"),
    (2, "the centre: economic and political empowerment", "forum-focus economic-empowerment"),
    (2, "nearly 90,000 SMEs in Astana led by women", "sme-count"),
    (2, "many women in healthcare and education", "sectors-women"),
    (2, "empowerment is key to social and economic development", "empowerment-why"),
    (2, "Sholpan Karinova represented the Amanat party", "karinova-who amanat"),
    (2, "many women are members of the party", "amanat-women karinova-said"),
    (2, "women decide more and more in politics", "women-politics karinova-said"),
    (3, "the Commission's work on legal frameworks", "law-work commission-achievements"),
    (3, "its international cooperation", "international-cooperation commission-achievements"),
    (3, "recent amendments to several codes", "law-amendments"),
    (3, "to strengthen legal culture", "law-culture law-amendments"),
    (3, "zero tolerance for violations", "law-zero-tolerance law-amendments"),
    (3, "alignment with the UN goals, above all gender equality", "un-goals"),
    (3, "a better place in the gender gap ranking", "gender-gap"),
    (3, "international obligations", "international-obligations"),
    (4, "work with Samruk-Kazyna", "samruk-kazyna"),
    (4, "socially valuable initiatives came of it", "projects-list samruk-kazyna"),
    (4, "health projects for remote areas", "health-remote projects-list"),
    (4, "rehabilitation for children with special needs", "rehab-children projects-list"),
    (4, "the fight against domestic violence goes on", "domestic-violence future-plans"),
    (4, "women's rights are to be enhanced", "womens-rights future-plans"),
    (4, "the action plan to 2030", "plan-2030 future-plans"),
    (4, "public figures and international experts contributed", "participants-experts"),
    (4, "a shared commitment to wider opportunities", "wider-opportunities forum-outcome"),
    (5, "it celebrated the past and prepared what comes", "forum-outcome"),
    (5, "the way to equality goes on, challenges remain", "equality-ongoing"),
    (5, "the Commission's part in an inclusive, equitable society", "commission-mission"),
]
OVERVIEWS = {"forum-summary", "forum-themes"}

TOLD = [
    ("forum-date", "6", "2024"),
    ("commission-age", "25"),
    ("sme-count", r"90\D?000|90 (thousand|тысяч|мың)", "Astana|Астан"),
    (
        "balayeva-who",
        "Balayeva|Балаева",
        "Minister of Culture|министр культуры|әдениет және ақпарат",
    ),
    ("baiken-who", "Baiken|Байкен", "Deputy Akim|заместител|орынбасары"),
    ("karinova-who", "Karinova|Каринова|Кәрінова", "(?i)amanat"),
    ("plan-2030", "2030"),
    ("samruk-kazyna", "Samruk|Самрук|Самұрық"),
    ("un-goals", "Sustainable Development|устойчивого развития|Тұрақты даму"),
    ("commission-name", "Demographic|демографической|демографиялық"),
]
UNKNOWN_TO_THE_ARTICLE = r"1998|1999|Tokayev|Токаев|Тоқаев|Nazarbayev|Назарбаев|Independence|hotel"


@pytest.fixture(scope="module")
def base() -> Base:
    return read_base(shipped_base())


def facts(base: Base) -> list[Entry]:
    return [entry for entry in base.entries.values() if entry.kind is EntryKind.FACT]


def test_the_rules_find_nothing(base: Base) -> None:
    assert check_base(base) == []


@pytest.mark.parametrize(("paragraph", "clause", "entries"), CLAUSES)
def test_every_clause_of_the_article_is_told(
    base: Base, paragraph: int, clause: str, entries: str
) -> None:
    for name in entries.split():
        assert base.entries[name].kind is EntryKind.FACT, clause
        assert paragraph in base.entries[name].paragraphs, f"{clause}: {name}"


def test_every_fact_tells_a_clause_of_the_article(base: Base) -> None:
    telling = {name for _, _, entries in CLAUSES for name in entries.split()} | OVERVIEWS
    assert {entry.id for entry in facts(base)} == telling


def test_every_paragraph_is_covered_by_several_facts(base: Base) -> None:
    for number in range(1, len(base.source.paragraphs) + 1):
        assert sum(number in entry.paragraphs for entry in facts(base)) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("entry", "patterns"), [(row[0], row[1:]) for row in TOLD])
def test_an_answer_states_its_fact_in_every_language(
    base: Base, entry: str, patterns: tuple[str, ...], language: Language
) -> None:
    answer = plain(base.entries[entry].texts[language].answer)
    for pattern in patterns:
        assert re.search(pattern, answer), answer


def test_no_answer_states_what_the_article_does_not_tell(base: Base) -> None:
    for entry in base.entries.values():
        for text in entry.texts.values():
            assert not re.search(UNKNOWN_TO_THE_ARTICLE, text.answer), (entry.id, text.answer)


def test_there_are_fifteen_gaps_of_the_article_and_more(base: Base) -> None:
    kinds = [entry.kind for entry in base.entries.values()]
    assert kinds.count(EntryKind.UNKNOWN) >= 15


def test_every_entry_can_be_asked_in_many_ways_in_every_language(base: Base) -> None:
    for entry in base.entries.values():
        for language in LANGUAGES:
            assert len(entry.texts[language].phrasings) >= 15, (entry.id, language)


def test_every_person_of_the_article_has_entries(base: Base) -> None:
    assert set(base.people) == {"balayeva", "baiken", "karinova"}
    for person in base.people:
        assert len(base.person_entries(person)) >= 2


def test_the_checks_cover_every_language_and_every_kind_of_outcome(base: Base) -> None:
    for language in LANGUAGES:
        checks = [check for check in base.checks if check.language == language]
        declined = [check for check in checks if check.outcome == "decline"]
        assert len(checks) >= 50
        assert len(declined) >= len(checks) / 3
        assert any(not check.entries for check in declined)
        assert any(check.entries for check in declined)
