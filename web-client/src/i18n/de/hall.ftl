### Zuhören und fragen.

hall-language-menu = Wählen Sie, was Sie hören
hall-volume = Lautstärke
hall-underneath = Original darunter
hall-underneath-level = Original, Lautstärke
hall-sound = Ton
hall-hand = Hand heben
hall-hand-down = Hand senken
hall-swap = Bilder tauschen
hall-leave = Verlassen
hall-listening-count =
    { $count ->
        [one] { $count } Person hier
       *[other] { $count } Personen hier
    }

hall-ask-label = Fragen Sie in Ihrer Sprache
hall-ask-placeholder = Ihre Frage
hall-ask-language = Geschrieben auf
hall-ask-anonymous = Ohne meinen Namen fragen
hall-ask-send = Frage senden
hall-ask-left = noch { $left } Zeichen
hall-ask-sending = Wird gesendet …
hall-ask-closed = Fragen sind möglich, sobald der Einlass beginnt.
hall-questions-empty = Noch keine Fragen
hall-questions-empty-hint = Ihre kann die erste sein.
hall-vote = Für diese Frage stimmen
hall-vote-back = Stimme zurücknehmen
hall-answered = Beantwortet ({ $count })

hall-on-stage-title = Sie sind auf der Bühne
hall-on-stage-text = Die Leitung hat Sie auf die Bühne geholt. Schalten Sie Ihr Mikrofon ein und fragen Sie.
hall-live-title = Alle hören Sie

saver = Daten sparen
saver-full = Volles Bild
saver-small = Kleines Bild
saver-none = Nur Ton
stage-resting = Ihr Netz trägt das Bild im Moment nicht. Der Ton läuft weiter.
stage-saving = Sie haben das Bild ausgeschaltet, um Daten zu sparen. Der Ton läuft weiter.
