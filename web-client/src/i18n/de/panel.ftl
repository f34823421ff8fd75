### Was als Nächstes kommt und was die Kabine teilt, neben dem Pult.

panel-label = Was als Nächstes kommt
panel-papers = Unterlagen der Kabine
panel-agenda = Ablauf
panel-glossary = Glossar
panel-notes = Notizen
panel-chat = Chat
panel-chat-unread = Chat ({ $count })
panel-next-speaker = Wer als Nächstes spricht
panel-next-nobody = Niemand steht im Ablauf
panel-then = Danach
panel-item-notes = Gut zu wissen

panel-number = Zahl für den Partner
panel-number-hint = Steht 30 Sekunden groß auf dem Pult des Partners.
panel-number-clear = Löschen
panel-number-of = Zahl von { $name }

panel-chat-label = An den Partner
panel-chat-send = Senden
panel-chat-empty = Das liest nur Ihre Kabine.
panel-chat-you = Sie

glossary-search = Begriff suchen
glossary-paste-hint = Aus einer Tabelle kopierte Zeilen lassen sich hier einfügen.
glossary-imported =
    { $read ->
        [0] Darin wurden keine Zeilen gefunden.
       *[other] { $added } von { $read } Zeilen sind neu und wurden aufgenommen.
    }
glossary-empty = Noch keine Begriffe
glossary-not-found = Kein Begriff enthält diese Buchstaben
glossary-more = { $count } weitere. Tippen Sie, um sie zu finden.
glossary-add-row = Zeile hinzufügen
glossary-add = Hinzufügen
glossary-import = CSV-Datei
glossary-remove = Entfernen
glossary-remove-term = { $term } entfernen

notes-label = Notizen der Kabine
notes-kept = Gespeichert
notes-writing = Wird gespeichert …
notes-failed = Nicht gespeichert.
notes-changed = Ihre Kabine hat die Notizen gerade geändert.
notes-changed-by = { $name } hat die Notizen gerade geändert.

call-title = Leitung zur Regie
call-text = Worum es geht
call-light = Regie rufen
call-waits = Die Regie ist gerufen seit { $time }
call-put-out = Löschen
call-from-desk = { $name } ruft aus der Regie
call-desk-talks = spricht gerade
call-answer = Gesehen
call-talk = Halten, um mit der Regie zu sprechen
call-talking = Die Regie hört Sie
