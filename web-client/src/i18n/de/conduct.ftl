### Die Show führen: Programm, Rufe, Probe, Ansagen.

programme = Programm
programme-now = Jetzt:
programme-next = Danach:
holding-soon = Gleich geht es los
holding-starts = Geplanter Beginn:
holding-break = Pause
holding-break-hint = Lassen Sie diese Seite offen. Es geht von selbst weiter.

kind-pitch = Präsentation
kind-talk = Vortrag
kind-panel = Podium
kind-break = Pause
kind-questions = Fragen

sheet-ends = Ende gegen { $time }
sheet-kind = Art
sheet-titles = Titel in anderen Sprachen
sheet-title-in = Titel: { $language }
sheet-people = Hinter der Bühne erwartet
sheet-decks = Foliensätze, nach Kennung
sheet-file = Oder eine CSV-Datei wählen
sheet-flawed = Nicht übernommene Zeilen
sheet-flaw = Zeile { $row } wird nicht übernommen: { $flaw }
sheet-flaw-title = Sie hat keinen Titel
sheet-flaw-kind = Die Art ist weder pitch, talk, panel, break noch questions
sheet-flaw-language = Das ist keine Sprache dieser Show
sheet-flaw-minutes = Die Minuten sind keine Zahl
sheet-flaw-long = Ein Text ist zu lang
sheet-flaws-more = … und { $count } weitere

stand-invited = noch nicht da
stand-opened = Link geöffnet
stand-checked = Ton geprüft
stand-backstage = hinter der Bühne
stand-stage = auf der Bühne
stand-fit = Ton gut
stand-called = gerufen

cue-call = Zur Bühne rufen
cue-called-now = Gerufen
cue-next = Sie sind als Nächstes dran
cue-next-hint = Bleiben Sie hier, Mikrofon und Kamera bereit.
cue-called = Sie sind dran: bitte jetzt bereit sein
cue-called-hint = Die Regie holt Sie gleich auf die Bühne.
own-slot = Ihr Auftritt:
own-slot-in = in { $time }

device-check = Gerätetest
device-check-score = Mikrofon { $score } von 100
device-check-no-score = Mikrofon nicht geprüft
device-check-network-open = Netz gut
device-check-network-narrow = Netz nur über TCP
device-check-network-blocked = Netz sperrt Ton und Bild
device-check-network-unknown = Netz unbekannt
device-check-camera = Kamera geht
device-check-no-camera = keine Kamera

lost-coming-back = { $name } kommt gleich zurück
lost-kept = Platz bleibt frei für { $time }
lost-take-over = Übernehmen

practice-band = Probe
practice-band-detail = Die Türen sind zu, und nichts davon bleibt.
practice-begin = Proben
practice-begin-title = Probe beginnen?
practice-begin-text = Alles geht wie in der Show, für alle, die sie machen. Die Türen bleiben zu; Fragen und Anwesenheit der Probe werden danach vergessen.
practice-end = Probe beenden
practice-end-title = Probe beenden?
practice-end-text = Die Bühne wird leer, der Ablaufplan beginnt von vorn, und alle Fragen aus der Probe sind weg.

announce = Ansage
announce-hint = Steht auf jeder Seite, bis Sie sie wegnehmen. Wer keinen Text in seiner Sprache hat, liest einen anderen.
announce-put = Anzeigen
announce-away = Wegnehmen
