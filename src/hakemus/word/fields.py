"""The placeholders of a template: each with its full path, loop variables led back to their list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

_LOOP = "loop"
_Scope = Mapping[str, str]


@dataclass(slots=True)
class Fields:
    """The paths in the order a template first names them, and the path of each expression printed or repeated."""

    paths: dict[str, None] = field(default_factory=dict)
    printed: dict[nodes.Node, str] = field(default_factory=dict)


def fields_of(tree: nodes.Template) -> Fields:
    """Return the placeholders of a template's tree, such as `budget.items[].amount`."""
    fields = Fields()
    _visit(tree, {}, fields)
    return fields


def _visit(node: nodes.Node, scope: _Scope, fields: Fields) -> None:
    if isinstance(node, nodes.Output):
        for printed in node.nodes:
            if not isinstance(printed, nodes.TemplateData):
                fields.printed[printed] = _label(printed, scope)
            _visit(printed, scope, fields)
    elif isinstance(node, nodes.For):
        _visit_for(node, scope, fields)
    elif isinstance(node, nodes.Macro):
        inner = {**scope, **{argument.name: "" for argument in node.args}}
        for child in node.body:
            _visit(child, inner, fields)
    elif isinstance(node, nodes.Assign | nodes.With):
        _visit_names(node, scope, fields)
    else:
        path = _path(node, scope)
        if path is not None:
            if path:
                fields.paths.setdefault(path)
            return
        _visit_all(node, scope, fields)


def _visit_all(node: nodes.Node, scope: _Scope, fields: Fields) -> None:
    """Visit what is inside a node; a name that is set is known to what comes after it."""
    known = dict(scope)
    for child in node.iter_child_nodes():
        _visit(child, known, fields)
        if isinstance(child, nodes.Assign) and isinstance(child.target, nodes.Name):
            known[child.target.name] = _path(child.node, known) or ""
        elif isinstance(child, nodes.AssignBlock | nodes.Macro):
            target = child.target if isinstance(child, nodes.AssignBlock) else child
            known[getattr(target, "name", "")] = ""


def _visit_for(node: nodes.For, scope: _Scope, fields: Fields) -> None:
    listed = _path(_unfiltered(node.iter), scope)
    _visit(node.iter, scope, fields)
    fields.printed[node.iter] = listed or "the list of the loop"
    if listed:
        fields.paths.pop(listed, None)
        fields.paths.setdefault(f"{listed}[]")
    item = f"{listed}[]" if listed else ""
    targets = [node.target] if isinstance(node.target, nodes.Name) else [*node.target.find_all(nodes.Name)]
    inner = {**scope, _LOOP: "", **{target.name: item if target is node.target else "" for target in targets}}
    for child in (*([node.test] if node.test else []), *node.body):
        _visit(child, inner, fields)
    for child in node.else_:
        _visit(child, scope, fields)


def _visit_names(node: nodes.Assign | nodes.With, scope: _Scope, fields: Fields) -> None:
    if isinstance(node, nodes.Assign):
        _visit(node.node, scope, fields)
        return
    for value in node.values:
        _visit(value, scope, fields)
    pairs = zip(node.targets, node.values, strict=True)
    inner = {**scope, **{getattr(target, "name", ""): _path(value, scope) or "" for target, value in pairs}}
    for child in node.body:
        _visit(child, inner, fields)


def _unfiltered(node: nodes.Node) -> nodes.Node:
    """Return what a chain of filters works on: `items|selectattr("paid")` runs over `items`."""
    inner = node
    while isinstance(inner, nodes.Filter) and inner.node is not None:
        inner = inner.node
    return inner


def _path(node: nodes.Node, scope: _Scope) -> str | None:
    """Return the path that an expression is, "" for what is no field (`loop.index`), None for what is no path."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        return _step(_path(node.node, scope), f".{node.attr}")
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        step = f".{node.arg.value}" if isinstance(node.arg.value, str) else "[]"
        return _step(_path(node.node, scope), step)
    return None


def _step(path: str | None, step: str) -> str | None:
    return path + step if path else path


def _label(node: nodes.Node, scope: _Scope) -> str:
    """Return the path to name in an error: the expression's own, or the first that it reads."""
    path = _path(_unfiltered(node), scope)
    if path:
        return path
    for child in node.find_all((nodes.Getattr, nodes.Name)):
        if inner := _path(child, scope):
            return inner
    return "the value of the tag"
