"""`annotator agree PROJECT`: how far the annotators of a project agree, as a table, JSON or CSV."""

import os
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from annotator.cli.agree_people import too_few
from annotator.cli.validate import line
from annotator.core.corpus import Corpus
from annotator.core.errors import AnnotatorError, InputError
from annotator.storage import layout
from annotator.storage.files import RealFiles
from annotator.storage.save import save_file
from annotator.storage.workspace import Loaded, open_project

if TYPE_CHECKING:
    from annotator.agreement.figure import Agreement
    from annotator.agreement.pooling import Kind, Statistics
    from annotator.agreement.units import Parameters, Units

# numpy and scipy, which annotator.agreement needs, are loaded only where this command runs.


def arguments(parser: ArgumentParser) -> None:
    """What to compare, how, and how to tell."""
    parser.epilog = (
        "Only finished sets count. Same input and seed, same digits, whatever --jobs. Exit "
        "status: 0, also where figures are undefined; 2 could not run."
    )
    parser.add_argument("project", metavar="PROJECT", help="a project folder or one of its files")
    for name, metavar, text in (
        ("--measure", "ID", "only these measures (else all)"),
        ("--category", "KEY", "only these categories or relation types (else all)"),
        ("--annotators", "ID", "only these (else all people of the project)"),
        ("--documents", "ID", "only these (else all)"),
    ):
        parser.add_argument(
            name, metavar=metavar, nargs="+", action="extend", default=[], help=text
        )
    parser.add_argument(
        "--unit", choices=("token", "char"), default="token", help="what coverage counts"
    )
    parser.add_argument(
        "--tolerance",
        choices=("none", "edges", "edges+that"),
        default="none",
        help="cut quotation marks, blanks and edge punctuation off all spans, and a leading “that”",
    )
    parser.add_argument(
        "--extent",
        choices=("all", "in-scope"),
        default="all",
        help="count whole documents, or not what is marked as out of scope",
    )
    parser.add_argument(
        "--iou", type=float, default=0.5, help="least intersection over union of a match"
    )
    parser.add_argument(
        "--suggestions",
        choices=("both", "with", "without"),
        default="both",
        help="with annotations accepted from suggestions, without, or (if there are any) both",
    )
    parser.add_argument(
        "--resample",
        choices=("document", "event"),
        default="document",
        help="what intervals draw: documents, or events (documents of one event together)",
    )
    parser.add_argument("--by-document", action="store_true", help="each document too")
    parser.add_argument("--seed", type=int, default=1, help="of random numbers")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (0: all cores)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler: tcp://host:8786")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    parser.add_argument("--csv", metavar="FILE", help="write the figures to this file, too")


def run(parsed: Namespace) -> int:
    """Compute and tell. Raises InputError for a project or options nothing can be done with."""
    from annotator.agreement.figure import figures
    from annotator.agreement.measures import MEASURES
    from annotator.agreement.units import Parameters
    from annotator.cli.agree_report import Report, as_csv, as_json, as_table

    _check(parsed, MEASURES)
    workspace = open_project(Path(parsed.project))
    loaded = workspace.load_all()
    for problem in loaded.unreadable:
        print(line(problem), file=sys.stderr)
    corpus = loaded.corpus
    _check_corpus(parsed, corpus)
    if lonely := too_few(corpus, parsed.annotators or ()):
        print(f"annotator: {lonely}", file=sys.stderr)
        return 1
    if parsed.csv and RealFiles().kind(Path(parsed.csv).absolute().parent) != "folder":
        raise InputError("E-MISSING", "There is no such folder for the table.", parsed.csv)
    parameters = Parameters(
        unit=parsed.unit,
        tolerance=parsed.tolerance,
        extent=parsed.extent,
        iou=parsed.iou,
        suggestions=parsed.suggestions != "without",
        seed=parsed.seed,
    )
    found: list[Agreement] = []
    first: Units | None = None
    with ExitStack() as stack:
        executor = stack.enter_context(_executor(parsed))
        stopped = stack.enter_context(_interrupts())
        for units in _versions(parsed, corpus, parameters):
            first = first or units
            stats = _statistics(parsed, units, executor, stopped)
            found += figures(
                stats,
                parsed.measure or None,
                categories=parsed.category or None,
                resample=parsed.resample,
                by_document=parsed.by_document,
            )
    assert first is not None
    report = Report(
        corpus.project.title or workspace.folder.name,
        first,
        found,
        _left_out(loaded, first),
        _command(parsed),
    )
    if parsed.csv:
        save_file(RealFiles(), Path(parsed.csv).absolute(), as_csv(report).encode())
    print(as_json(report) if parsed.json else as_table(report))
    return 0


