### 多个页面共用的词语。

app-name = Roadshow
page-language = 界面语言
