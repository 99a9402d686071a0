"""What the files are called that a build with a roster writes, in every format that prints.

>>> folder("worksheet", ("worksheet", "solutions")), folder("exam", ("worksheet", "exam"))
('papers', 'exams')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from generator.model import Student

FOR_STUDENTS = ("worksheet", "exam")
"""The documents that students get, each their own. The others are for teachers, and of all students."""


def folder(document: str, documents: Sequence[str]) -> str:
    """The name of a document with those of all students in it, or of the folder with one for each."""
    if document not in FOR_STUDENTS:
        return document
    return f"{document}s" if all(other in documents for other in FOR_STUDENTS) else "papers"


def file_name(paper: int, students: Sequence[Student]) -> str:
    """`007-s123`: the number of the paper, as wide as the last one's, and what files may be called of the id."""
    width = len(str(len(students)))
    plain = unicodedata.normalize("NFKD", students[paper - 1].id).encode("ascii", "ignore").decode()
    safe = re.sub("[^A-Za-z0-9_]+", "-", plain).strip("-")
    return f"{paper:0{width}}-{safe}" if safe else f"{paper:0{width}}"
