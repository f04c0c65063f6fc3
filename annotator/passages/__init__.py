"""What two articles share: the same wording, altered wording, quoted words, likely sentences.

Suggestions for reading and linking, never annotations. From Python:

    from annotator.passages.sharing import shared_passages

    found = shared_passages(tuple(corpus.documents.values()))

Nothing is imported here: numpy is loaded only by those who compute.
"""
