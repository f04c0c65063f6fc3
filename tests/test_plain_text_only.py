"""No module but one hands Qt a text that it could take for markup."""

import ast
from pathlib import Path

import annotator

ROOT = Path(annotator.__file__).parent
HELPER = ROOT / "gui" / "widgets" / "plain.py"
BANNED_CALLS = {
    "setToolTip",
    "setWhatsThis",
    "setHtml",
    "insertHtml",
    "appendHtml",
    "setMarkdown",
    "setOpenLinks",
    "setOpenExternalLinks",
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


def test_only_the_helper_speaks_markup() -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sorted((ROOT / "gui").rglob("*.py"))
        if path != HELPER and (lines := offences(path.read_text(encoding="utf-8")))
    }
    assert not found


def test_the_check_finds_what_it_looks_for() -> None:
    bad = 'widget.setToolTip("x")\nQAction(toolTip="y")\nview.setHtml(z)\n'
    assert len(offences(bad)) == 3
    good = 'tooltip(widget, "x")\nitem.setToolTip(2, tooltip_text(what))\n'
    assert not offences(good)
