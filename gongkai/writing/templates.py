"""Templates filled: in a sandbox, with everything that is filled in escaped. What is filled in is never a template itself."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


def source(name: str) -> str:
    """A file of the folder `templates`, as it is."""
    return resources.files(__package__).joinpath("templates", *name.split("/")).read_text("utf-8")


def fill(name: str, values: Mapping[str, object]) -> str:
    """The template `name` filled with `values`."""
    return _environment().get_template(name).render(values)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
