"""QTI 3.0: a package of items and a test that draws one variant of each family.

fragment = render(question, item)         # fragment.body is a `qti.item.Body`
package, = assemble(heading, fragments)   # package.path == "qti30/<set>.zip"
"""

from __future__ import annotations

from functools import partial

from generator.exporters.qti import item, package
from generator.exporters.qti.dialects import QTI30
from generator.exporters.qti.profiles import titles

NAME = QTI30.name
DESCRIPTION = "QTI 3.0 package (newer players): one variant drawn per family"
ABILITIES = item.ABILITIES
PROFILES = titles(NAME)

render = partial(item.render, QTI30)
preview = item.preview
assemble = partial(package.assemble, QTI30)
