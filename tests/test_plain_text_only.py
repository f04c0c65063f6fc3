"""No module but one hands Qt a text that it could take for markup."""

import ast
import tomllib
from pathlib import Path

import annotator

ROOT = Path(annotator.__file__).parent
HELPER = ROOT / "gui" / "widgets" / "plain.py"
BANNED_CALLS = {
    "setToolTip",
    "setWhatsThis",
    "setTitle",
    "setTabToolTip",
    "setHtml",
    "insertHtml",
    "appendHtml",
    "setMarkdown",
    "setOpenLinks",
    "setOpenExternalLinks",
}
BANNED_CLASSES = {
    "QLabel",
    "QMessageBox",
    "QTextEdit",
    "QTextBrowser",
    "QErrorMessage",
    "QInputDialog",
    "QProgressDialog",
    "QWizardPage",
    "QSplashScreen",
    "QStaticText",
}
BANNED_ARGUMENTS = {"html", "openLinks", "toolTip", "whatsThis"}


def offences(source: str) -> list[str]:
    """Banned calls and named arguments in a module's text, with their lines."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if called in BANNED_CALLS and not (called == "setToolTip" and _escaped(node)):
            found.append(f"line {node.lineno}: {called}")
        if called == "showText" and not _shows_escaped(node):
            found.append(f"line {node.lineno}: showText")
        if called == "addRow" and node.args and not _is_widget(node.args[0]):
            found.append(f"line {node.lineno}: addRow makes a label of its own")
        found += [
            f"line {node.lineno}: {argument.arg}="
            for argument in node.keywords
            if argument.arg in BANNED_ARGUMENTS
        ]
    return found


def _escaped(call: ast.Call) -> bool:
    """Whether what is set comes from the helper (`tooltip_text`), or is empty."""
    match call.args[-1:]:
        case [ast.Call(func=ast.Name(id="tooltip_text"))] | [ast.Constant(value="")]:
            return True
    return False


def _shows_escaped(call: ast.Call) -> bool:
    """Whether the text of a tooltip that is shown at once comes from the helper."""
    match call.args[1:2]:
        case [ast.Call(func=ast.Name(id="tooltip_text"))]:
            return True
    return False


def _is_widget(what: ast.expr) -> bool:
    """Whether the first argument of `addRow` is no text: Qt would guess what it is."""
    return not isinstance(what, ast.JoinedStr | ast.BinOp) and not (
        isinstance(what, ast.Constant) and isinstance(what.value, str)
    )


def banned_classes(source: str) -> list[str]:
    """Classes of Qt that guess whether a text is markup, where a module names them."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
        names |= {node.attr} if isinstance(node, ast.Attribute) else set()
        found += [f"line {node.lineno}: {name}" for name in sorted(names & BANNED_CLASSES)]
    return found


def test_no_module_but_the_helper_names_a_class_that_guesses() -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sorted(ROOT.rglob("*.py"))
        if path != HELPER and (lines := banned_classes(path.read_text(encoding="utf-8")))
    }
    assert not found
    assert banned_classes("from PySide6.QtWidgets import QLabel, QWidget")
    assert banned_classes("from PySide6 import QtWidgets\nQtWidgets.QTextBrowser()")


def test_the_linter_bans_the_same_classes() -> None:
    settings = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))
    banned = settings["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
    named = {name.rpartition(".")[2] for name in banned}
    assert named >= BANNED_CLASSES


def test_only_the_helper_speaks_markup() -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sorted((ROOT / "gui").rglob("*.py"))
        if path != HELPER and (lines := offences(path.read_text(encoding="utf-8")))
    }
    assert not found


def test_the_check_finds_what_it_looks_for() -> None:
    bad = (
        'widget.setToolTip("x")\nQAction(toolTip="y")\nview.setHtml(z)\nform.addRow(f"{x}", y)\n'
        'box.setTitle(label)\nQToolTip.showText(point, label)\nform.addRow("Name", field)\n'
    )
    assert len(offences(bad)) == 7
    good = (
        'tooltip(widget, "x")\nitem.setToolTip(2, tooltip_text(what))\nform.addRow(label, x)\n'
        "QToolTip.showText(point, tooltip_text(label), widget)\n"
    )
    assert not offences(good)
