### Das Pult: Dolmetschen, Kabinen, Bereitschaft und Ablaufplan.

## Die Übersicht

desk-board = Dolmetschen
desk-channel = Kanal { $language }
desk-channel-live = Live
desk-channel-held = Gehalten
desk-channel-floor = Bühne
desk-channel-fallback = Original
desk-channel-down = Ausgefallen
desk-channel-down-text = Das Dolmetschen ist ausgefallen: Zu hören ist das Original, obwohl eine Kabine vorgesehen ist.
desk-channel-floor-text = Zu hören ist die Bühne selbst.
desk-channel-fallback-text = Niemand dolmetscht, zu hören ist das Original.
desk-in-booth = Kabine { $booth }
desk-mark-floor = von der Bühne
desk-mark-times = { $times }×
desk-mark-via = { $times }× über { $language }
desk-decalage = { $seconds } s später
desk-level-none = still
desk-level-db = { $level } dBFS
desk-level-low = zu leise
desk-level-high = zu laut
desk-interlock = Wer darf den belegten Kanal { $language } übernehmen
desk-interlock-refused = Wenn belegt: niemand
desk-interlock-own_booth = Wenn belegt: eigene Kabine
desk-interlock-anyone = Wenn belegt: alle
desk-consecutive = Konsekutiv: alle hören die Bühne
desk-open-microphones = Offene Mikrofone
desk-alarm-silent = { $name }: Mikrofon offen, aber still
desk-alarm-pivot_silent = Das Relais { $language } ist still
desk-alarm-unattended = Kanal { $language }: niemand dolmetscht
desk-alarm-occupied = Kanal { $language } ist von Kabine { $booth } belegt

## Kabinen

desk-booths-none = Diese Veranstaltung hat keine Kabine
desk-booth-of = Kabine { $booth }
desk-booth-into = → { $language }
desk-booth-armed = { $language } folgt
desk-booth-sign = Gebärdensprache
desk-booth-pivot = Relais für { $language }: { $listeners } hören zu
desk-seat-waiting = offen, nicht auf Sendung
desk-seat-owns = spricht { $language }
desk-seat-covers = übernimmt beide Richtungen
desk-seat-hears = hört: { $source }
desk-seat-talking = spricht mit dem Partner
desk-hand-over-requested = { $to } bittet { $from } um das Mikrofon.
desk-hand-over-offered = { $from } bietet { $to } das Mikrofon an.
desk-hand-over-armed = { $to } ist bereit, { $from } abzulösen.
desk-hand-over-cutting = { $to } löst { $from } jetzt ab.
desk-hand-over-left = ({ $seconds } s)
desk-works = Wie die Kabine sich die Arbeit teilt
desk-works-by_turns = Im Wechsel
desk-works-by_direction = Nach Richtung
desk-assign = Plätze
desk-assign-title = Wer sitzt in welcher Kabine?
desk-assign-hint = Die Änderung gilt sofort. Wer auf Sendung ist, behält den Platz.
desk-assign-booth = { $languages } ({ $seats } da)
desk-assign-none = noch kein Platz
desk-assign-on-air = Jetzt auf Sendung: Erst muss jemand ablösen.
desk-call = Rufen
desk-call-title = Kabine { $booth } rufen
desk-call-hint = In der Kabine geht ein Licht an, daneben steht Ihr Text.
desk-call-text = Worum es geht (kann leer bleiben)
desk-call-out = Licht ausmachen
desk-call-from = { $name } ruft aus Kabine { $booth }
desk-call-since = seit { $time }
desk-call-talking = spricht mit Ihnen
desk-call-done = Erledigt
desk-talk-hold = Halten und sprechen
desk-talk-open = Die Kabine hört Sie
desk-lamp-from = aus Kabine { $booths }, auf der Bühne zu sehen

## Ob Personen gut zu hören sind

desk-fit = Ton in Ordnung
desk-unfit = Nicht in Ordnung: { $reasons }
desk-unfit-unchecked = nicht geprüft
desk-unfit-headphones = kein geschlossener Kopfhörer
desk-unfit-leak = Echo aus dem Lautsprecher
desk-unfit-clipping = Mikrofon übersteuert
desk-unfit-poor = schlechtes Mikrofon
desk-unfit-other = Tonprobe nicht bestanden
desk-leaking = Echo jetzt: Der Lautsprecher ist im Mikrofon zu hören
desk-details = Einwilligung und Zeiten
desk-consent = Einwilligung
desk-consent-recording = Aufnahme
desk-consent-publishing = Veröffentlichung
desk-consent-live_processing = Verarbeitung live
desk-consent-machine_use = andere maschinelle Nutzung
desk-consent-yes = ja
desk-consent-no = nein
desk-consent-never = noch nicht gefragt
desk-consent-at = gesagt um { $time }
desk-delay = Verzögerung, ein Weg
desk-skew = Bild und Ton
desk-skew-unknown = noch nicht gemessen
desk-skew-early = Ton zu früh
desk-skew-late = Ton zu spät
desk-skew-together = zusammen
desk-skew-window = unbemerkt von −45 bis +125 ms
desk-milliseconds = { $ms } ms

## Der Ablaufplan

desk-sheet = Ablaufplan
desk-sheet-elapsed = { $time } vergangen
desk-sheet-left = noch { $time }
desk-sheet-over = { $time } überzogen
desk-sheet-on-time = im Plan
desk-sheet-late = { $minutes } min später als geplant
desk-sheet-early = { $minutes } min früher als geplant
desk-sheet-begin = Beginnen
desk-sheet-back = Zurück
desk-sheet-next = Weiter
desk-sheet-now = Jetzt:
desk-sheet-minutes = { $minutes } min
desk-sheet-up = Nach oben: { $title }
desk-sheet-down = Nach unten: { $title }
desk-sheet-edit = Bearbeiten
desk-sheet-edit-of = Bearbeiten: { $title }
desk-sheet-empty = Noch steht nichts hier. Kabinen sehen hier, was kommt.
desk-sheet-add = Punkt hinzufügen
desk-sheet-paste = Liste einfügen
desk-sheet-undo = Rückgängig
desk-sheet-title = Titel
desk-sheet-speaker = Wer spricht
desk-sheet-no-language = nicht festgelegt
desk-sheet-length = Minuten
desk-sheet-notes = Für die Kabine: Namen, Zahlen, Text eines Films
desk-sheet-remove = Entfernen
desk-sheet-save = Speichern
desk-sheet-paste-title = Ablaufplan einfügen
desk-sheet-paste-hint = Ein Punkt je Zeile, aus Tabelle oder CSV: Titel, Person, Sprache, Minuten, Hinweise. Mit Überschriften in der ersten Zeile in jeder Reihenfolge, auch Art, Folien und „Titel zh“.
desk-sheet-paste-label = Zeilen
desk-sheet-found =
    { $count ->
        [one] { $count } Punkt gefunden.
       *[other] { $count } Punkte gefunden.
    }
desk-sheet-replace = Alles ersetzen
desk-sheet-take = An die Liste anfügen
