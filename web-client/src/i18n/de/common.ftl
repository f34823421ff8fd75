### Wörter, die mehrere Seiten teilen.

app-name = Roadshow
page-language = Sprache der Seiten
original = Original
original-hint = was auf der Bühne gesprochen wird
close = Schließen
cancel = Abbrechen
try-again = Erneut versuchen
tries-again = Neuer Versuch von selbst in { $seconds } s
try-now = Jetzt versuchen
loading = Wird geladen
percent = { $value } %
you-mark = { $name } (Sie)

role-host = Leitung
role-moderator = Moderation
role-speaker = Vortrag
role-interpreter = Dolmetschen
role-attendee = Publikum

phase-planned = Noch nicht geöffnet
phase-doors_open = Einlass läuft
phase-live = Live
phase-paused = Pause
phase-ended = Beendet

zone-Europe-Berlin = Berlin
zone-Asia-Shanghai = Peking
zone-UTC = UTC

microphone = Mikrofon
camera = Kamera
microphone-on = Mikrofon an
microphone-off = Mikrofon aus
camera-on = Kamera an
camera-off = Kamera aus
share-screen = Bildschirm teilen
sharing-screen = Bildschirm wird geteilt
stop-sharing = Teilen beenden
full-screen = Vollbild
leave-full-screen = Vollbild beenden

hears = Sie hören
hears-interpreted = verdolmetscht
hears-original = Original
hears-fallback = zurzeit dolmetscht niemand
hears-until-cut = Verdolmetschung folgt gleich
hears-via = über { $language }
hears-no-speech = zurzeit spricht niemand
hears-consecutive = gedolmetscht wird auf der Bühne
hears-down = Verdolmetschung ausgefallen
hears-original-of = Original ({ $language })

down-title = Die Verdolmetschung auf { $language } ist ausgefallen
down-text = Sie hören das Original. Die Verdolmetschung kommt von selbst zurück; Sie müssen nichts tun.
down-text-others = Wer diese Sprache gewählt hat, hört solange das Original.
consecutive-title = Gedolmetscht wird auf der Bühne
consecutive-text = Vortrag und Verdolmetschung wechseln sich ab, und alle hören die Bühne.

minutes = { $minutes } min
agenda-now = jetzt
agenda-empty = Noch kein Ablauf

sign-title = Gebärdensprache
sign-enlarge = Größer
sign-reduce = Kleiner
sign-pin = Anheften
sign-pinned = Angeheftet
sign-hide = Ausblenden
sign-show = Gebärdensprache zeigen

stage-empty = Noch niemand auf der Bühne
stage-empty-hint = Das Bild erscheint hier von selbst.
stage-break = Pause
stage-break-hint = Hier geht es weiter. Sie müssen nichts tun.
stage-voice-only = Nur Ton
stage-screen-of = Bildschirm von { $name }
picture-of = Bild von { $name }

questions = Fragen
question-votes =
    { $votes ->
        [one] { $votes } Stimme
       *[other] { $votes } Stimmen
    }
question-anonymous = Anonym
question-own = Ihre Frage
question-state-asked = Wartet auf Freigabe
question-state-approved = In der Warteschlange
question-state-on_air = Wird jetzt besprochen
question-state-answered = Beantwortet
question-state-dismissed = Abgelehnt
question-reason = Grund: { $reason }
question-answer = Antwort
question-next = Nächste Frage
question-none-next = Keine Frage wartet
question-original = Original ({ $language })
question-machine = Maschinell übersetzt
question-translated-by = Übersetzt von { $name }
question-pending = Eine Übersetzung ist unterwegs
question-translate = Übersetzen
question-translate-part = Was übersetzt wird
question-part-question = Frage
question-translate-into = In die Sprache
question-translation = Übersetzung
question-translate-send = Übersetzung speichern
question-machine-again = Maschine noch einmal fragen
question-fault-busy = Keine maschinelle Übersetzung ({ $language }): zu viel auf einmal
question-fault-late = Keine maschinelle Übersetzung ({ $language }): keine rechtzeitige Antwort
question-fault-failed = Keine maschinelle Übersetzung ({ $language }): der Dienst lehnt ab oder ist nicht erreichbar
question-fault-unusable = Keine maschinelle Übersetzung ({ $language }): die Antwort ist nicht zu gebrauchen
question-is-next = Als Nächstes
question-soon = Gleich auf Sendung
question-pinned = Angeheftet
question-merged = Mit einer anderen Frage zusammengelegt
question-also =
    { $count ->
        [one] und eine weitere Person
       *[other] und { $count } weitere
    }
question-file-failed = Die Datei kam nicht an. Bitte noch einmal versuchen.
question-file-left = Fragen, die niemand beantwortet hat, als Datei
question-concerns = An: { $to }
