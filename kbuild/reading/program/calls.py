"""What a program may call: declared layers, listed functions, and nothing that an attribute could reach."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from kbuild.reading.suggest import did_you_mean

from .arguments import check_function_arguments
from .names import HINTS
from .values import ProgramError
from .vocabulary import (
    ADD_LOSS,
    DICTIONARY_METHODS,
    MODULES,
    PLAIN_FUNCTIONS,
    functions,
    instead,
    is_function,
)

if TYPE_CHECKING:
    from .syntax import SyntaxCheck

_ITERATORS = ("enumerate", "zip")


def check_call(check: SyntaxCheck, node: ast.Call) -> None:
    """Check one call: what is called, and with how many arguments as far as that is known without Keras."""
    for keyword in node.keywords:
        if keyword.arg is None:
            check.refuse(keyword, "`**` is not part of the language of `call`", "write the arguments out")
    if isinstance(node.func, ast.Name):
        _check_named(check, node, node.func.id)
    elif isinstance(node.func, ast.Attribute):
        _check_attribute_call(check, node, node.func)
    elif not isinstance(node.func, ast.Subscript):
        check.refuse(node, "only layers and functions can be called", "give the result a name first")


def check_attribute(check: SyntaxCheck, node: ast.Attribute) -> None:
    """Check an attribute that is not called: `shape` is the only one."""
    if id(node) in check.called or (node.attr == "shape" and not isinstance(node.ctx, ast.Store)):
        return
    path = dotted(node)
    if path is not None and path.split(".")[0] in MODULES:
        _report(check, node, "forbidden-syntax", f"`{path}` is a function: it can only be called", None)
    else:
        message = f"`{node.attr}` is not an attribute that a program may use, only `shape` is"
        _report(check, node, "unknown-attribute", message, _attribute_hint(node))


def dotted(node: ast.expr) -> str | None:
    """Return `ops.image.resize` for the node of that text, None for anything but names and attributes."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return None if before is None else f"{before}.{node.attr}"
    return None


def module_function(node: ast.expr) -> tuple[str, str] | None:
    """Return `("ops", "image.resize")` for the node of `ops.image.resize`, None where no module is named."""
    path = dotted(node)
    module, _, name = (path or "").partition(".")
    return (module, name) if module in MODULES and name else None


def _check_named(check: SyntaxCheck, node: ast.Call, name: str) -> None:
    if name in PLAIN_FUNCTIONS:
        least, most = PLAIN_FUNCTIONS[name]
        _check_count(check, node, name, least, most)
        if name in _ITERATORS:
            _check_iterator(check, node, name)
    elif name == ADD_LOSS:
        _check_count(check, node, name, 1, 1)
        _check_statement(check, node, name)
    elif not node.args and not node.keywords:
        check.refuse(node, f"`{name}` is called with nothing", f"give it its input: `{name}(x)`", "no-input")


def _check_count(check: SyntaxCheck, node: ast.Call, name: str, least: int, most: int | None) -> None:
    if node.keywords:
        check.refuse(node, f"`{name}` takes no arguments by name", code="unknown-argument")
        return
    count = len(node.args)
    if count < least or (most is not None and count > most):
        wanted = str(least) if least == most else f"{least} to {most}" if most else f"at least {least}"
        message = f"`{name}` takes {wanted} argument{'' if wanted == '1' else 's'}, received {count}"
        check.refuse(node, message, code="wrong-count")


def _check_iterator(check: SyntaxCheck, node: ast.Call, name: str) -> None:
    if id(node) in check.iterated:
        check.iterated.update(id(argument) for argument in node.args)
    else:
        hint = f"write it into the loop: `for a in {name}(...):`"
        check.refuse(node, f"`{name}(...)` stands only after `in` of a `for`", hint)


def _check_statement(check: SyntaxCheck, node: ast.Call, name: str) -> None:
    if id(node) not in check.statements and id(node) not in check.refused:
        check.refuse(node, f"`{name}(...)` has no result", "write it on a line of its own")


def _check_attribute_call(check: SyntaxCheck, node: ast.Call, func: ast.Attribute) -> None:
    named = module_function(func)
    if named is not None:
        _check_function(check, node, func, *named)
    elif func.attr == "append" and isinstance(func.value, ast.Name):
        _check_count(check, node, "append", 1, 1)
        _check_statement(check, node, "append")
        check.called.add(id(func))
    elif func.attr in DICTIONARY_METHODS:
        _check_count(check, node, func.attr, 0, 0)
        check.called.add(id(func))
    else:
        message = f"`{func.attr}` is not a method that a program may call"
        _report(check, func, "unknown-attribute", message, _attribute_hint(func))


def _check_function(check: SyntaxCheck, node: ast.Call, func: ast.Attribute, module: str, name: str) -> None:
    if is_function(module, name):
        check.called.update(id(each) for each in ast.walk(func) if isinstance(each, ast.Attribute))
        check_function_arguments(check, node, module, name)
        return
    hint = instead(module, name)
    if hint is not None:
        message = f"`{module}.{name}` can't be called in a program"
    else:
        message = f"there is no function `{module}.{name}`"
        hint = _near(module, name) if len(check.errors) < HINTS else None
    _report(check, func, "unknown-function", message, hint)


def _near(module: str, name: str) -> str | None:
    found = did_you_mean(name, functions(module), listed=0)
    return found.replace("`", f"`{module}.", 1) if found else None


def _attribute_hint(node: ast.Attribute) -> str | None:
    path = dotted(node)
    first, _, rest = (path or "").partition(".")
    if first == "self":
        return f"leave `self.` out: `{rest}`"
    if first == "keras" and rest.split(".")[0] in MODULES:
        module, _, name = rest.partition(".")
        near = None if is_function(module, name) else _near(module, name)
        return near or f"leave `keras.` out: `{rest}`"
    if is_function("ops", node.attr):
        return f"did you mean `ops.{node.attr}(...)`?"
    return None


def _report(check: SyntaxCheck, attribute: ast.Attribute, code: str, message: str, hint: str | None) -> None:
    check.errors.append(ProgramError(code, message, hint, *check.source.attribute(attribute)))
    # The arguments of a call are still looked into; what is called is not.
    check.leave_out(attribute)
