"""`annotator new DIR FILE…`: make a project from articles."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import replace
from itertools import repeat
from pathlib import Path

from annotator.cli.open import show
from annotator.core.errors import InputError
from annotator.storage.founding import new_project
from annotator.storage.intake import Article, read_article_file, same_text


def arguments(parser: ArgumentParser) -> None:
    """The folder, the articles, and what is known of them."""
    parser.add_argument("folder", metavar="DIR", help="a new or empty folder for the project")
    parser.add_argument("file", nargs="+", metavar="FILE", help="an article: text, HTML or TEI")
    parser.add_argument("--title", default="", help="the project's title (else the folder's name)")
    each = "of each article, in their order (give it once per article)"
    parser.add_argument("--outlet", action="append", default=[], help=f"the outlet {each}")
    parser.add_argument("--date", action="append", default=[], help=f"the date {each}")
    parser.add_argument("--url", action="append", default=[], help=f"the address {each}")
    parser.add_argument("--language", default="", help="of all articles, such as en")
    parser.add_argument("--encoding", help="of all text and HTML files, where the guess is wrong")
    parser.add_argument("--open", action="store_true", help="open the window on it at once")


def run(parsed: Namespace) -> int:
    """Make the project; tells what was changed in the articles on the way in."""
    for name in ("outlet", "date", "url"):
        if len(getattr(parsed, name)) > len(parsed.file):
            raise InputError("E-USAGE", f"There are more --{name} than articles.")
    articles = list(_articles(parsed))
    folder = Path(parsed.folder)
    workspace = new_project(folder, parsed.title or folder.resolve().name, articles)
    print(f"Made {workspace.folder} with {len(articles)} article(s).")
    for article in articles:
        for note in article.notes:
            print(f"  {article.document.metadata.file}: {note}")
    if parsed.open:
        return show([str(workspace.folder)])
    print(f"Open it with: annotator {workspace.folder}")
    return 0


def _articles(parsed: Namespace) -> Iterable[Article]:
    rows = zip(
        parsed.file,
        [*parsed.outlet, *repeat("", len(parsed.file))],
        [*parsed.date, *repeat("", len(parsed.file))],
        [*parsed.url, *repeat("", len(parsed.file))],
        strict=False,
    )
    taken: list[Article] = []
    for file, outlet, date, url in rows:
        article = read_article_file(Path(file), encoding=parsed.encoding)
        known = article.document.metadata
        article = article.described(
            replace(
                known,
                outlet=outlet or known.outlet,
                date=date or known.date,
                url=url or known.url,
                language=parsed.language or known.language,
            )
        )
        if twin := same_text(article.document, (other.document for other in taken)):
            print(f"{file}: the same text as {twin.metadata.file}; both are kept", file=sys.stderr)
        taken.append(article)
        yield article
