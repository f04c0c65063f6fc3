"""Finding words in the articles that are shown."""
