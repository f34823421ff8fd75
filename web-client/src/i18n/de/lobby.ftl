### Die öffentliche Liste der Veranstaltungen.

lobby-title = Nächste Veranstaltungen
lobby-how = Zum Eintreten öffnen Sie den persönlichen Link aus Ihrer Einladung.
lobby-empty-title = Zurzeit keine öffentlichen Veranstaltungen
lobby-empty-text = Wenn Sie eingeladen sind, öffnen Sie Ihren persönlichen Link.
lobby-failed-title = Die Liste lädt nicht
lobby-failed-text = Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut.
lobby-languages = Sie können zuhören auf
lobby-no-time = Der Termin folgt
