### Wörter, die mehrere Seiten teilen.

app-name = Roadshow
page-language = Sprache der Seiten
original = Original
original-hint = was auf der Bühne gesprochen wird
close = Schließen
cancel = Abbrechen
try-again = Erneut versuchen
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
hears-fallback = Original, zurzeit keine Verdolmetschung
hears-until-cut = Original, Verdolmetschung folgt gleich

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
