### Wozu eine Person für ihre Stimme ja sagt; überall dieselben Regeln und Worte.

consent-title = Was mit Ihrer Stimme geschehen darf
consent-text = Um teilzunehmen, müssen Sie nichts davon erlauben. Jedes Ja gilt für sich, und Sie können es im Menü der Seite jederzeit zurücknehmen.
consent-recording = Aufzeichnen
consent-recording-hint = Ihre Stimme darf in der Aufzeichnung dieser Veranstaltung sein.
consent-publishing = Veröffentlichen
consent-publishing-hint = Die Aufzeichnung mit Ihrer Stimme darf veröffentlicht werden.
consent-live_processing = Untertitel
consent-live_processing-hint = Eine Maschine darf Ihre Stimme während der Veranstaltung verarbeiten, für Untertitel.
consent-machine_use = Andere Nutzung durch Maschinen
consent-machine_use-hint = Jede andere Nutzung Ihrer Stimme durch Maschinen, etwa zum Training.
consent-not-asked = Bisher nichts erlaubt
consent-at = So gesagt am { $when }
consent-withdraw = Alles zurücknehmen
consent-menu = Meine Stimme
consent-done = Fertig
consent-hand-title = Darf Ihre Frage aufgezeichnet und veröffentlicht werden?
consent-hand-text = Mit einem Ja darf Ihre Stimme in der Aufzeichnung sein, veröffentlicht und für Untertitel verarbeitet werden. Auch ohne Ja werden Sie gehört.
consent-hand-yes = Ja
consent-hand-given = Sie erlauben Aufzeichnung, Veröffentlichung und Untertitel Ihrer Stimme.
consent-hand-back = Zurücknehmen
consent-hand-no = Nein
