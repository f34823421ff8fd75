### Die Seite von Leitung und Moderation.

desk-on-stage = Auf der Bühne ({ $count })
desk-backstage = Hinter der Bühne ({ $count })
desk-hands = Gehobene Hände ({ $count })
desk-booths = Kabinen
desk-stage-empty = Niemand ist auf der Bühne
desk-backstage-empty = Niemand wartet hinter der Bühne
desk-booth-empty = Niemand ist in der Kabine
desk-hands-empty = Keine Hand ist gehoben
desk-hand = Möchte sprechen ({ $language })
desk-hand-unknown = Möchte sprechen, Sprache nicht bekannt
desk-bring-up = Auf die Bühne
desk-take-down = Von der Bühne
desk-spotlight = Nach vorn
desk-spotlight-on = Ist vorn
desk-spotlight-off = Stimme entscheiden lassen
desk-mute = Stummschalten
desk-unmute = Freischalten
desk-muted = stummgeschaltet
desk-lost = Verbindung unterbrochen
desk-speaks = Spricht { $language }
desk-speaks-of = Sprache von { $name }
desk-waits = wartet seit { $time }
desk-go-on-stage = Selbst auf die Bühne
desk-leave-stage = Bühne verlassen
desk-take-down-title = { $name } von der Bühne nehmen?
desk-take-down-text = Das Publikum hört und sieht diese Person sofort nicht mehr.

desk-pending = Zu entscheiden ({ $count })
desk-approved = In der Warteschlange ({ $count })
desk-on-air = Wird jetzt besprochen
desk-answered = Beantwortet ({ $count })
desk-pending-empty = Nichts zu entscheiden
desk-approved-empty = Die Warteschlange ist leer
desk-on-air-empty = Keine Frage wird besprochen
desk-approve = Freigeben
desk-dismiss = Ablehnen
desk-put-on-air = Jetzt besprechen
desk-answered-live = Beantwortet
desk-answer-text = Schriftlich antworten
desk-move-up = Nach oben
desk-move-down = Nach unten
desk-dismiss-title = Diese Frage ablehnen?
desk-dismiss-reason = Grund, wird der fragenden Person gezeigt
desk-dismiss-duplicate = Wurde schon gefragt
desk-dismiss-topic = Gehört nicht zum Thema
desk-answer-title = Schriftlich antworten
desk-answer-label = Antwort, für alle sichtbar
desk-answer-send = Antwort veröffentlichen
desk-next = Als Nächstes
desk-answer-language = Sprache der Antwort
desk-mark = Kennzeichnen
desk-mark-to = Betrifft
desk-mark-everybody = Alle
desk-mark-labels = Stichworte
desk-mark-labels-hint = Bis zu fünf, durch Kommas getrennt; nur die Regie sieht sie.
desk-mark-pinned = Oben anheften
desk-mark-send = Speichern
desk-merge = Fragt dasselbe wie
desk-merge-none = Keine andere Frage
desk-merge-hint = Fragende und Stimmen gehen auf jene Frage über. Das lässt sich nicht rückgängig machen.
desk-merge-send = Zusammenlegen
desk-file = Fragen als Datei
desk-file-unanswered = Nur unbeantwortete Fragen
desk-file-unanswered-hint = Zur Übergabe an das vorstellende Unternehmen.

desk-preview = Was das Publikum sieht
desk-override = Richtung von Hand gehalten

desk-phase-now = Jetzt: { $phase }
desk-phase-doors_open = Einlass beginnen
desk-phase-live = Live gehen
desk-phase-resume = Veranstaltung fortsetzen
desk-phase-paused = Pause machen
desk-phase-ended = Veranstaltung beenden
desk-confirm-doors_open-title = Einlass beginnen?
desk-confirm-doors_open-text = Alle mit einem Link können eintreten. Die Bühne ist noch nicht zu hören.
desk-confirm-live-title = Live gehen?
desk-confirm-live-text =
    { $count ->
        [one] { $count } Person hört und sieht die Bühne sofort.
       *[other] { $count } Personen hören und sehen die Bühne sofort.
    }
desk-confirm-paused-title = Pause machen?
desk-confirm-paused-text = Der Saal hört und sieht die Bühne nicht, bis Sie fortsetzen.
desk-confirm-resume-title = Veranstaltung fortsetzen?
desk-confirm-resume-text =
    { $count ->
        [one] { $count } Person hört und sieht die Bühne sofort wieder.
       *[other] { $count } Personen hören und sehen die Bühne sofort wieder.
    }
desk-confirm-ended-title = Veranstaltung für alle beenden?
desk-confirm-ended-text =
    { $count ->
        [one] { $count } Person verlässt den Saal. Das lässt sich nicht zurücknehmen.
       *[other] Alle { $count } Personen verlassen den Saal. Das lässt sich nicht zurücknehmen.
    }

desk-invite = Einladen
desk-invite-title = Persönlichen Link erstellen
desk-invite-role = Rolle
desk-invite-name = Name
desk-invite-language = Gesprochene Sprache
desk-invite-make = Link erstellen
desk-invite-copy = Kopieren
desk-invite-copied = Kopiert
desk-invite-hint = Wer diesen Link hat, tritt unter diesem Namen ein. Senden Sie ihn nur an eine Person.
desk-invite-failed = Der Link konnte nicht erstellt werden. Versuchen Sie es erneut.
desk-invite-copy-named = Kopieren: { $what }
desk-invite-by = Verbindet sich mit
desk-invite-by-browser = Browser (Link)
desk-invite-by-encoder = OBS oder anderem Encoder (WHIP)
desk-invite-make-strings = Server und Token erstellen
desk-invite-server = Server
desk-invite-token = Bearer-Token
desk-invite-encoder-hint = Das Token ist persönlich: Wer es hat, sendet unter diesem Namen. Geben Sie es nur einer Person.
desk-invite-encoder-steps = OBS Studio ab Version 30: Einstellungen, Stream, Dienst WHIP; beides einfügen. Video: H.264, Keyframe alle 2 s, keine B-Frames. Andere Encoder mit WHIP ebenso.

desk-columns = Teil des Pults
desk-column-people = Personen
desk-column-questions = Fragen
desk-column-stage = Bühne
desk-column-sheet = Ablauf
desk-column-board = Kanäle

desk-everyone = Alle im Raum
desk-everyone-more = Mehr Personen zeigen
desk-numbers = In Zahlen
desk-numbers-listening = Eingestellt auf
desk-numbers-receivers = Empfänger
desk-numbers-round-trip = Laufzeit hin und zurück
desk-numbers-loss = Verlust
desk-numbers-ms = die Hälfte bis { $half } ms, 95 % bis { $most } ms
desk-numbers-percent = die Hälfte bis { $half } %, 95 % bis { $most } %
desk-numbers-layers = Bilder
desk-numbers-layer-top = hoch { $count }
desk-numbers-layer-middle = mittel { $count }
desk-numbers-layer-low = niedrig { $count }
desk-numbers-layer-none = keines { $count }
desk-numbers-headroom = Server
desk-numbers-free = { $percent } % frei
desk-numbers-tight = nur noch { $percent } % frei
desk-numbers-none = Noch empfängt niemand Ton oder Bild.
