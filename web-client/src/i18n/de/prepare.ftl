### Eine Veranstaltung vorbereiten: anmelden, anlegen, einladen, Fristen; und der Eintritt mit Code.

prepare-title = Vorbereiten
prepare-sign-in-text = Melden Sie sich mit dem Token der Verwaltung an. Es wurde beim ersten Start des Servers gezeigt und steht in seinem Datenordner.
prepare-sign-in-wrong = Dieses Token ist hier nicht bekannt. Kopieren Sie es noch einmal, vollständig und ohne Leerzeichen.
prepare-token = Token der Verwaltung
prepare-sign-in = Anmelden
prepare-sign-out = Abmelden
prepare-all-shows = Alle Veranstaltungen
prepare-failed-title = Die Seite lädt nicht
prepare-failed-text = Prüfen Sie Ihre Verbindung und ob Ihr Link der einer Leitung ist, dann versuchen Sie es erneut.
prepare-new = Neue Veranstaltung
prepare-no-shows = Noch keine Veranstaltung
prepare-no-shows-text = Legen Sie die erste an; die nächsten können Kopien davon sein.
prepare-refused = Der Server hat das nicht angenommen
prepare-refused-lost = Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut; was Sie geschrieben haben, bleibt.
prepare-refused-show_exists = Eine Veranstaltung mit dieser Adresse gibt es schon. Wählen Sie eine andere.
prepare-refused-storage_unavailable = Im Augenblick kann nichts gespeichert werden. Versuchen Sie es gleich noch einmal; was Sie geschrieben haben, bleibt.
prepare-refused-mail_off = Es ist kein Mailserver eingerichtet. Kopieren Sie die Mail.
prepare-refused-busy = Der Server ist beschäftigt. Versuchen Sie es gleich noch einmal.
prepare-refused-no_such_person = Diese Person steht nicht mehr auf der Liste. Laden Sie die Seite neu.
prepare-people = Personen
prepare-counts = { $invited } eingeladen · { $opened } geöffnet · { $ready } bereit
prepare-add = Person hinzufügen
prepare-import = Personen einfügen oder Datei wählen
prepare-nobody = Noch niemand eingeladen
prepare-nobody-text = Fügen Sie Zeilen aus einer Tabelle ein, wählen Sie eine CSV-Datei oder tragen Sie Personen einzeln ein.
prepare-open = Vorbereiten
remove = Entfernen

plan-like = Beginnen mit
plan-like-none = Einer leeren Veranstaltung
plan-languages = Sprachen
plan-languages-hint = Kürzel wie de, zh, en. Jede ist ein Kanal.
plan-words = Titel und Text
plan-title = Titel · { $language }
plan-text = Worum es geht · { $language }
plan-times = Zeit
plan-starts = Beginn nach Ihrer Uhr
plan-ends = Ende nach Ihrer Uhr
plan-zones = Orte, deren Uhren gezeigt werden
plan-zones-hint = Etwa Europe/Berlin, Asia/Shanghai
plan-booths = Kabinen
plan-booth-languages = Sprachen der Kabine { $number }
plan-booth-seats = Plätze
plan-booth-works = Arbeitet
plan-works-by_turns = Abwechselnd
plan-works-by_direction = Nach Richtungen
plan-booth-sign = Gebärdet
plan-booth-remove = Kabine { $number } entfernen
plan-booth-add = Kabine hinzufügen
plan-interlock = Wer einen besetzten Kanal übernehmen darf
plan-id = Adresse
plan-id-hint = Kleinbuchstaben, Ziffern und Striche; leer: eine, die niemand erraten kann.
plan-public = In der öffentlichen Liste zeigen
plan-public-hint = Zum Eintreten braucht man in jedem Fall einen Link.
plan-make = Veranstaltung anlegen
plan-missing-languages = Nennen Sie mindestens eine Sprache.
plan-missing-title = Schreiben Sie einen Titel in mindestens einer Sprache.
plan-missing-end = Das Ende muss nach dem Beginn liegen.
plan-missing-booth = Jede Kabine braucht zwei oder mehr Sprachen der Veranstaltung.

