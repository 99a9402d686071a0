"""The fixed words that exporters put around a question or a document, in every language that prose can have.

Words of a question go by its language, words of a document by that of its heading. Holes in braces are filled
by the caller. This module must not know any format; what a format says about itself (a loss, an error) is for
the person at the terminal and stays English.

    >>> word("answer", "fr")
    'Réponse'
    >>> word("paper", "de").format(number=1, count=20)
    'Blatt 1 von 20'
"""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    # ─── Documents ───────────────────────────────────────────────────────────────────────────────────────
    "answer key": {
        "en": "Answer key",
        "de": "Lösungsschlüssel",
        "fr": "Corrigé",
        "es": "Clave de respuestas",
    },
    "worked solutions": {
        "en": "Worked solutions",
        "de": "Ausführliche Lösungen",
        "fr": "Solutions détaillées",
        "es": "Soluciones detalladas",
    },
    "paper": {
        "en": "Paper {number} of {count}",
        "de": "Blatt {number} von {count}",
        "fr": "Copie {number} sur {count}",
        "es": "Hoja {number} de {count}",
    },
    "name": {"en": "Name", "de": "Name", "fr": "Nom", "es": "Nombre"},
    "of points": {"en": "of {points}", "de": "/ {points}", "fr": "sur {points}", "es": "de {points}"},
    "seed": {"en": "Seed", "de": "Startwert", "fr": "Graine", "es": "Semilla"},
    "decimal mark": {"en": ".", "de": ",", "fr": ",", "es": ","},
    "list mark": {"en": ",", "de": ";", "fr": "\u202f;", "es": ";"},
    # ─── Questions ───────────────────────────────────────────────────────────────────────────────────────
    "point": {"en": "{} point", "de": "{} Punkt", "fr": "{} point", "es": "{} punto"},
    "points": {"en": "{} points", "de": "{} Punkte", "fr": "{} points", "es": "{} puntos"},
    "part": {"en": "part {}", "de": "Teil {}", "fr": "partie {}", "es": "parte {}"},
    "answer": {"en": "Answer", "de": "Antwort", "fr": "Réponse", "es": "Respuesta"},
    "answer in": {"en": "Answer in", "de": "Antwort in", "fr": "Réponse en", "es": "Respuesta en"},
    "solution": {"en": "Solution", "de": "Lösung", "fr": "Solution", "es": "Solución"},
    "common mistakes": {
        "en": "Common mistakes",
        "de": "Häufige Fehler",
        "fr": "Erreurs fréquentes",
        "es": "Errores frecuentes",
    },
    "true": {"en": "True", "de": "Wahr", "fr": "Vrai", "es": "Verdadero"},
    "false": {"en": "False", "de": "Falsch", "fr": "Faux", "es": "Falso"},
    "reason": {"en": "Reason", "de": "Begründung", "fr": "Justification", "es": "Razón"},
    "tick all": {
        "en": "Tick all that apply.",
        "de": "Kreuzen Sie alles Zutreffende an.",
        "fr": "Cochez toutes les bonnes réponses.",
        "es": "Marque todas las opciones correctas.",
    },
    "match": {
        "en": "Write the letter that belongs to each.",
        "de": "Schreiben Sie zu jedem den passenden Buchstaben.",
        "fr": "Écrivez la lettre qui correspond à chaque élément.",
        "es": "Escriba la letra que corresponde a cada elemento.",
    },
    "number in order": {
        "en": "Number them in the right order.",
        "de": "Nummerieren Sie in der richtigen Reihenfolge.",
        "fr": "Numérotez dans le bon ordre.",
        "es": "Numere en el orden correcto.",
    },
    "increasing order": {
        "en": "In increasing order",
        "de": "In aufsteigender Reihenfolge",
        "fr": "Dans l’ordre croissant",
        "es": "En orden creciente",
    },
    "decimal point": {
        "en": "Write decimals with a point: 0.5",
        "de": "Dezimalzahlen bitte mit Punkt schreiben: 0.5",
        "fr": "Écrivez les nombres décimaux avec un point : 0.5",
        "es": "Escriba los decimales con punto: 0.5",
    },
    "matrix": {
        "en": "matrix, {rows} × {columns}",
        "de": "Matrix, {rows} × {columns}",
        "fr": "matrice, {rows} × {columns}",
        "es": "matriz, {rows} × {columns}",
    },
    "vector": {
        "en": "vector, {count} entries",
        "de": "Vektor, {count} Einträge",
        "fr": "vecteur, {count} composantes",
        "es": "vector, {count} componentes",
    },
    # ─── Keys and notes for graders ──────────────────────────────────────────────────────────────────────
    "each": {"en": "{} each", "de": "jeweils {}", "fr": "{} chacun", "es": "{} cada uno"},
    "significant": {
        "en": "to {} significant digits",
        "de": "auf {} signifikante Stellen",
        "fr": "à {} chiffres significatifs",
        "es": "con {} cifras significativas",
    },
    "or": {"en": "or", "de": "oder", "fr": "ou", "es": "o"},
    "or equal": {
        "en": "or equal to it",
        "de": "oder gleichwertig",
        "fr": "ou une expression égale",
        "es": "o una expresión igual",
    },
    "scale": {
        "en": "or a multiple",
        "de": "oder ein Vielfaches",
        "fr": "ou un multiple",
        "es": "o un múltiplo",
    },
    "positive scale": {
        "en": "or a positive multiple",
        "de": "oder ein positives Vielfaches",
        "fr": "ou un multiple positif",
        "es": "o un múltiplo positivo",
    },
    "sign": {
        "en": "or its negative",
        "de": "oder das Negative davon",
        "fr": "ou son opposé",
        "es": "o su opuesto",
    },
    "whole": {
        "en": "only as a whole",
        "de": "nur als Ganzes",
        "fr": "seulement en entier",
        "es": "solo si está completo",
    },
    "expanded": {"en": "expanded", "de": "ausmultipliziert", "fr": "développé", "es": "desarrollado"},
    "factored": {"en": "factored", "de": "faktorisiert", "fr": "factorisé", "es": "factorizado"},
    "rationalised": {
        "en": "without a root in a denominator",
        "de": "ohne Wurzel im Nenner",
        "fr": "sans racine au dénominateur",
        "es": "sin raíces en el denominador",
    },
    "exact case": {
        "en": "capitals count",
        "de": "Groß- und Kleinschreibung zählt",
        "fr": "majuscules et minuscules comptent",
        "es": "cuentan las mayúsculas",
    },
    "from the top": {"en": "from the top", "de": "von oben", "fr": "de haut en bas", "es": "de arriba abajo"},
    "follow-through": {
        "en": "credit what follows from the answer to {}",
        "de": "Folgefehler aus {} nicht werten",
        "fr": "accepter ce qui découle de la réponse à {}",
        "es": "aceptar lo que se sigue de la respuesta a {}",
    },
    "if the answer is": {
        "en": "If the answer is",
        "de": "Bei der Antwort",
        "fr": "Si la réponse est",
        "es": "Si la respuesta es",
    },
}
"""What is said → language → the words. Every row has every language of `model.LANGUAGES`; a test sees to it."""


def word(key: str, language: str) -> str:
    """The words for `key` in a language. There is no other language to fall back to: a KeyError is our bug."""
    return WORDS[key][language]
