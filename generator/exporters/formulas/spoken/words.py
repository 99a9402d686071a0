"""The phrases around formulas that are read aloud, in the languages of `model.LANGUAGES`.

Owns how each layout is put into words, not when (`spoken` decides) nor what signs are called (`names`).
Every row has its phrases in the order en, de, fr, es; holes in braces are filled by the caller, in their order.

    >>> PHRASES["fraction"][2].format("a plus b", "2")
    'fraction a plus b sur 2, fin fraction'

A short phrase ends by itself, because what fills its last hole is one number or letter. A long phrase begins
with other words than the short one, so that a listener knows at once that its end will be said:

    >>> PHRASES["power"][0].format("x", "n"), PHRASES["exponent"][0].format("x", "n plus 1")
    ('x to the power n', 'x to the exponent n plus 1, end exponent')

No two phrases of a language may be mistaken for each other: a test builds small formulas and looks for two that
sound alike.
"""

from __future__ import annotations

from generator.exporters.formulas.spoken.names import Names

PHRASES: dict[str, Names] = {
    # ─── Letters and signs ───────────────────────────────────────────────────────────────────────────────
    "capital": ("capital {}", "groß {}", "{} majuscule", "{} mayúscula"),
    "bold": ("bold {}", "fett {}", "{} gras", "{} negrita"),
    # The minus that is a sign.
    "negative": ("negative", "minus", "moins", "menos"),
    # `·` and `×` beside a vector.
    "dot": ("dot", "Punkt", "scalaire", "punto"),
    "cross": ("cross", "Kreuz", "vectoriel", "cruz"),
    # Keeps numerals side by side apart: 20 and 5 must not sound as 25.
    "then": ("then", "dann", "puis", "luego"),
    # The comma between numerals, where a bare one would be heard as the decimal comma.
    "list_comma": ("comma", "Komma, dann", "virgule, puis", "coma, luego"),
    # `∣` in round or square brackets, and in braces.
    "given": ("given", "gegeben", "sachant", "dado"),
    "such_that": ("such that", "mit der Eigenschaft", "tel que", "tal que"),
    "one": ("one", "ein", "un", "un"),
    # ─── Layout ──────────────────────────────────────────────────────────────────────────────────────────
    "over": ("{} over {}", "{} durch {}", "{} sur {}", "{} sobre {}"),
    "fraction": (
        "fraction {} over {}, end fraction", "Bruch {} durch {}, Ende Bruch",
        "fraction {} sur {}, fin fraction", "fracción {} sobre {}, fin fracción",
    ),
    "squared": ("{} squared", "{} Quadrat", "{} au carré", "{} al cuadrado"),
    "cubed": ("{} cubed", "{} hoch 3", "{} au cube", "{} al cubo"),
    "power": ("{} to the power {}", "{} hoch {}", "{} puissance {}", "{} elevado a {}"),
    "exponent": (
        "{} to the exponent {}, end exponent", "{} mit Exponent {}, Ende Exponent",
        "{} exposant {}, fin exposant", "{} exponente {}, fin exponente",
    ),
    # Something raised that is no exponent: the order of a derivative in brackets, a plus.
    "superscript": (
        "{} superscript {}, end superscript", "{} hochgestellt {}, Ende hochgestellt",
        "{} en haut {}, fin en haut", "{} superíndice {}, fin superíndice",
    ),
    "index": ("{} sub {}", "{} Index {}", "{} indice {}", "{} sub {}"),
    "subscript": (
        "{} subscript {}, end subscript", "{} tiefgestellt {}, Ende tiefgestellt",
        "{} en indice {}, fin indice", "{} subíndice {}, fin subíndice",
    ),
    # Brackets that are not printed but must be heard.
    "quantity": (
        "quantity {}, end quantity", "Term {}, Ende Term",
        "expression {}, fin expression", "expresión {}, fin expresión",
    ),
    "square_root": ("square root of {}", "Wurzel aus {}", "racine carrée de {}", "raíz cuadrada de {}"),
    "long_square_root": (
        "start square root {}, end root", "Anfang Wurzel {}, Ende Wurzel",
        "début racine carrée {}, fin racine", "inicio raíz cuadrada {}, fin raíz",
    ),
    "cube_root": ("cube root of {}", "dritte Wurzel aus {}", "racine cubique de {}", "raíz cúbica de {}"),
    "long_cube_root": (
        "start cube root {}, end root", "Anfang dritte Wurzel {}, Ende Wurzel",
        "début racine cubique {}, fin racine", "inicio raíz cúbica {}, fin raíz",
    ),
    "root": (
        "root of degree {} of {}", "Wurzel vom Grad {} aus {}",
        "racine de degré {} de {}", "raíz de grado {} de {}",
    ),
    "long_root": (
        "start root of degree {} of {}, end root", "Anfang Wurzel vom Grad {} aus {}, Ende Wurzel",
        "début racine de degré {} de {}, fin racine", "inicio raíz de grado {} de {}, fin raíz",
    ),
    # Between a function and its argument.
    "of": ("of", "von", "de", "de"),
    "base": ("{} base {}", "{} zur Basis {}", "{} de base {}", "{} en base {}"),
    "limit": (
        "{} as {} tends to {}", "{} für {} gegen {}",
        "{} quand {} tend vers {}", "{} cuando {} tiende a {}",
    ),
    "from_to": ("{} from {} to {}", "{} von {} bis {}", "{} de {} à {}", "{} desde {} hasta {}"),
    "over_all": ("{} over {}", "{} für {}", "{} pour {}", "{} para {}"),
    "up_to": ("{} up to {}", "{} bis {}", "{} jusqu'à {}", "{} hasta {}"),
    # Between a large operator and what it is applied to.
    "large_of": ("of", "über", "de", "de"),
    "with_above": ("{} with {} above", "{} mit {} darüber", "{} avec {} au-dessus", "{} con {} encima"),
    "with_below": ("{} with {} below", "{} mit {} darunter", "{} avec {} au-dessous", "{} con {} debajo"),
    "absolute": (
        "absolute value of {}, end absolute value", "Betrag von {}, Ende Betrag",
        "valeur absolue de {}, fin valeur absolue", "valor absoluto de {}, fin valor absoluto",
    ),
    "norm": (
        "norm of {}, end norm", "Norm von {}, Ende Norm",
        "norme de {}, fin norme", "norma de {}, fin norma",
    ),
    "floor": (
        "floor of {}, end floor", "abgerundet {}, Ende abgerundet",
        "partie entière de {}, fin partie entière", "parte entera de {}, fin parte entera",
    ),
    "ceiling": (
        "ceiling of {}, end ceiling", "aufgerundet {}, Ende aufgerundet",
        "partie entière par excès de {}, fin partie entière par excès",
        "parte entera por exceso de {}, fin parte entera por exceso",
    ),
    # ─── Grids: rows by columns ──────────────────────────────────────────────────────────────────────────
    "matrix": ("{} by {} matrix", "{} mal {} Matrix", "matrice {} par {}", "matriz de {} por {}"),
    "end_matrix": ("end matrix", "Ende Matrix", "fin matrice", "fin matriz"),
    "determinant": (
        "{} by {} determinant", "{} mal {} Determinante",
        "déterminant {} par {}", "determinante de {} por {}",
    ),
    "end_determinant": ("end determinant", "Ende Determinante", "fin déterminant", "fin determinante"),
    "table": ("{} by {} table", "{} mal {} Tabelle", "tableau {} par {}", "tabla de {} por {}"),
    "end_table": ("end table", "Ende Tabelle", "fin tableau", "fin tabla"),
    "rule_after": (
        "with a line after column {}", "mit Trennstrich nach Spalte {}",
        "avec un trait après la colonne {}", "con una línea tras la columna {}",
    ),
    "blank": ("blank", "leer", "vide", "vacío"),
    "row": ("row {}: {}", "Zeile {}: {}", "ligne {}: {}", "fila {}: {}"),
    "column": ("column {}: {}", "Spalte {}: {}", "colonne {}: {}", "columna {}: {}"),
    "vector": (
        "column vector with {} entries: {}", "Spaltenvektor mit {} Einträgen: {}",
        "vecteur colonne à {} composantes: {}", "vector columna de {} componentes: {}",
    ),
    "entry": ("entry {}: {}", "Eintrag {}: {}", "composante {}: {}", "componente {}: {}"),
    "end_vector": ("end vector", "Ende Vektor", "fin vecteur", "fin vector"),
    "cases": ("defined by cases", "Fallunterscheidung", "définition par cas", "definición por casos"),
    "case": ("case {}: {}", "Fall {}: {}", "cas {}: {}", "caso {}: {}"),
    "case_if": ("for {}", "für {}", "pour {}", "para {}"),
    "end_cases": ("end cases", "Ende Fallunterscheidung", "fin des cas", "fin de los casos"),
    "lines": ("{} lines", "{} Zeilen", "{} lignes", "{} líneas"),
    "line": ("line {}: {}", "Zeile {}: {}", "ligne {}: {}", "línea {}: {}"),
    "end_lines": ("end lines", "Ende Zeilen", "fin des lignes", "fin de las líneas"),
    # The mark, the body.
    "accent": ("{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"),
    "long_accent": (
        "start {0} {1}, end {0}", "Anfang {0} {1}, Ende {0}",
        "début {0} {1}, fin {0}", "inicio {0} {1}, fin {0}",
    ),
    "vector_letter": ("vector {}", "Vektor {}", "vecteur {}", "vector {}"),
}  # fmt: skip

