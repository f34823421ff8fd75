### Wörter, die mehrere Seiten teilen.

app-name = Roadshow
page-language = Sprache der Seiten
