"""How far annotators agree: pure functions on arrays of spans, without window or files.

From Python (documents are pooled by sums; see each function for what else it takes):

    from pathlib import Path
    from annotator.agreement.alignments import align
    from annotator.agreement.cutting import cut
    from annotator.agreement.disagreements import disagreements
    from annotator.agreement.figure import figures
    from annotator.agreement.pooling import statistics
    from annotator.agreement.units import Parameters
    from annotator.storage.workspace import open_project

    corpus = open_project(Path("my-project")).load_all().corpus
    units = cut(corpus, parameters=Parameters(unit="token", tolerance="edges"))
    stats = statistics(units)  # executor=…: any concurrent.futures.Executor
    for figure in figures(stats, ["alpha", "gamma"]):
        print(figure.measure, figure.category, figure.pair, figure.value, figure.reason)
    alignments = [align(units, document) for document in units.documents]
    rows = disagreements(alignments, units, stats)

The other measures are the keys of `annotator.agreement.measures.MEASURES`. Nothing is imported
here: numpy and scipy are loaded only by those who compute.
"""
