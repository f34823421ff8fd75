### Die Seite der Dolmetschenden.

booth-on-air = Auf Sendung
booth-cough = Auf Sendung, stumm
booth-stand-by = Bereitschaft
booth-stand-by-detail = Sie sind auf Sendung, sobald Ihr Partner aufhört oder ausfällt.
booth-off = Aus
booth-off-detail = Niemand hört Sie.
booth-waiting = Nicht auf Sendung
booth-waiting-detail = Ihr Mikrofon ist offen, zu hören ist aber die Bühne.
booth-way = { $from } → { $to }
booth-listeners =
    { $count ->
        [one] { $count } hört zu
       *[other] { $count } hören zu
    }
booth-press-on = Auf Sendung gehen
booth-press-off = Ausschalten
booth-cough-button = Räuspern
booth-arm = Bereit machen
booth-disarm = Bereitschaft beenden
booth-direction-now = Sie sprechen { $language }
booth-direction-armed = { $language } ist als Nächstes dran
booth-direction-cut = Jetzt auf { $language } wechseln
booth-direction-turn = Auf { $language } wechseln
booth-direction-countdown = von selbst in Ihrer nächsten Pause, spätestens in { $seconds } s
booth-override = Trotzdem { $language } sprechen

booth-floor-language = Die Bühne spricht
booth-floor-none = Keine Sprache
booth-floor-pin = Festhalten
booth-floor-pinned = Von Hand festgehalten
booth-floor-auto = Folgt dem Mikrofon
booth-incoming = Was Sie hören
booth-floor = Bühne
booth-partner = Partner
booth-partner-none = Kein Partner in der Kabine
booth-partner-lost = Verbindung unterbrochen, Platz bleibt frei
booth-level-of = Pegel: { $name }
booth-own-level = Ihr Mikrofon
booth-now-asked = Wird jetzt besprochen
booth-seat-on = auf Sendung
booth-seat-off = aus
booth-seat-armed = bereit
booth-seat-cough = stumm
booth-keys-asleep-title = Tasten schlafen
booth-keys-asleep-text = Dieses Fenster ist nicht vorn. Klicken Sie hinein, um die Tasten zu benutzen.
booth-desk-label = Dolmetschpult
