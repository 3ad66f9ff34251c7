"""What the matcher is compared with: each learns phrasings and gives intent and confidence.

scikit-learn is needed for one of them only (``pip install scikit-learn``).
"""

import sqlite3
from collections.abc import Callable
from typing import Protocol

import numpy as np
from rapidfuzz import fuzz, process, utils

from knowledge.matching.calibrate import UNFITTED, calibrate
from knowledge.matching.classifier import taught
from knowledge.matching.index import Phrase, build
from knowledge.matching.matcher import Matcher
from knowledge.matching.synonyms import Synonyms
from knowledge.matching.text import words
from knowledge.matching.vocabulary import Vocabulary
from knowledge.model import EntryKind
from tests.benchmarks.data import Rows


class Peer(Protocol):
    """Something that was taught phrasings and can be asked."""

    def ask(self, question: str) -> tuple[str, float]:
        """The intent of a question and a confidence that orders questions."""


class Ours:
    """The matcher of this project, calibrated on the phrasings alone."""

    def __init__(self, rows: Rows, calibrated: bool = True) -> None:
        by_intent: dict[str, list[str]] = {}
        for text, intent in rows:
            by_intent.setdefault(intent, []).append(text)
        phrases = [Phrase(i, "en", text) for i, texts in by_intent.items() for text in texts]
        index = taught(build(phrases))
        vocabulary = Vocabulary(index)
        self.matcher = Matcher(
            index=index,
            texts={intent: tuple(texts) for intent, texts in by_intent.items()},
            vocabulary=vocabulary,
            synonyms=Synonyms((), vocabulary),
            names={},
            named=frozenset(),
            courtesies=frozenset(),
            common=frozenset(),
            elsewhere=frozenset(),
            years={},
            kinds=(EntryKind.FACT,) * len(index.entries),
            twins=np.arange(len(index.entries)),
            calibration=UNFITTED,
        )
        if calibrated:
            fitted = calibrate(self.matcher, [])
            self.matcher = Matcher(
                **{
                    name: getattr(self.matcher, name)
                    for name in Matcher.__slots__
                    if name != "calibration"
                },
                calibration=fitted,
            )

    def ask(self, question: str) -> tuple[str, float]:
        match = self.matcher.match(question)
        if not len(match.ranking.entries):
            return "", 0.0
        return self.matcher.index.entries[match.ranking.entries[0]], match.confidence


class Scan:
    """rapidfuzz over every phrasing."""

    def __init__(self, rows: Rows, scorer: Callable[..., float]) -> None:
        self.scorer = scorer
        self.intents = [intent for _, intent in rows]
        self.texts = [utils.default_process(text) for text, _ in rows]

    def ask(self, question: str) -> tuple[str, float]:
        processed = utils.default_process(question)
        found = process.extractOne(processed, self.texts, scorer=self.scorer)
        return (self.intents[found[2]], found[1]) if found else ("", 0.0)


class Fts5:
    """SQLite's full-text search with the Porter stemmer, best phrasing by bm25."""

    def __init__(self, rows: Rows) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "CREATE VIRTUAL TABLE f USING fts5(text, intent UNINDEXED, tokenize='porter')"
        )
        self.database.executemany("INSERT INTO f VALUES (?, ?)", rows)

    def ask(self, question: str) -> tuple[str, float]:
        query = " OR ".join(f'"{word}"' for word in words(question))
        if not query:
            return "", 0.0
        found = self.database.execute(
            "SELECT intent, -bm25(f) FROM f WHERE f MATCH ? ORDER BY rank LIMIT 1", (query,)
        ).fetchone()
        return found or ("", 0.0)


class Svc:
    """scikit-learn's LinearSVC on TF-IDF of words, pairs of words and letter n-grams."""

    def __init__(self, rows: Rows) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline, make_union
        from sklearn.svm import LinearSVC

        vectors = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        )
        self.model = make_pipeline(vectors, LinearSVC()).fit(
            [text for text, _ in rows], [intent for _, intent in rows]
        )

    def ask(self, question: str) -> tuple[str, float]:
        found = self.model.decision_function([question])[0]
        return str(self.model.classes_[found.argmax()]), float(found.max())


PEERS: dict[str, Callable[[Rows], Peer]] = {
    "WRatio": lambda rows: Scan(rows, fuzz.WRatio),
    "token_sort_ratio": lambda rows: Scan(rows, fuzz.token_sort_ratio),
    "FTS5": Fts5,
    "LinearSVC": Svc,
    "forum-bot": Ours,
}
