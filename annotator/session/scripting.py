"""A session driven by JSON: each command is done as a person would do it, and kept, then answered.

Offsets are code points, ends excluded.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from annotator.core import gestures, json_values
from annotator.core.annotation import Annotation
from annotator.core.edit import Edit
from annotator.core.errors import AnnotatorError, EditError, InputError
from annotator.core.span import Span
from annotator.core.tagset import Attribute, Choice, Number, YesNo
from annotator.core.text import without_forbidden
from annotator.core.values import Symbol, Value, number, plain
from annotator.session.keeping import Keeping

Json = dict[str, Any]

_FIELDS = {
    "create": {"document", "category", "spans", "attributes", "note", "certainty"},
    "set": {"id", "category", "spans", "attributes", "note", "certainty"},
    "delete": {"id"},
    "finish": {"document"},
    "reopen": {"document"},
    "list": {"document"},
}


class Scripting:
    """Answers commands, one at a time. An answer comes when what was done is on the disk."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._session = keeping.session
        self._commands: Mapping[str, Callable[[Json], Json]] = {
            "create": self._create,
            "set": self._set,
            "delete": self._delete,
            "finish": lambda command: self._complete(command, finished=True),
            "reopen": lambda command: self._complete(command, finished=False),
            "undo": lambda command: self._step(self._session.undo, "undo"),
            "redo": lambda command: self._step(self._session.redo, "redo"),
            "save": self._save,
            "list": self._list,
        }

    def answer(self, line: str, number: int = 1) -> Json:
        """Do what a line says. Never raises: what cannot be done is answered with code and why.

        `number` is that of the line in the input, from 1.
        """
        try:
            command = json_values.value(line.encode("utf-8", "surrogatepass"), line=number)
            if not isinstance(command, dict):
                raise InputError("E-COMMAND", "A command is a JSON object.", f"line {number}")
            do = command.pop("do", None)
            if not isinstance(do, str) or do not in self._commands:
                known = ", ".join(self._commands)
                raise InputError("E-COMMAND", f"“do” must be one of: {known}.")
            if odd := sorted(command.keys() - _FIELDS.get(do, set())):
                raise InputError("E-COMMAND", f"“{do}” knows no “{odd[0]}”.")
            done = self._commands[do](command)
        except AnnotatorError as error:
            return {"ok": False, "code": error.code, "message": str(error)}
        return {"ok": True, "n": self._keeping.keeper.ledger.n, **done}

    def _create(self, command: Json) -> Json:
        session = self._session
        document, category = self._document(command), _text(command, "category")
        self._check_category(category)
        edit = gestures.create(
            session.corpus,
            session.stamp(),
            document,
            category,
            self._spans(command, document),
            self._attributes(command, category),
            without_forbidden(_text(command, "note", "")),
        )
        [annotation] = edit.annotations[1]
        if certainty := _text(command, "certainty", ""):
            changed = gestures.set_certainty(session.stamp(), [annotation], certainty)
            edit = Edit(edit.label, edit.removed, (*_others(edit), *changed.added))
        return self._apply(edit, annotation.id)

    def _set(self, command: Json) -> Json:
        before = self._annotation(command)
        session, stamp = self._session, self._session.stamp()
        after = before
        if "category" in command:
            category = _text(command, "category")
            self._check_category(category)
            after = _only(gestures.relabel(session.corpus, stamp, [after], category), after)
        if "spans" in command:
            spans = self._spans(command, before.document)
            after = _only(gestures.respan(session.corpus, stamp, after, spans, ""), after)
        for name, value in self._attributes(command, after.category).items():
            after = _only(gestures.set_values(stamp, [after], name, value, name), after)
        if "note" in command:
            note = without_forbidden(_text(command, "note"))
            after = _only(gestures.set_note(stamp, [after], note), after)
        if "certainty" in command:
            certainty = _text(command, "certainty")
            after = _only(gestures.set_certainty(stamp, [after], certainty), after)
        removed, added = ((before,), (after,)) if after != before else ((), ())
        label = f"Change {session.tagset.label(after.category)}"
        return self._apply(Edit(label, removed, added), before.id)

    def _delete(self, command: Json) -> Json:
        session, annotation = self._session, self._annotation(command)
        edit = gestures.delete(session.corpus, session.stamp(), [annotation])
        return self._apply(edit, annotation.id)

    def _complete(self, command: Json, *, finished: bool) -> Json:
        """Mark as finished or not; what is so already stays as it is."""
        session, document = self._session, self._document(command)
        # One that was never begun is not finished either: to reopen it does not begin it.
        if finished != (session.set(document).completion.status == "finished"):
            edit = gestures.complete(
                session.corpus, session.stamp(), document, "finished" if finished else "open"
            )
            session.apply(edit)
            self._keeping.wait_protected()
        return {}

    def _step(self, step: Callable[[], Edit | None], name: str) -> Json:
        if step() is None:
            raise EditError("E-NOTHING", f"There is nothing to {name}.")
        self._keeping.wait_protected()
        return {}

    def _save(self, command: Json) -> Json:
        return {"written": list(self._keeping.save().written)}

    def _list(self, command: Json) -> Json:
        corpus = self._session.corpus
        wanted = command.get("document")
        if wanted is not None and wanted not in corpus.documents:
            raise InputError("E-DOCUMENT", f"There is no article “{wanted}”.")
        documents = corpus.documents if wanted is None else (wanted,)
        found = [a for document in documents for a in self._session.set(document).in_order]
        return {"annotations": [_described(annotation) for annotation in found]}

    def _apply(self, edit: Edit, id: str) -> Json:
        self._session.apply(edit)
        self._keeping.wait_protected()
        return {"id": id}

    def _annotation(self, command: Json) -> Annotation:
        id = _text(command, "id")
        annotation = self._session.annotation(id)
        if annotation is None:
            raise EditError("E-POINTER", f"There is no annotation “{id}” of yours.")
        self._check_document(annotation.document)
        return annotation

    def _document(self, command: Json) -> str:
        document = _text(command, "document")
        if document not in self._session.corpus.documents:
            raise InputError("E-DOCUMENT", f"There is no article “{document}”.")
        self._check_document(document)
        return document

    def _check_document(self, document: str) -> None:
        if reason := self._keeping.loaded.read_only.get(document):
            raise EditError("E-READ-ONLY", reason, document)

    def _check_category(self, category: str) -> None:
        if self._session.tagset.category(category) is None:
            known = ", ".join(known.key for known in self._session.tagset.categories)
            raise InputError("E-CATEGORY", f"The tagset has no “{category}” (it has: {known}).")

    def _spans(self, command: Json, document: str) -> list[Span]:
        length = len(self._session.corpus.documents[document].text)
        match command.get("spans"):
            case [_, *_] as pairs if all(map(_is_pair, pairs)):
                if all(0 <= start < end <= length for start, end in pairs):
                    return [Span(start, end) for start, end in pairs]
                for start, end in pairs:
                    if start >= end:
                        how = "the start lies behind the end" if start > end else "it is empty"
                        raise InputError("E-OFFSET", f"Span [{start}, {end}]: {how}.")
                message = f"A span must lie within the article (0 to {length}), its end excluded."
                raise InputError("E-OFFSET", message)
            case []:
                raise InputError("E-OFFSET", "“spans” is empty.")
            case _:
                raise InputError("E-OFFSET", "“spans” must be a list of [start, end].")

    def _attributes(self, command: Json, category: str) -> dict[str, Value | None]:
        given = command.get("attributes", {})
        if not isinstance(given, dict):
            raise InputError("E-ATTRIBUTE", "“attributes” must be an object.")
        declared = {a.name: a for a in self._session.tagset.attributes(category)}
        found: dict[str, Value | None] = {}
        for name, value in given.items():
            if name not in declared:
                known = ", ".join(declared) or "none"
                message = f"“{category}” has no attribute “{name}” (it has: {known})."
                raise InputError("E-ATTRIBUTE", message)
            found[name] = _value(declared[name], value)
        return found


