### Die Seite der Vortragenden.

stage-band-backstage = Hinter der Bühne
stage-band-backstage-detail = Das Publikum hört und sieht Sie nicht.
stage-band-on = Auf der Bühne
stage-band-on-detail = Alle hören und sehen Sie.
stage-band-on-muted = Ihr Mikrofon ist aus.
stage-band-hall = Im Saal
stage-band-hall-detail = Sie hören nur zu.
stage-self = Ihr Bild
stage-audience-sees = Was das Publikum sieht
stage-people-backstage = Hinter der Bühne
stage-people-empty = Sonst ist niemand hinter der Bühne
stage-controls = Mikrofon, Kamera und Bildschirm

lamp-title = Aus der Kabine
lamp-slow_down = Bitte langsamer sprechen
lamp-cannot_hear = Die Kabine hört Sie nicht
lamp-use_microphone = Bitte ins Mikrofon sprechen
lamp-repeat_figures = Bitte die Zahlen wiederholen

stage-agenda = Ablauf
stage-time-left = noch
stage-time-over = über der Zeit
stage-agenda-next = Danach
stage-speak = Sie sprechen

briefing-title = Besprechungsraum
briefing-text = Vortragende, Dolmetschende und Leitung sprechen hier, bevor der Einlass beginnt. Niemand sonst hört es, und nichts wird aufgezeichnet.
briefing-join = In den Besprechungsraum
briefing-leave = Besprechungsraum verlassen
briefing-empty = Noch ist niemand darin
briefing-microphone-on = Der Raum hört Sie
briefing-microphone-off = Mikrofon aus
briefing-people = Im Besprechungsraum ({ $count })
