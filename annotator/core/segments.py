"""Words and sentences around a position, without a toolkit; all looks at one line at a time."""

from annotator.core.sentences import next_sentence, previous_sentence, sentence_at
from annotator.core.words import next_word, previous_word, word_at

__all__ = [
    "next_sentence",
    "next_word",
    "previous_sentence",
    "previous_word",
    "sentence_at",
    "word_at",
]
