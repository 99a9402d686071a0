"""QTI 2.2: a package of items and a test that draws one variant of each family.

fragment = render(question, item)         # fragment.body is a `qti.item.Body`
package, = assemble(heading, fragments)   # package.path == "qti22/<set>.zip"
"""

from __future__ import annotations

from functools import partial

from generator.exporters.qti import item, package
from generator.exporters.qti.dialects import QTI22
from generator.exporters.qti.profiles import titles

NAME = QTI22.name
DESCRIPTION = "QTI 2.2 package (TAO and others): one variant drawn per family"
ABILITIES = item.ABILITIES
PROFILES = titles(NAME)

render = partial(item.render, QTI22)
preview = item.preview
assemble = partial(package.assemble, QTI22)
