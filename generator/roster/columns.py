"""Which column is what: ids, names, given and family names, in the words of several languages and systems.

    >>> heads, _ = columns(document, first_row)      # Matrikelnr.;Vorname;Nachname;Gruppe
    >>> heads.id, heads.names, heads.fields
    (0, (1, 2), ((3, 'Gruppe'),))

Words are compared without capitals, accents, spaces and signs: `Numéro d'étudiant` is `numerodetudiant`. Where two
columns could be ids, the earlier one of the table is; every column that is nothing else is a field.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.errors import Fault
from generator.roster.cells import Cell, Row
from generator.spec.source import Document


def _word(text: str) -> str:
    """Letters and digits alone, small and without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum())


def _words(text: str) -> tuple[str, ...]:
    return tuple(map(_word, text.split()))


IDS = _words("""
    studentid studentnumber studentno studentnr matriculationnumber matriculationno registrationnumber registrationno
    universityid campusid matrikelnummer matrikelnr matrnr matnr mtknr matrikel studentennummer studierendennummer
    numeroetudiant numerodetudiant noetudiant netudiant matriculeetudiant matricule numerodeestudiante
    numerodematricula numeromatricula expediente numerodeexpediente matricola numerodimatricola numeromatricola
    numerodealuno studentnummer numeralbumu nralbumu indeks cislostudenta opiskelijanumero 学号 學號 学籍番号
    学生番号 학번 номерстудента رقمالطالب idnumber sisuserid id kennung identifiant identificador number nummer numero
    login username benutzername sisloginid
""")
"""Words for the id, the more certain ones first: a file of a campus system may hold several."""

NAMES = _words("""
    name fullname studentname student displayname vollername namevorname nachnamevorname namedesstudierenden
    nomcomplet nometprenom nomprenom nombrecompleto nombreyapellidos apellidosynombre nomecompleto naam imieinazwisko
    姓名 氏名 이름 성명 имя фио الاسم
""")
GIVEN = _words("""
    firstname givenname givennames forename forenames vorname vornamen rufname prenom prenoms nombre nombres
    primeironame primeironome voornaam imie
""")
FAMILY = _words("""
    lastname familyname surname surnames nachname familienname nom nomdefamille apellido apellidos cognome sobrenome
    achternaam nazwisko
""")


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of the columns. `names` are one column, or given and family names in the order to be read."""

    id: int
    names: tuple[int, ...]
    fields: tuple[tuple[int, str], ...]

    @property
    def places(self) -> frozenset[int]:
        """The places of all columns that have a name."""
        return frozenset((self.id, *self.names, *(place for place, _ in self.fields)))

    def id_of(self, row: Row) -> Cell:
        """The id in a row; where the row is too short, an empty cell behind it."""
        return row[self.id] if self.id < len(row) else Cell("", row[-1].start + row[-1].length, 0)

    def name_of(self, row: Row) -> str:
        """The name in a row; it may be empty."""
        return " ".join(filter(None, (_text(row, place) for place in self.names)))

    def fields_of(self, row: Row) -> tuple[tuple[str, str], ...]:
        """The other columns of a row, by name."""
        return tuple([(name, _text(row, place)) for place, name in self.fields])


def columns(document: Document, heads: Row) -> tuple[Columns | None, list[Fault]]:
    """What the columns under these heads are, or None; and what is wrong with the heads."""
    words = [_word(cell.text) for cell in heads]
    faults = list(_repeated(document, heads, words))
    id = _first(words, IDS)
    if id is None:
        hint = "The first line names the columns. Call one `id`, `student id`, `Matrikelnummer` or the like."
        faults.append(_line(heads).fault(document, "No column of this roster is one of ids.", hint))
    whole, given, family = (_first(words, known) for known in (NAMES, GIVEN, FAMILY))
    # `Name` beside `Vorname` is a family name.
    if whole is not None and words[whole] == "name" and given is not None and family is None:
        whole, family = None, whole
    if whole is None or (given is not None and family is not None):
        parts = tuple(place for place in (given, family) if place is not None)
    else:
        parts = (whole,)
    if not parts:
        hint = "Call one `name`, or two `first name` and `last name`. Their cells may be empty."
        faults.append(_line(heads).fault(document, "No column of this roster is one of names.", hint))
    if id is None or not parts:
        return None, faults
    used = {id, *parts}
    fields = tuple((n, cell.text) for n, cell in enumerate(heads) if n not in used and cell.text)
    return Columns(id, parts, fields), faults


def _repeated(document: Document, heads: Row, words: Sequence[str]) -> list[Fault]:
    return [
        cell.fault(document, f"There are two columns `{cell.text}`.", "Give one of them another name.")
        for place, cell in enumerate(heads)
        if cell.text and words[place] in words[:place]
    ]


def _first(words: Sequence[str], known: Sequence[str]) -> int | None:
    """The place of the word that stands first in the table."""
    return next((words.index(word) for word in known if word in words), None)


def _line(heads: Row) -> Cell:
    start, last = heads[0].start, heads[-1]
    return Cell("", start, last.start + last.length - start)


def _text(row: Row, place: int) -> str:
    return row[place].text if place < len(row) else ""
