"""A small base in files: two topics, one person, four entries."""

from pathlib import Path

SOURCE = """
title: {en: An article, ru: Статья, kk: Мақала}
date: 2024-03-06
paragraphs:
  - heading: {en: First, ru: Первый, kk: Бірінші}
    report: {en: It opens., ru: Начало., kk: Басы.}
  - heading: {en: Second, ru: Второй, kk: Екінші}
    report: {en: It ends., ru: Конец., kk: Соңы.}
"""
TOPICS = """
- id: forum
  title: {en: The forum, ru: Форум, kk: Форум туралы}
- id: business
  title: {en: Business, ru: Бизнес, kk: Кәсіпкерлік}
"""
PEOPLE = """
- id: balayeva
  name: {en: Aida Balayeva, ru: Аида Балаева, kk: Аида Балаева}
  role: {en: minister, ru: министр, kk: министрі}
  about: {en: She spoke., ru: Она выступила., kk: Сөз сөйледі.}
  spellings: [Balaeva]
  paragraphs: [1]
"""
REPLIES = """
source_one: {en: "Paragraph {paragraph}", ru: "Абзац {paragraph}", kk: "{paragraph}-абзац"}
source_many: {en: "Paragraphs {paragraphs}", ru: "Абзацы {paragraphs}", kk: "Абзацтар {paragraphs}"}
did_you_mean: {en: Did you mean, ru: Возможно, kk: Мүмкін}
out_of_scope: {en: Not about it, ru: Не о том, kk: Ол туралы емес}
not_understood: {en: Not understood, ru: Не понял, kk: Түсінбедім}
nearest: {en: "I know {question}", ru: "Знаю {question}", kk: "Білемін {question}"}
read_as: {en: "Read as {text}", ru: "Прочитал {text}", kk: "Оқыдым {text}"}
"""
FORUM = """
- id: forum-date
  people: [balayeva]
  paragraphs: [1, 2]
  related: [sme-count]
  status: draft
  notes: look again
  en:
    question: When was it?
    answer: |-
      It was on **6 March**.

      In _spring_.
    phrasings:
      - date of the forum
      - no
      - 1:30
  ru:
    question: Когда он был?
    answer: Он был **6 марта**.
    phrasings: [дата форума]
  kk:
    question: Қашан болды?
    answer: 6 наурызда.
    phrasings: [форум күні]
- id: unknown-venue
  kind: unknown
  en: {question: Which hall?, answer: It does not say., phrasings: [venue of the forum]}
  ru: {question: Какой зал?, answer: Не сказано., phrasings: [место форума]}
  kk: {question: Қай зал?, answer: Айтылмаған., phrasings: [форум залы]}
"""
BUSINESS = """
- id: sme-count
  paragraphs: [2]
  en: {question: How many firms?, answer: Nearly 90 thousand., phrasings: [number of firms]}
  ru: {question: Сколько фирм?, answer: Почти 90 тысяч., phrasings: [число фирм]}
  kk: {question: Қанша фирма?, answer: 90 мыңға жуық., phrasings: [фирма саны]}
"""
SMALLTALK = """
- id: hello
  en: {question: Hello, answer: Hello! Ask me., phrasings: [hi there]}
  ru: {question: Привет, answer: Здравствуйте!, phrasings: [добрый день]}
  kk: {question: Сәлем, answer: Сәлем!, phrasings: [қайырлы күн]}
"""
SYNONYMS = """
en: [[SME, small business]]
ru: []
kk: [[ШОБ, шағын бизнес], [форум, жиын]]
"""
CHECKS = """
- {question: what day was it held, language: en, outcome: answer, entries: [forum-date]}
- {question: firms or dates, language: en, outcome: suggest, entries: [sme-count, forum-date]}
- {question: в каком зале, language: ru, outcome: decline, entries: [unknown-venue]}
- {question: ауа райы, language: kk, outcome: decline}
"""
FILES = {
    "source.yaml": SOURCE,
    "topics.yaml": TOPICS,
    "people.yaml": PEOPLE,
    "replies.yaml": REPLIES,
    "entries/forum.yaml": FORUM,
    "entries/business.yaml": BUSINESS,
    "smalltalk.yaml": SMALLTALK,
    "synonyms.yaml": SYNONYMS,
    "checks.yaml": CHECKS,
}


def write_sample(folder: Path) -> Path:
    """Write the files into a folder, which is created, and give it back."""
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.removeprefix("\n"), encoding="utf-8")
    return folder


def mend(folder: Path, name: str, old: str, new: str) -> None:
    """Replace the one place in a file where ``old`` stands."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
