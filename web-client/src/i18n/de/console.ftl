### Das Pult der Dolmetschenden: Bänder, Übergabe, Quellen, Zeichen, Tasten.

booth-broken = Ihr Einsatz wurde unterbrochen
booth-broken-detail = Die Seite wurde neu geladen. Niemand hört Sie.
booth-broken-action = Zurück auf Sendung
booth-sign-off-detail = Niemand sieht Sie.
booth-sign-waiting-detail = Ihre Kamera ist an, aber niemand sieht Sie.
booth-turn = Einsatz { $time }
booth-slot = Noch { $time }
booth-slot-over = { $time } über der Zeit
booth-relay-for =
    Sie sind Relais für { $language }: { $booths ->
        [one] 1 Kabine
       *[other] { $booths } Kabinen
    }, { $listeners ->
        [one] 1 hört zu
       *[other] { $listeners } hören zu
    }
booth-relay-ask = Andere Kabinen hängen von Ihnen ab. { $off } noch einmal schaltet aus, { $hand } übergibt.
booth-alarms = Alarme
booth-alarm-silent-own = Von Ihnen kommt seit einer Weile nichts, obwohl die Bühne spricht. Ist Ihr Mikrofon in Ordnung?
booth-alarm-silent = Von { $name } kommt seit einer Weile nichts, obwohl die Bühne spricht.
booth-alarm-pivot = Das Relais { $language } schweigt. { $key } wählt eine andere Quelle.
booth-alarm-unattended = Ins { $language } dolmetscht niemand.
booth-alarm-occupied = { $language } ist durch Kabine { $booth } belegt.
booth-taken-by = Belegt durch { $name }.

booth-hold = halten
booth-range-low = zu leise
booth-range-high = zu laut

hand-over-title = Übergeben
hand-over-offer = Mikrofon anbieten
hand-over-request = Um das Mikrofon bitten
hand-over-accept-take = Übernehmen
hand-over-accept-give = { $name } darf übernehmen
hand-over-cut = Wechsel in der nächsten Pause
hand-over-cut-now = Sofort wechseln
hand-over-decline = Ablehnen
hand-over-withdraw = Zurücknehmen
hand-over-left = { $seconds } s
hand-over-watches = { $name } übergibt gerade
hand-over-requested-gives = { $name } bittet um das Mikrofon.
hand-over-requested-takes = Sie haben { $name } um das Mikrofon gebeten.
hand-over-offered-gives = Sie haben { $name } das Mikrofon angeboten.
hand-over-offered-takes = { $name } bietet Ihnen das Mikrofon an.
hand-over-armed-gives = { $name } ist bereit. Wechseln Sie am Ende Ihres Satzes.
hand-over-armed-takes = Sie sind bereit. Sprechen Sie, dann wechseln.
hand-over-cutting-gives = { $name } übernimmt in Ihrer nächsten Pause.
hand-over-cutting-takes = Sie sind in der nächsten Pause von { $name } auf Sendung.

booth-tools-turn = Ihr Einsatz
booth-tools-talk = Sprechen neben dem Kanal
booth-tools-booth = Wie die Kabine arbeitet
booth-signals = Zeichen an die Bühne
booth-signal-slow_down = Langsamer
booth-signal-cannot_hear = Nichts zu hören
booth-signal-use_microphone = Mikrofon benutzen
booth-signal-repeat_figures = Zahlen wiederholen
booth-signal-sent = gesendet
booth-talk-partner = Zum Partner sprechen
booth-talk-desk = Zur Regie sprechen
booth-works-by_turns = Im Wechsel
booth-works-by_direction = Nach Richtung
booth-owns = Ihre Richtung: { $language }
booth-covers = Beide Richtungen
booth-camera = Mein Bild zum Partner
booth-keys = Tasten
booth-partner-talks = spricht zu Ihnen

booth-source-choose = { $name } hören
booth-source-nobody = niemand spricht
booth-source-mark-floor = Original
booth-source-mark-times = { $times }×
booth-source-decalage = +{ $seconds } s
booth-source-auto = Automatisch gewählt
booth-source-chosen = Von Ihnen gewählt
booth-source-back = Automatisch
booth-ears = Lautstärke und Klang
booth-fader-floor = Quelle
booth-fader-partner = Partner
booth-fader-shared = Film
booth-tone-low = Bässe
booth-tone-high = Höhen
booth-decibels = { $value } dB
booth-protection-on = Gehörschutz an
booth-protection-waiting = Gehörschutz wird geladen
booth-protection-spike = Ein um { $value } dB zu lauter Ton wurde zurückgehalten.
booth-protection-minute = Die letzte Minute war um { $value } dB zu laut. Stellen Sie leiser.
booth-protection-log = Zurückgehalten: { $count }
booth-protection-entry = { $time } · { $value } dB · { $ms } ms
booth-facts = Zuhörende, Verzögerung und Gleichlauf
booth-delay = Ton { $ms } ms
booth-skew-early = Ton { $ms } ms vor dem Bild
booth-skew-late = Ton { $ms } ms nach dem Bild
booth-skew-apart = laufen auseinander

keys-title = Tasten
keys-hint = Wählen Sie einen Platz und drücken Sie die neue Taste. Funktionstasten, Strg rechts und der Ziffernblock wirken auch, während Sie schreiben; Fußschalter senden diese.
keys-press = Taste drücken
keys-none = keine Taste
keys-change = { $action }: { $key }. Ändern
keys-free = { $action }: { $key } entfernen
keys-reset = Wie am Anfang
keys-refused-browser = { $key } gehört dem Browser. Wählen Sie eine andere Taste.
keys-refused-types = { $key } schreibt ein Zeichen. Hier muss es eine Taste sein, die nichts schreibt.
keys-refused-taken = { $key } ist schon die Taste für „{ $action }“. Wählen Sie eine andere, oder machen Sie diese erst frei.
key-right-ctrl = Strg rechts
key-of-microphone = Mikrofon
key-of-cough = Räuspern (halten)
key-of-stand_by = Bereit machen
key-of-direction = Richtung
key-of-override = Sprache der Bühne sprechen
key-of-hand_over = Übergeben
key-of-decline = Ablehnen oder zurücknehmen
key-of-incoming = Nächste Quelle
key-of-incoming_auto = Quelle automatisch
key-of-talk_partner = Zum Partner sprechen (halten)
key-of-talk_desk = Zur Regie sprechen (halten)
key-of-slow_down = Langsamer
key-of-cannot_hear = Nichts zu hören
key-of-use_microphone = Mikrofon benutzen
key-of-repeat_figures = Zahlen wiederholen
key-of-cover = Beide Richtungen übernehmen
key-of-works = Im Wechsel oder nach Richtung
key-of-camera = Mein Bild zum Partner
key-of-floor_1 = Bühne spricht Sprache 1
key-of-floor_2 = Bühne spricht Sprache 2
key-of-floor_3 = Bühne spricht Sprache 3
key-of-floor_none = Keine Sprache auf der Bühne
key-of-pin = Sprache der Bühne festhalten
key-of-keys = Liste der Tasten
