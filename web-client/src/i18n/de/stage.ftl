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
