### Words that several pages share.

app-name = Roadshow
page-language = Language of the pages