def _value(attribute: Attribute, given: Any) -> Value | None:
    """A value as the attribute's kind wants it; None clears it."""
    value: Value | None
    match attribute.kind, given:
        case _, None:
            return None
        case Choice(), str():
            value = Symbol(given)
        case YesNo(), bool():
            value = Symbol("yes" if given else "no")
        case YesNo(), str():
            value = Symbol(given)
        case Number(), bool():
            value = None
        case Number(), int() | float() | Decimal():
            value = number(repr(given) if isinstance(given, float) else str(given))
        case Number(), str():
            value = number(given)
        case _, str():
            value = without_forbidden(given)
        case _:
            value = None
    if value is None:
        raise InputError("E-VALUE", f"“{given}” is no value for “{attribute.name}”.")
    if problem := attribute.problem(value):
        raise InputError("E-VALUE", f"{attribute.name}: {problem}.")
    return value


def _text(command: Json, name: str, default: str | None = None) -> str:
    value = command.get(name, default)
    if not isinstance(value, str):
        raise InputError("E-COMMAND", f"“{name}” is missing, or no text.")
    return value


def _is_pair(pair: object) -> bool:
    match pair:
        case [int(start), int(end)]:
            return not isinstance(start, bool) and not isinstance(end, bool)
        case _:
            return False


def _only(edit: Edit, before: Annotation) -> Annotation:
    """The annotation as an edit of it alone leaves it."""
    added = edit.annotations[1]
    return added[0] if added else before


def _others(edit: Edit) -> list[Any]:
    return [item for item in edit.added if not isinstance(item, Annotation)]


def _described(annotation: Annotation) -> Json:
    found: Json = {
        "id": annotation.id,
        "document": annotation.document,
        "category": annotation.category,
        "spans": [[span.start, span.end] for span in annotation.spans],
        "attributes": {name: plain(value) for name, value in annotation.attributes},
        "note": annotation.note,
        "certainty": annotation.certainty,
    }
    return found | ({"state": annotation.state} if annotation.state else {})