person-opened = geöffnet
person-checked = geprüft
person-ready = bereit
person-not-opened = nicht geöffnet
person-not-checked = nicht geprüft
person-not-ready = nicht bereit
person-withdrawn = Link zurückgezogen
person-withdrawn-text = Der Link wurde zurückgezogen und öffnet nichts mehr. Für eine neue Einladung erstellen Sie einen neuen.
person-late = Überfällig: { $paper }
person-link = Link und Mail
person-link-of = Link und Mail von { $name }
person-expires = Link und Code gelten bis { $time }.
person-link-label = Persönlicher Link
person-code-label = Code zum Vorlesen
person-code-hint = Wird unter { $page } eingegeben; keine zwei seiner Zeichen sehen sich ähnlich.
person-qr = QR-Code
person-qr-of = QR-Code mit dem Link von { $name }
person-mail = Mail zum Kopieren
person-mail-open = Im Mailprogramm öffnen
person-mail-send = Mail senden
person-mailed = Gesendet am { $time }.
person-mail-late = Der Mailserver hat nicht rechtzeitig geantwortet. Versuchen Sie es erneut oder kopieren Sie die Mail.
person-mail-refused = Der Mailserver hat sie abgelehnt. Prüfen Sie die Adresse oder kopieren Sie die Mail.
person-mail-failed = Der Mailserver ist nicht erreichbar. Versuchen Sie es später oder kopieren Sie die Mail.
person-mail-not-sent = Mail nicht gesendet
person-mail-to = An
person-mail-subject = Betreff
person-mail-text = Text
person-handed-in = Ist eingetroffen
person-withdraw = Link zurückziehen
person-withdraw-title = Link von { $name } zurückziehen?
person-withdraw-text = Link und Code öffnen nichts mehr. Wer damit eingetreten ist, verlässt sofort die Veranstaltung.
person-replace = Neuen Link erstellen
person-replace-title = Neuer Link für { $name }?
person-replace-text = Der alte Link und Code öffnen nichts mehr. Wer damit eingetreten ist, verlässt sofort die Veranstaltung.
person-drop = Von der Liste entfernen
person-drop-title = { $name } von der Liste entfernen?
person-drop-text = Link und Code öffnen nichts mehr. Wer damit eingetreten ist, verlässt sofort die Veranstaltung.

paper-deck = Folien
paper-names = Namen
paper-glossary = Glossar
paper-transcript = Filmtext

import-hint = Spalten: Name, Rolle, Sprache, Mailadresse, Organisation, Kabine. Eine erste Zeile mit ihren Namen bestimmt die Reihenfolge.
import-label = Zeilen aus einer Tabelle
import-found = { $count ->
    [one] { $count } Person erkannt
   *[other] { $count } Personen erkannt
}
import-mend = Berichtigen Sie diese Zeilen oben im Text oder entfernen Sie sie; übernommen wird erst, wenn alle passen.
import-take = { $count ->
    [one] { $count } Person einladen
   *[other] { $count } Personen einladen
}
import-flaw = Zeile { $row }: { $flaw }
import-flaw-name = Der Name fehlt oder ist länger als 80 Zeichen. Schreiben Sie einen.
import-flaw-role = Diese Rolle ist nicht bekannt. Schreiben Sie Vortrag, Dolmetschen, Moderation, Leitung oder Publikum.
import-flaw-language = Diese Sprache hat die Veranstaltung nicht. Schreiben Sie eine von { $languages }.
import-flaw-mail = Das ist keine Mailadresse. Schreiben Sie eine wie eva@example.org oder keine.
import-flaw-twice = Diese Mailadresse steht schon auf der Liste. Entfernen Sie die Zeile oder schreiben Sie eine andere Adresse.
import-flaw-booth = Eine Dolmetscherin braucht eine der Kabinen { $booths }, sonst hat niemand eine.

add-booth = Kabine
add-language = Sprache
add-mail = Mailadresse
add-organisation = Organisation
add-take = Einladen

due-title = Fristen
due-hint = Für Vortragende. Kabinen, Moderation und Leitung sehen diese Tage und wer noch fehlt.
due-over = Überfällig
due-missing = Es fehlen: { $names }
due-all = Alle eingetroffen
due-none = Nicht verlangt
due-remove = Frist entfernen: { $paper }
due-by = bis { $time }

code-title = Mit Code eintreten
code-label = Ihr Code
code-hint = Acht Buchstaben und Ziffern, wie sie Ihnen vorgelesen wurden. Kleinschreibung und Leerzeichen stören nicht.
code-enter = Weiter
code-unknown = Dieser Code geht nicht
code-unknown-text = Er ist nicht bekannt, abgelaufen, oder es wurden zu viele versucht. Prüfen Sie jedes Zeichen, warten Sie eine Minute oder bitten Sie den Veranstalter um einen neuen.

mail-subject = Ihr Link: { $title }
mail-greeting = Guten Tag { $name },
mail-as-host = Sie leiten „{ $title }“.
mail-as-moderator = Sie moderieren bei „{ $title }“.
mail-as-speaker = Sie tragen bei „{ $title }“ vor.
mail-as-interpreter = Sie dolmetschen bei „{ $title }“.
mail-as-attendee = Sie sind zu „{ $title }“ eingeladen.
mail-when = Beginn:
    { $when }
mail-link = Das ist Ihr persönlicher Link:
    { $link }
mail-code = Oder öffnen Sie { $page } und geben Sie diesen Code ein:
    { $code }
mail-personal = Link und Code gelten nur für Sie; bitte geben Sie sie nicht weiter. Öffnen Sie den Link einmal vor dem Tag und prüfen Sie Ihren Ton.
