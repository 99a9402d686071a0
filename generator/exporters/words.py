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
    "exam": {"en": "Exam", "de": "Klausur", "fr": "Examen", "es": "Examen"},
    "grading guide": {
        "en": "Grading guide",
        "de": "Korrekturanleitung",
        "fr": "Guide de correction",
        "es": "Guía de corrección",
    },
    "bubble sheet": {
        "en": "Answer sheet",
        "de": "Antwortbogen",
        "fr": "Feuille de réponses",
        "es": "Hoja de respuestas",
    },
    "fill bubbles": {
        "en": "Fill bubbles completely, with a black or blue pen or a soft pencil.",
        "de": "Füllen Sie Kreise ganz aus, mit schwarzem oder blauem Stift oder weichem Bleistift.",
        "fr": "Noircissez entièrement les cercles, au stylo noir ou bleu ou au crayon tendre.",
        "es": "Rellene los círculos por completo, con bolígrafo negro o azul o con lápiz blando.",
    },
    "change bubbles": {
        "en": "To change an answer, erase it without a trace, or ask for another sheet.",
        "de": "Zum Ändern radieren Sie spurlos, oder verlangen Sie einen neuen Bogen.",
        "fr": "Pour changer de réponse, gommez sans laisser de trace, ou demandez une autre feuille.",
        "es": "Para cambiar una respuesta, bórrela sin dejar rastro o pida otra hoja.",
    },
    "filled rightly": {"en": "like this", "de": "so", "fr": "comme ceci", "es": "así"},
    "filled wrongly": {"en": "not like this", "de": "nicht so", "fr": "pas comme cela", "es": "así no"},
    "page": {
        "en": "Page {number} of {count}",
        "de": "Seite {number} von {count}",
        "fr": "Page {number} sur {count}",
        "es": "Página {number} de {count}",
    },
    "student id": {
        "en": "Student ID",
        "de": "Matrikelnummer",
        "fr": "Numéro d’étudiant",
        "es": "Número de estudiante",
    },
    "rules": {"en": "Rules", "de": "Regeln", "fr": "Consignes", "es": "Normas"},
    "question number": {"en": "Question", "de": "Aufgabe", "fr": "Question", "es": "Pregunta"},
    "points possible": {"en": "Points", "de": "Punkte", "fr": "Points", "es": "Puntos"},
    "points earned": {"en": "Earned", "de": "Erreicht", "fr": "Obtenus", "es": "Obtenidos"},
    "total": {"en": "Total", "de": "Summe", "fr": "Total", "es": "Total"},
    "paper": {
        "en": "Paper {number} of {count}",
        "de": "Blatt {number} von {count}",
        "fr": "Copie {number} sur {count}",
        "es": "Hoja {number} de {count}",
    },
    "name": {"en": "Name", "de": "Name", "fr": "Nom", "es": "Nombre"},
    "of points": {"en": "of {points}", "de": "/ {points}", "fr": "sur {points}", "es": "de {points}"},
    "contents": {"en": "Contents", "de": "Inhalt", "fr": "Sommaire", "es": "Índice"},
    "skip to content": {
        "en": "Skip to the questions",
        "de": "Zu den Aufgaben",
        "fr": "Aller aux questions",
        "es": "Ir a las preguntas",
    },
    "wide formula": {
        "en": "wide formula",
        "de": "breite Formel",
        "fr": "formule large",
        "es": "fórmula ancha",
    },
    "wide table": {
        "en": "wide table",
        "de": "breite Tabelle",
        "fr": "tableau large",
        "es": "tabla ancha",
    },
    "seed": {"en": "Seed", "de": "Startwert", "fr": "Graine", "es": "Semilla"},
    "decimal mark": {"en": ".", "de": ",", "fr": ",", "es": ","},
    "list mark": {"en": ",", "de": ";", "fr": "\u202f;", "es": ";"},
    # ─── Questions ───────────────────────────────────────────────────────────────────────────────────────
    "point": {"en": "{} point", "de": "{} Punkt", "fr": "{} point", "es": "{} punto"},
    "points": {"en": "{} points", "de": "{} Punkte", "fr": "{} points", "es": "{} puntos"},
    "part": {"en": "part {}", "de": "Teil {}", "fr": "partie {}", "es": "parte {}"},
    "variant": {"en": "Variant {}", "de": "Variante {}", "fr": "Variante {}", "es": "Variante {}"},
    "in this order": {
        "en": "These questions belong together, in this order.",
        "de": "Diese Fragen gehören zusammen, in dieser Reihenfolge.",
        "fr": "Ces questions vont ensemble, dans cet ordre.",
        "es": "Estas preguntas van juntas, en este orden.",
    },
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
    "place in order": {
        "en": "At which place does this belong?",
        "de": "An welche Stelle gehört dies?",
        "fr": "À quelle place cela vient-il\u202f?",
        "es": "¿En qué lugar va esto?",
    },
    "what belongs": {
        "en": "What belongs to this?",
        "de": "Was gehört hierzu?",
        "fr": "Qu’est-ce qui correspond à ceci\u202f?",
        "es": "¿Qué corresponde a esto?",
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
    "values": {
        "en": "Give values of the answer, not the expression itself.",
        "de": "Geben Sie Werte der Antwort an, nicht den Term selbst.",
        "fr": "Donnez des valeurs de la réponse, et non l’expression elle-même.",
        "es": "Dé valores de la respuesta, no la expresión misma.",
    },
    "value at": {
        "en": "Value for {}:",
        "de": "Wert für {}:",
        "fr": "Valeur pour {}\u202f:",
        "es": "Valor para {}:",
    },
    "rounded value at": {
        "en": "Value for {}, to {digits} significant digits:",
        "de": "Wert für {}, auf {digits} signifikante Stellen:",
        "fr": "Valeur pour {}, à {digits} chiffres significatifs\u202f:",
        "es": "Valor para {}, con {digits} cifras significativas:",
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
    # ─── Feedback ────────────────────────────────────────────────────────────────────────────────────────
    "all right": {
        "en": "That is right.",
        "de": "Das ist richtig.",
        "fr": "C’est juste.",
        "es": "Es correcto.",
    },
    "partly right": {
        "en": "Some of this is right, but not all of it.",
        "de": "Einiges davon ist richtig, aber nicht alles.",
        "fr": "Une partie est juste, mais pas tout.",
        "es": "Una parte es correcta, pero no todo.",
    },
    "not right": {
        "en": "That is not right yet. Go through it once more, step by step.",
        "de": "Das stimmt noch nicht. Gehen Sie es noch einmal Schritt für Schritt durch.",
        "fr": "Ce n’est pas encore juste. Reprenez pas à pas.",
        "es": "Todavía no es correcto. Repáselo paso a paso.",
    },
    "it follows": {
        "en": "This follows from a mistake in an earlier part, and earns half. On that part:",
        "de": "Das folgt aus einem Fehler in einem früheren Teil und zählt zur Hälfte. Zu jenem Teil:",
        "fr": "Cela découle d’une erreur dans une partie précédente et compte pour moitié. Sur cette partie\u202f:",
        "es": "Esto se sigue de un error en una parte anterior y vale la mitad. Sobre esa parte:",
    },
    "it all follows": {
        "en": "This follows rightly from what you answered in an earlier part.",
        "de": "Das folgt richtig aus Ihrer Antwort in einem früheren Teil.",
        "fr": "Cela découle correctement de votre réponse à une partie précédente.",
        "es": "Esto se sigue correctamente de lo que respondió en una parte anterior.",
    },
    # ─── What STACK says ─────────────────────────────────────────────────────────────────────────────────
    "as a set": {
        "en": "Write a set in braces: {}",
        "de": "Schreiben Sie die Menge in geschweiften Klammern: {}",
        "fr": "Écrivez l’ensemble entre accolades\u202f: {}",
        "es": "Escriba el conjunto entre llaves: {}",
    },
    "infinite end": {
        "en": "Where there is no end, write inf or -inf.",
        "de": "Wo es keine Grenze gibt, schreiben Sie inf oder -inf.",
        "fr": "S’il n’y a pas de borne, écrivez inf ou -inf.",
        "es": "Si no hay extremo, escriba inf o -inf.",
    },
    "typed as": {
        "en": "Type {} for",
        "de": "Tippen Sie {} für",
        "fr": "Tapez {} pour",
        "es": "Teclee {} para",
    },
    "not in form": {
        "en": "This is equal to the right answer, but it is not written as asked for: {}.",
        "de": "Das ist gleich der richtigen Antwort, aber nicht so geschrieben wie verlangt: {}.",
        "fr": "C’est égal à la bonne réponse, mais ce n’est pas écrit comme demandé\u202f: {}.",
        "es": "Esto es igual a la respuesta correcta, pero no está escrito como se pide: {}.",
    },
    "follows from": {
        "en": "This follows rightly from what you answered in {}.",
        "de": "Das folgt richtig aus Ihrer Antwort in {}.",
        "fr": "Cela découle correctement de votre réponse à la {}.",
        "es": "Esto se sigue correctamente de lo que respondió en la {}.",
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
    "earns": {"en": "Earns", "de": "Ergibt", "fr": "Vaut", "es": "Vale"},
    "wrong answer": {
        "en": "Wrong answer",
        "de": "Falsche Antwort",
        "fr": "Réponse fausse",
        "es": "Respuesta incorrecta",
    },
    "mistake": {"en": "Mistake", "de": "Fehler", "fr": "Erreur", "es": "Error"},
    "carried": {
        "en": "follows rightly from {answer} in {part}",
        "de": "folgt richtig aus {answer} in {part}",
        "fr": "découle correctement de {answer} dans {part}",
        "es": "se sigue correctamente de {answer} en {part}",
    },
    "for each right": {
        "en": "{} for each right one",
        "de": "{} für jede richtige Angabe",
        "fr": "{} pour chaque élément juste",
        "es": "{} por cada elemento correcto",
    },
    "for each wrong": {
        "en": "minus {} for each wrong one, never below 0",
        "de": "minus {} für jede falsche Angabe, nie unter 0",
        "fr": "moins {} pour chaque élément faux, jamais au-dessous de 0",
        "es": "menos {} por cada elemento incorrecto, nunca por debajo de 0",
    },
    "for each side": {
        "en": "{} for each right end with its bracket",
        "de": "{} für jedes richtige Ende mit seiner Klammer",
        "fr": "{} pour chaque borne juste avec son crochet",
        "es": "{} por cada extremo correcto con su corchete",
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
