"""Playing commands against the exact model, and looking after a fault whether anything is lost."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from annotator.storage.save import is_leftover
from annotator.tei.reader import read
from tests.faults.model import Command, Model, Tags, same
from tests.faults.project import ANNOTATOR, DOCUMENTS, make_project
from tests.faults.scripts import Fault, Run, Zygote


@dataclass
class Stage:
    """A project with its local state in a folder, and what is known of it."""

    base: Path
    model: Model = field(default_factory=Model)
    in_flight: Command | None = None
    """The command that was given but not answered when the run ended."""

    @property
    def project(self) -> Path:
        return self.base / "project"

    def run(self, zygote: Zygote, fault: Fault | None = None) -> Run:
        """Start the program on the project."""
        return zygote.run(self.base, ["script", str(self.project), "--annotator", ANNOTATOR], fault)

    def play(self, run: Run, random: Random, count: int) -> bool:
        """Give so many commands; False where the run ended before the last was answered."""
        for _ in range(count):
            command = self.model.next(random)
            answer = run.ask(command)
            if answer is None:
                self.in_flight = command
                return False
            assert answer["ok"], (command, answer)
            self.model.done(command, answer)
        return True

    def check(self, run: Run) -> None:
        """A new run shows all that was acknowledged, and at most what was in flight besides."""
        found = tags_of(run)
        expected = [self.model.tags]
        if self.in_flight is not None:
            expected.append(self.model.after(self.in_flight))
        assert any(same(tags, found) for tags in expected), (expected, found)
        self.in_flight = None
        self.model.restarted(found)

    def check_files(self) -> None:
        """Each of the project's own files is whole at any moment."""
        for path in self.project.rglob("*.tei.xml"):
            if not is_leftover(path.name):
                read(path.read_bytes(), path.relative_to(self.project).as_posix())

    def kept(self) -> "Kept":
        """A copy of it as it is now, to go back to."""
        aside = self.base.with_name(f"{self.base.name}-kept")
        shutil.copytree(self.base, aside)
        return Kept(aside, self)


@dataclass(frozen=True)
class Kept:
    """A stage as it was. It comes back at its own place: elsewhere it were another project."""

    aside: Path
    stage: Stage

    def back(self) -> Stage:
        """The stage anew."""
        shutil.rmtree(self.stage.base)
        shutil.copytree(self.aside, self.stage.base)
        return Stage(self.stage.base, Model(self.stage.model.tags), self.stage.in_flight)


def listed(run: Run, document: str) -> Tags | None:
    """The tags of an article that a run shows; None where it cannot."""
    answer = run.ask({"do": "list", "document": document})
    if answer is None or not answer["ok"]:
        return None
    return {tag["id"]: _told(tag) for tag in answer["annotations"]}


def tags_of(run: Run) -> Tags:
    """What a run shows, of both articles."""
    found: Tags = {}
    for document in DOCUMENTS:
        tags = listed(run, document)
        assert tags is not None, f"it does not show {document}"
        found |= tags
    return found


def _told(tag: dict[str, Any]) -> dict[str, Any]:
    return {key: tag[key] for key in ("document", "category", "spans", "attributes", "note")}


def new_stage(base: Path) -> Stage:
    """A fresh project with nothing tagged."""
    base.mkdir(parents=True)
    make_project(base / "project")
    return Stage(base)
