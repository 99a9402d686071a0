"""QTI 2.1: a package of items and a test that draws one variant of each family.

fragment = render(question, item)         # fragment.body is a `qti.item.Body`
package, = assemble(heading, fragments)   # package.path == "qti21/<set>.zip"
"""

from __future__ import annotations

from functools import partial

from generator.exporters.qti import item, package
from generator.exporters.qti.dialects import QTI21
from generator.exporters.qti.profiles import titles

NAME = QTI21.name
DESCRIPTION = (
    "QTI 2.1 package (TAO, OpenOlat, Blackboard, Inspera, itslearning): one variant drawn per family"
)
ABILITIES = item.ABILITIES
PROFILES = titles(NAME)

render = partial(item.render, QTI21)
preview = item.preview
assemble = partial(package.assemble, QTI21)