PART: dict[str, Names] = {
    "2": ("half", "Halb", "demi", "medio"),
    "3": ("third", "Drittel", "tiers", "tercio"),
    "4": ("quarter", "Viertel", "quart", "cuarto"),
    "5": ("fifth", "Fünftel", "cinquième", "quinto"),
    "6": ("sixth", "Sechstel", "sixième", "sexto"),
    "7": ("seventh", "Siebtel", "septième", "séptimo"),
    "8": ("eighth", "Achtel", "huitième", "octavo"),
    "9": ("ninth", "Neuntel", "neuvième", "noveno"),
    "10": ("tenth", "Zehntel", "dixième", "décimo"),
}
"""What a fraction of one is called, by its denominator: one half."""

PARTS: dict[str, Names] = {
    "2": ("halves", "Halbe", "demis", "medios"),
    "3": ("thirds", "Drittel", "tiers", "tercios"),
    "4": ("quarters", "Viertel", "quarts", "cuartos"),
    "5": ("fifths", "Fünftel", "cinquièmes", "quintos"),
    "6": ("sixths", "Sechstel", "sixièmes", "sextos"),
    "7": ("sevenths", "Siebtel", "septièmes", "séptimos"),
    "8": ("eighths", "Achtel", "huitièmes", "octavos"),
    "9": ("ninths", "Neuntel", "neuvièmes", "novenos"),
    "10": ("tenths", "Zehntel", "dixièmes", "décimos"),
}
"""What a fraction of several is called, by its denominator: 3 halves."""

ACCENTS: dict[str, Names] = {
    "hat": ("hat", "Dach", "chapeau", "sombrero"),
    "bar": ("bar", "quer", "barre", "barra"),
    "vec": ("arrow", "Pfeil", "flèche", "flecha"),
    "tilde": ("tilde", "Schlange", "tilde", "tilde"),
    "dot": ("dot above", "mit Punkt", "point", "con punto"),
    "overline": ("overline", "überstrichen", "surligné", "sobrerrayado"),
}

MARKS: dict[str, Names] = {
    "′": ("prime", "Strich", "prime", "prima"),
    "″": ("double prime", "zwei Strich", "seconde", "doble prima"),
    "°": ("degrees", "Grad", "degrés", "grados"),
    "⊤": ("transpose", "transponiert", "transposée", "traspuesta"),
    "∗": ("star", "Stern", "étoile", "estrella"),
    "*": ("star", "Stern", "étoile", "estrella"),
    "⊥": ("perp", "orthogonal", "orthogonal", "ortogonal"),
}
"""Signs that are said after the base they stand above: x prime, 90 degrees."""
