"""`--exact`: initial weights equal to kbuild's, by seeding Python's `random` around each layer.

Keras draws the seeds of initializers and of dropout from it wherever none is given.
"""

from __future__ import annotations

import ast

from kbuild.converting.python.build import call, constant, lambda_
from kbuild.converting.python.program import Program

_HELPER = '''
def seeded(key, make):
    """Make a layer whose random choices follow from SEED and its key alone."""

    def draw(key, function, *args):
        state = random.getstate()
        random.seed(f"{SEED}:{key}")
        result = function(*args)
        random.setstate(state)
        return result

    layer = draw(key, make)
    if getattr(layer, "built", True):
        return layer
    build = layer.build

    @functools.wraps(build)
    def seeded_build(*args, **kwargs):
        vars(layer)["build"] = build
        return draw(f"{key}:build", lambda: build(*args, **kwargs))

    vars(layer)["build"] = seeded_build
    return layer
'''


def seeded(program: Program, key: str | ast.expr, scope: str | ast.expr, expression: ast.expr) -> ast.expr:
    """A layer that is made with the random choices that kbuild makes for it."""
    from kbuild.converting.python.layers import joined

    program.use("random")
    program.use("functools")
    program.needs_seeded = True
    whole = joined(scope, key)
    return call("seeded", constant(whole), lambda_(expression))


def helper() -> list[ast.stmt]:
    """The function that does it."""
    return list(ast.parse(_HELPER).body)
