"""What commands must leave: a plain dict of tags, and the states that undo goes back to."""

import copy
from collections.abc import Mapping
from random import Random
from typing import Any

from tests.faults.project import CATEGORIES, DOCUMENTS, word_spans

Tag = dict[str, Any]
"""`document`, `category`, `spans`, `attributes`, `note`."""
Tags = dict[str, Tag]
"""Tags by id; `NEW` stands for an id that was never told."""
Command = dict[str, Any]

NEW = "?"
NOTES = ("", "doubtful", "two\nlines", "<b>&amp;</b> ]]>", "👩‍👩‍👧 שלום e\u0301", "'\"\\")


class Model:
    """The tags there must be, as far as commands were answered."""

    def __init__(self, tags: Tags | None = None) -> None:
        self.tags: Tags = tags or {}
        self._undo: list[Tags] = []
        self._redo: list[Tags] = []

    def next(self, random: Random, *, undo: bool = True) -> Command:
        """A command that is possible now."""
        kinds = ["create"] * 5 + ["save"]
        kinds += (["set"] * 3 + ["delete"]) * bool(self.tags)
        if undo:
            kinds += ["undo"] * bool(self._undo) + ["redo"] * 2 * bool(self._redo)
        match random.choice(kinds):
            case "create":
                document = random.choice(DOCUMENTS)
                return {"do": "create", "document": document, **_values(random, document)}
            case "set":
                id = random.choice(sorted(self.tags))
                values = _values(random, self.tags[id]["document"])
                field = random.choice(["spans", "note", "category"])
                return {"do": "set", "id": id, field: values[field]}
            case "delete":
                return {"do": "delete", "id": random.choice(sorted(self.tags))}
            case kind:
                return {"do": kind}

    def after(self, command: Command) -> Tags:
        """The tags there are once a command is done."""
        tags = copy.deepcopy(self.tags)
        match command["do"]:
            case "create":
                tags[NEW] = {key: value for key, value in command.items() if key != "do"}
            case "set":
                tag = tags[command["id"]]
                tag |= {k: v for k, v in command.items() if k not in ("do", "id")}
                if tag["category"] != "quote":
                    tag["attributes"] = {}
            case "delete":
                del tags[command["id"]]
            case "undo":
                return self._undo[-1]
            case "redo":
                return self._redo[-1]
        return tags

    def done(self, command: Command, answer: Mapping[str, Any]) -> None:
        """A command was acknowledged."""
        before, after = self.tags, self.after(command)
        if NEW in after:
            after[answer["id"]] = after.pop(NEW)
        match command["do"]:
            case "undo":
                self._undo.pop()
                self._redo.append(before)
            case "redo":
                self._redo.pop()
                self._undo.append(before)
            case _ if after != before:
                self._undo.append(before)
                self._redo.clear()
        self.tags = after

    def restarted(self, found: Tags) -> None:
        """The program was started again and showed these tags; what was undone is forgotten."""
        self.tags, self._undo, self._redo = found, [], []


def _values(random: Random, document: str) -> Tag:
    words = word_spans(document)
    first = random.randrange(len(words))
    last = min(first + random.randrange(4), len(words) - 1)
    category = random.choice(CATEGORIES)
    attributes = {"speaker": random.choice(["Kim", "Dr. Grün & Söhne"])}
    return {
        "category": category,
        "spans": [[words[first][0], words[last][1]]],
        "attributes": attributes if category == "quote" and random.random() < 0.5 else {},
        "note": random.choice(NOTES),
    }


def same(expected: Tags, found: Tags) -> bool:
    """Whether the tags are these, one of them perhaps with an id that was never told."""
    if NEW not in expected:
        return expected == found
    new = found.keys() - expected.keys()
    return len(new) == 1 and found == {
        new.copy().pop() if id == NEW else id: tag for id, tag in expected.items()
    }
