### Die eine Seite vor dem Saal.

entering-as = Sie treten ein als: { $role }
entering-name = Ihr Name
entering-name-fixed = Aus Ihrer Einladung
entering-name-open = Erscheint bei Ihren Fragen
entering-language = Ihre Sprache
entering-language-hint = Sie hören alles in dieser Sprache, bei Bedarf verdolmetscht.
entering-sound-test = Ton testen
entering-sound-playing = Sie sollten einen leisen Klang hören.
entering-sound-idle = Spielt einen leisen Klang.
entering-enter = Eintreten
entering-wait = Einen Moment …

check-title = Ihre Geräte
check-start = Kamera und Mikrofon einschalten
check-start-microphone = Mikrofon einschalten
check-start-hint = Der Browser fragt um Erlaubnis. Noch hört und sieht Sie niemand.
check-preview = Ihr Bild, das noch niemand sieht
check-level = Pegel des Mikrofons
check-level-quiet = Sprechen Sie ein paar Worte.
check-level-good = Ihre Stimme kommt gut an.
check-level-loud = Zu laut. Gehen Sie etwas weiter weg.
check-no-camera = Keine Kamera
check-output = Kopfhörer oder Lautsprecher
check-test-source = Testbild und Testton
check-test-source-hint = Für einen Versuch ohne Geräte. Alle sehen, dass es ein Test ist.
check-test-mark = Testbild
check-network-testing = Wird geprüft …
check-network-udp = Ton und Bild kommen durch.
check-network-tcp = Kommt über den Web-Port durch. Das Bild kann etwas langsamer sein.
check-headphones = Ich trage geschlossene Kopfhörer
check-headphones-hint = Sonst hören die Zuhörenden die Bühne durch Ihr Mikrofon.
check-speakers-title = Bitte Kopfhörer benutzen
check-speakers-hint = Mit Kopfhörern hört niemand ein Echo.
check-booth = Kabine { $languages }
