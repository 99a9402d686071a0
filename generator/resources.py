"""Where the files that ship with Setwright are: templates and problem specs.

In a wheel they lie in `generator/_shipped/`; in a checkout in `templates/` and `problem_specs/` beside the
package.

    >>> specs_root().name
    'problem_specs'
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _shipped(folder: str) -> Path:
    packed = _PACKAGE / "_shipped" / folder
    return packed if packed.is_dir() else _PACKAGE.parent / folder


def specs_root() -> Path:
    """The folder of the problem specs that ship."""
    return _shipped("problem_specs")


def template_text(exporter: str, name: str) -> str:
    """The template `name` of an exporter. Raises FileNotFoundError if there is none: a bug of ours."""
    return (_shipped("templates") / exporter / name).read_text(encoding="utf-8")


def template_names(exporter: str) -> tuple[str, ...]:
    """The names of the templates in a folder, without their endings, in order."""
    return tuple(sorted(path.stem for path in (_shipped("templates") / exporter).iterdir()))
