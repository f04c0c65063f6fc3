"""`annotator validate PATH…`: check projects and TEI files, one line per problem."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from annotator.core.errors import Problem
from annotator.storage.check import check_path


def arguments(parser: ArgumentParser) -> None:
    """What to check and how to tell."""
    parser.epilog = (
        "Exit status: 0 no problems, 1 problems found, 2 could not run. Warnings (what the tagset "
        "has against an annotation, odd files) are printed, and count with --strict."
    )
    parser.add_argument(
        "path", nargs="+", metavar="PATH", help="a project folder, any folder, or a TEI file"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("--strict", action="store_true", help="warnings count as problems")


def run(parsed: Namespace) -> int:
    """Check and tell. Raises InputError where a path cannot be checked at all."""
    problems: list[Problem] = []
    checked = 0
    for path in parsed.path:
        result = check_path(Path(path))
        problems += result.problems
        checked += len(result.files)
    errors = [problem for problem in problems if problem.severity == "error"]
    if parsed.json:
        told = {"files": checked, "errors": len(errors), "problems": list(map(asdict, problems))}
        print(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            print(line(problem))
        if not problems:
            print(f"{checked} file(s) checked, no problems.")
    return 1 if errors or (parsed.strict and problems) else 0


def line(problem: Problem) -> str:
    """`file:line: CODE message Advice`; a warning says so after its code."""
    file = " ".join(problem.file.splitlines())
    place = f"{file}:{problem.line}" if problem.line else file
    code = problem.code if problem.severity == "error" else f"{problem.code} (warning)"
    item = f"{problem.item}: " if problem.item and problem.item not in problem.message else ""
    text = " ".join(f"{item}{problem.message} {problem.advice}".split())
    return f"{place}: {code} {text}"
