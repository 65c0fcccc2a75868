"""Varied texts that look like work, in several languages: what a search has to tell apart."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Language:
    """Pieces of which titles and sentences are made. `glue` stands between two sentences."""

    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    things: tuple[str, ...]
    places: tuple[str, ...]
    people: tuple[str, ...]
    glue: str = " "


ENGLISH = Language(
    titles=(
        "Repair {thing} at {place}",
        "Order a spare {thing}",
        "{place}: {thing} does not start after the update",
        "Ask {person} about {thing}",
        "Move {thing} to {place} before noon",
        "Write down how {thing} is tested",
        "Crash when {thing} is opened twice (case {number})",
        "Replace {thing} and {thing2}",
        "Invoice {number} for {thing}",
        "Plan the inspection of {place}",
        "Remove the old {thing} from {place}",
        "{thing} is slower than last week",
    ),
    sentences=(
        "{person} saw it first, while {thing2} was being loaded.",
        "It happens about {number} times a day, mostly at {place}.",
        "The manual says to check {thing} before {thing2} is touched.",
        "Nobody knows since when; the log of {place} begins too late.",
        "- [ ] call {person}\n- [ ] measure {thing}\n- [ ] write the report",
        "See order {number} and the notes of the last meeting.",
        "If {thing} cannot be had in time, take the one from {place}.",
        "**Careful:** {thing2} is under pressure until the valve is closed.",
        "We agreed with {person} that this may wait until spring.",
        "Error `E{number}` appears when the connection is lost.",
    ),
    things=(
        "forklift",
        "crane",
        "conveyor belt",
        "scanner",
        "gate",
        "label printer",
        "pallet wrapper",
        "cold store",
        "ramp",
        "scale",
        "truck",
        "container",
        "database",
        "search index",
        "login page",
        "mobile app",
        "report",
        "backup",
        "certificate",
        "webhook",
        "dashboard",
        "calendar",
        "import job",
        "mail template",
        "router",
        "battery",
        "sensor",
        "pump",
        "valve",
        "camera",
        "door lock",
        "heating",
        "generator",
        "server rack",
        "translation",
        "price list",
        "contract",
        "delivery note",
        "customs form",
        "insurance policy",
    ),
    places=(
        "gate 4",
        "hall B",
        "the north quay",
        "warehouse 7",
        "the workshop",
        "Rotterdam",
        "the front office",
        "Lisbon",
        "the test lab",
        "staging",
        "production",
        "the archive",
        "dock 12",
        "the parking deck",
        "Osaka",
    ),
    people=("Ann", "Bob", "Cleo", "Dr. Okafor", "Ms Lindqvist", "the night shift", "Mr Haddad", "accounting"),
)

GERMAN = Language(
    titles=(
        "{thing} prüfen ({place})",
        "Ersatz für {thing} bestellen",
        "{place}: {thing} fällt immer wieder aus",
        "Mit {person} über {thing} sprechen",
        "Übergabe von {thing} und {thing2} vorbereiten",
        "Rechnung {number} klären",
        "Schlüssel für {place} nachmachen",
    ),
    sentences=(
        "{person} hat es zuerst bemerkt, als {thing2} geladen wurde.",
        "Das passiert etwa {number}-mal im Monat, meistens bei {place}.",
        "Vor der Änderung bitte {thing} sichern und {person} Bescheid geben.",
        "Größe und Gewicht stehen auf dem Lieferschein {number}.",
        "Falls {thing} nicht rechtzeitig kommt, nehmen wir das aus {place}.",
    ),
    things=(
        "Gabelstapler",
        "Förderband",
        "Waage",
        "Kühlraum",
        "Etikettendrucker",
        "Rampe",
        "Türschloss",
        "Heizung",
        "Datensicherung",
        "Suchindex",
        "Anmeldeseite",
        "Übersetzung",
        "Preisliste",
        "Zollformular",
        "Schlüsselkasten",
        "Prüfprotokoll",
        "Versicherung",
        "Notstromaggregat",
    ),
    places=("Halle B", "Tor 4", "Köln", "Zürich", "dem Lager Süd", "der Werkstatt", "dem Büro", "Düsseldorf"),
    people=("Frau Jäger", "Herr Möller", "die Spätschicht", "Jürgen", "die Buchhaltung"),
)

FRENCH = Language(
    titles=(
        "Réparer {thing} à {place}",
        "Vérifier {thing} avant la fête",
        "Demander à {person} où est {thing}",
        "Facture n° {number} : {thing}",
        "Déplacer {thing} vers {place}",
    ),
    sentences=(
        "{person} l'a remarqué en premier, près de {place}.",
        "Cela arrive environ {number} fois par semaine.",
        "Il faut éteindre {thing2} avant de toucher à {thing}.",
        "Le numéro de série est {number} ; la garantie a expiré.",
    ),
    things=(
        "le chariot élévateur",
        "la chaîne",
        "l'étiqueteuse",
        "la chambre froide",
        "le contrôle d'accès",
        "la caméra",
        "le générateur",
        "la sauvegarde",
        "le modèle de courriel",
        "l'assurance",
        "la clé",
        "le reçu",
    ),
    places=("Genève", "l'entrepôt", "la porte 4", "Orléans", "l'atelier", "Nîmes"),
    people=("Hélène", "François", "l'équipe de nuit", "M. Lefèvre"),
)

SPANISH = Language(
    titles=(
        "Reparar {thing} en {place}",
        "Pedir otra vez {thing}",
        "Preguntar a {person} por {thing}",
        "Factura {number}: {thing}",
        "Revisión anual de {place}",
    ),
    sentences=(
        "{person} lo vio primero, cerca de {place}.",
        "Ocurre unas {number} veces al año, casi siempre de mañana.",
        "Antes de mover {thing} hay que desconectar {thing2}.",
        "El número de pedido es {number}; está pendiente de pago.",
    ),
    things=(
        "la carretilla",
        "la báscula",
        "el montacargas",
        "la cámara frigorífica",
        "el camión",
        "la señal",
        "la contraseña",
        "el índice de búsqueda",
        "la traducción",
        "el albarán",
        "la póliza",
    ),
    places=("Málaga", "el almacén", "la puerta 4", "León", "el muelle"),
    people=("Iñaki", "Begoña", "el turno de noche", "Señora Núñez"),
)

JAPANESE = Language(
    titles=(
        "{place}の{thing}を修理する",
        "{thing}の点検({place})",
        "{person}に{thing}について確認",
        "{thing}と{thing2}の交換",
        "請求書{number}の処理",
        "{place}で{thing}が動かない",
    ),
    sentences=(
        "{person}が{place}で最初に気づきました。",
        "毎月{number}回ほど発生します。",
        "{thing2}を止めてから{thing}に触れてください。",
        "注文番号は{number}、納期は来週の金曜日です。",
        "間に合わない場合は{place}の{thing}を使います。",
    ),
    things=(
        "フォークリフト",
        "倉庫",
        "冷蔵庫",
        "印刷機",
        "扉の鍵",
        "発電機",
        "検索機能",
        "請求システム",
        "配達記録",
        "安全装置",
        "翻訳",
        "契約書",
        "在庫表",
        "温度計",
        "コンテナ",
    ),
    places=("大阪", "東京支店", "第四ゲート", "北埠頭", "横浜港", "作業場"),
    people=("田中さん", "佐藤課長", "夜勤の担当者", "経理部"),
    glue="",
)

GREEK = Language(
    titles=("Επισκευή: {thing} ({place})", "Έλεγχος για {thing}", "Τιμολόγιο {number}", "Ρώτα {person} για {thing}"),
    sentences=("Το είδε πρώτα {person} στο σημείο {place}.", "Συμβαίνει {number} φορές τον χρόνο.", "Κλείσε {thing2}."),
    things=("ο γερανός", "η ζυγαριά", "η πόρτα", "το ψυγείο", "η αποθήκη", "το τιμολόγιο", "η κάμερα"),
    places=("Πειραιάς", "η αποθήκη 7", "Θεσσαλονίκη"),
    people=("Ελένη", "Γιώργος", "η νυχτερινή βάρδια"),
)

# Who writes how much.
LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, JAPANESE, GREEK)
WEIGHTS = (55, 15, 8, 8, 11, 3)
_SENTENCES = (0, 1, 2, 3, 4, 6, 12)
_SENTENCE_WEIGHTS = (25, 20, 20, 15, 10, 8, 2)


class Writer:
    """Writes titles, descriptions and comments, the same ones for the same `random`."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def language(self) -> Language:
        """The language of the next task."""
        return self.random.choices(LANGUAGES, WEIGHTS)[0]

    def title(self, language: Language) -> str:
        """One line."""
        text = self._fill(self.random.choice(language.titles), language)
        return text[0].upper() + text[1:]

    def description(self, language: Language) -> str:
        """Nothing, or some sentences."""
        return self._sentences(language, self.random.choices(_SENTENCES, _SENTENCE_WEIGHTS)[0])

    def comment(self, language: Language) -> str:
        """A sentence or two."""
        return self._sentences(language, self.random.randint(1, 2))

    def _sentences(self, language: Language, count: int) -> str:
        return language.glue.join(self._fill(self.random.choice(language.sentences), language) for _ in range(count))

    def _fill(self, pattern: str, language: Language) -> str:
        choose = self.random.choice
        return pattern.format(
            thing=choose(language.things),
            thing2=choose(language.things),
            place=choose(language.places),
            person=choose(language.people),
            number=self.random.randrange(100, 100_000),
        )
