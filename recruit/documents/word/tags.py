"""The part of Jinja that a template may use: it can choose and repeat, and do nothing else.

Allowed are ``for``, ``if``, ``elif`` and ``else``; names; members by name or by constant;
comparisons, ``and``, ``or``, ``not``; constants; the filters and tests below; and of
``loop`` the members below. There are no calls, so nothing can run; no arithmetic and no
assignment, so nothing can grow but by the loops, which the engine counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import nodes

from recruit.documents.word.guard import TemplateRefused
from recruit.domain.errors import RecruitError

FILTERS = frozenset(
    ("upper", "lower", "capitalize", "trim", "length", "first", "last", "join", "default", "round")
)
TESTS = frozenset(("defined", "undefined", "none"))
LOOP = frozenset(["index", "index0", "revindex", "first", "last", "length"])

DEEPEST = 30
"""Tags and expressions inside one another."""
MOST_LOOPS = 4
"""Loops inside one another."""
LARGEST_NUMBER = 1_000_000

_RESERVED = frozenset(["self", "super", "caller", "varargs", "kwargs", "loop"])
_SEE_LIST = "use a name from the list of variables"
_PLAIN = (
    nodes.And,
    nodes.Compare,
    nodes.For,
    nodes.If,
    nodes.Not,
    nodes.Operand,
    nodes.Or,
    nodes.Output,
    nodes.Template,
    nodes.TemplateData,
)
_NAMED: dict[type[nodes.Node], str] = {
    nodes.Call: "a call, such as name(...)",
    nodes.CondExpr: "'if' inside {{ }}",
    nodes.Assign: "{% set %}",
    nodes.AssignBlock: "{% set %}",
    nodes.Macro: "{% macro %}",
    nodes.Include: "{% include %}",
    nodes.Import: "{% import %}",
    nodes.FromImport: "{% from %}",
    nodes.Extends: "{% extends %}",
    nodes.Block: "{% block %}",
    nodes.CallBlock: "{% call %}",
    nodes.FilterBlock: "{% filter %}",
    nodes.With: "{% with %}",
    nodes.Scope: "{% autoescape %}",
    **dict.fromkeys((nodes.List, nodes.Dict, nodes.Tuple), "a list of values"),
}


def check_tags(tree: nodes.Template) -> None:
    """Raise ``TemplateRefused`` where ``tree`` holds anything but what is named above."""
    _check(tree, depth=0, loops=0)


def spelling(node: nodes.Node) -> str:
    """Return an expression as its author wrote it, or nearly so: ``panel.name``."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Const):
        return repr(node.value)
    if isinstance(node, nodes.Getattr):
        return f"{spelling(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{spelling(node.node)}[{spelling(node.arg)}]"
    if isinstance(node, nodes.Filter) and node.node is not None:
        return f"{spelling(node.node)}|{node.name}"
    return "..."


def _check(node: nodes.Node, *, depth: int, loops: int) -> None:
    if depth > DEEPEST:
        raise _refused(node, f"tags nest more than {DEEPEST} deep", "use fewer tags inside one another")
    _check_kind(node)
    if isinstance(node, nodes.For):
        loops += 1
        _check_for(node, loops)
    children = list(node.iter_child_nodes())
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == "loop":
        children = []
    for child in children:
        _check(child, depth=depth + 1, loops=loops)


def _check_kind(node: nodes.Node) -> None:
    check = _CHECKS.get(type(node))
    if check:
        check(node)
    elif not isinstance(node, _PLAIN) and not _is_target(node):
        arithmetic = isinstance(node, nodes.BinExpr | nodes.UnaryExpr | nodes.Concat)
        what = "arithmetic" if arithmetic else _NAMED.get(type(node), type(node).__name__.lower())
        raise _refused(node, f"{what} is not allowed", "use only {{ name }}, {% for %} and {% if %}")


def _is_target(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Tuple) and node.ctx == "store"


def _check_name(node: nodes.Name) -> None:
    if node.name.startswith("_") or node.name in _RESERVED:
        raise _refused(node, f"the name '{node.name}' is not allowed here", _SEE_LIST)


def _check_member(node: nodes.Getattr) -> None:
    if isinstance(node.node, nodes.Name) and node.node.name == "loop":
        if node.attr not in LOOP:
            raise _refused(node, f"'loop.{node.attr}' is not allowed", f"use one of {_listed(LOOP)}")
    elif node.attr.startswith("_"):
        raise _refused(node, f"the name '{node.attr}' is not allowed", _SEE_LIST)


def _check_item(node: nodes.Getitem) -> None:
    if not isinstance(node.arg, nodes.Const) or not isinstance(node.arg.value, str | int):
        raise _refused(node, "[ ] holds something other than a constant", "use a fixed name or number")
    if str(node.arg.value).startswith("_"):
        raise _refused(node, f"the name '{node.arg.value}' is not allowed", _SEE_LIST)


def _check_constant(node: nodes.Const) -> None:
    value = node.value
    if isinstance(value, complex) or (isinstance(value, int | float) and abs(value) > LARGEST_NUMBER):
        raise _refused(node, "a number in a tag is too large", f"use numbers up to {LARGEST_NUMBER:,}")


def _check_test(node: nodes.Test) -> None:
    if node.name not in TESTS or node.args or node.kwargs:
        raise _refused(node, f"'is {node.name}' is not allowed", f"use one of {_listed(TESTS)}")


def _check_filter(node: nodes.Filter) -> None:
    if node.node is None or node.name not in FILTERS:
        raise _refused(node, f"the filter '{node.name}' is not allowed", f"use one of {_listed(FILTERS)}")
    constant = all(isinstance(argument, nodes.Const) for argument in node.args)
    if not constant or node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
        raise _refused(
            node, f"the filter '{node.name}' is given something other than a constant", "use a constant"
        )


def _check_for(node: nodes.For, loops: int) -> None:
    if node.recursive:
        raise _refused(node, "'recursive' is not allowed", "take the word out")
    if loops > MOST_LOOPS:
        raise _refused(node, f"more than {MOST_LOOPS} loops stand inside one another", "use fewer loops")
    targets = node.target.items if isinstance(node.target, nodes.Tuple) else [node.target]
    if not all(isinstance(target, nodes.Name) for target in targets):
        raise _refused(node, "a loop fills something other than names", "write {% for name in list %}")


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _refused(node: nodes.Node, problem: str, remedy: str) -> RecruitError:
    if isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Filter):
        problem = f"{problem} ({spelling(node)[:60]})"
    return TemplateRefused(problem, remedy=remedy)


_CHECKS: dict[type[nodes.Node], Callable[[Any], None]] = {
    nodes.Name: _check_name,
    nodes.Getattr: _check_member,
    nodes.Getitem: _check_item,
    nodes.Const: _check_constant,
    nodes.Filter: _check_filter,
    nodes.Test: _check_test,
}
