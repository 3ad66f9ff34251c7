"""One word of a question and what it stands for."""

from dataclasses import dataclass

from knowledge.matching.vocabulary import Known

SURE = 0.5
"""From this weight on a corrected word lends its letters to the comparison, not only its stem."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a question: as read, and what it stands for (None: the base does not know it)."""

    word: str
    known: Known | None

    @property
    def letters(self) -> str:
        """The letters to compare: of the word of the base where it surely is the one meant."""
        return self.known.word if self.known and self.known.weight >= SURE else self.word

    @property
    def is_part(self) -> bool:
        """Whether it is a known word whose spaces were mended."""
        return self.known is not None and self.known.weight < 1 and self.known.word == self.word