def _versions(parsed: Namespace, corpus: Corpus, parameters: "Parameters") -> Iterator["Units"]:
    """The units, and again without those that came from suggestions where there are any."""
    from annotator.agreement.cutting import cut

    chosen = {
        "documents": parsed.documents or None,
        "annotators": parsed.annotators or None,
    }
    units = cut(corpus, parameters=parameters, **chosen)
    yield units
    if parsed.suggestions == "both" and units.suggested.any():
        yield cut(corpus, parameters=replace(parameters, suggestions=False), **chosen)


def _statistics(
    parsed: Namespace, units: "Units", executor: Executor | None, stopped: list[bool]
) -> "Statistics":
    from annotator.agreement.measures import MEASURES, needed
    from annotator.agreement.pooling import statistics

    kinds: set[Kind] = needed(*(MEASURES[id] for id in parsed.measure or MEASURES))
    tell = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if tell:
            end = "\r" if done < total else "\r\033[K"
            print(f"{done * 100 // max(total, 1)} %", end=end, file=sys.stderr, flush=True)

    try:
        return statistics(
            units, kinds, executor=executor, progress=progress, cancelled=lambda: bool(stopped)
        )
    except BrokenExecutor as error:
        message = "A worker process ended before its time. Try again with fewer --jobs."
        raise AnnotatorError("E-JOBS", message) from error


@contextmanager
def _executor(parsed: Namespace) -> Iterator[Executor | None]:
    """A process pool, a cluster, or nothing: then it is all done here."""
    if parsed.cluster:
        with _cluster(parsed.cluster) as executor:
            yield executor
        return
    jobs = parsed.jobs or os.cpu_count() or 1
    if jobs == 1:
        yield None
        return
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # the processes are what runs side by side
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts) as pool:
        yield pool


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        message = "--cluster needs an optional part: pip install 'annotator[cluster]'."
        raise InputError("E-CLUSTER", message) from error
    try:
        client: Any = Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        message = f"No Dask scheduler answers at {address}. Is it running, and is the port right?"
        raise InputError("E-CLUSTER", message) from error
    with client:
        yield client.get_executor()


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and says when to stop


@contextmanager
def _interrupts() -> Iterator[list[bool]]:
    """Ctrl-C ends the computation and lets what is done be told; a second one ends the program."""
    stopped: list[bool] = []

    def stop(*_: object) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _check(parsed: Namespace, measures: Collection[str]) -> None:
    if unknown := [id for id in parsed.measure if id not in measures]:
        message = f"There is no measure “{unknown[0]}”. There are: {', '.join(measures)}."
        raise InputError("E-USAGE", message)
    if not 0 <= parsed.iou <= 1:
        raise InputError("E-USAGE", "--iou is a number from 0 to 1.")
    if parsed.jobs < 0 or parsed.seed < 0:
        raise InputError("E-USAGE", "--jobs and --seed are not negative.")


def _check_corpus(parsed: Namespace, corpus: Corpus) -> None:
    tagset = corpus.project.tagset
    used = {a.category for found in corpus.sets.values() for a in found.annotations.values()}
    kinds = [*(c.key for c in tagset.categories), *(r.key for r in tagset.relations)]
    annotators = {*corpus.project.names, *(annotator for _, annotator in corpus.sets)}
    for given, known, what in (
        (parsed.documents, corpus.documents, "article"),
        (parsed.annotators, sorted(annotators), "annotator"),
        (parsed.category, [*kinds, *sorted(used - set(kinds))], "category or relation type"),
    ):
        if unknown := [id for id in given if id not in known]:
            message = f"The project has no {what} “{unknown[0]}”. It has: {', '.join(known)}."
            raise InputError("E-USAGE", message)


def _left_out(loaded: Loaded, units: "Units") -> list[dict[str, str]]:
    """Sets that do not count, and why."""
    from annotator.agreement.evidence import left_out

    codes = {problem.file: problem.code for problem in (*loaded.problems, *loaded.unreadable)}
    unreadable = {problem.file for problem in loaded.unreadable}
    found = left_out(units)
    for each in found:
        name = layout.annotations_name(each["document"], each["annotator"])
        if codes.get(name) == "E-DIGEST":
            each["reason"] = "text-differs"
        elif name in unreadable:
            each["reason"] = "unreadable"
    return found


def _command(parsed: Namespace) -> str:
    """The command that gives the same digits."""
    words = ["annotator", "agree", parsed.project]
    for name, plain in (
        ("unit", "token"),
        ("tolerance", "none"),
        ("extent", "all"),
        ("iou", 0.5),
        ("suggestions", "both"),
        ("resample", "document"),
        ("seed", 1),
    ):
        if getattr(parsed, name) != plain:
            words += [f"--{name}", str(getattr(parsed, name))]
    for name in ("measure", "category", "annotators", "documents"):
        if getattr(parsed, name):
            words += [f"--{name}", *getattr(parsed, name)]
    return " ".join(map(quote, words))
