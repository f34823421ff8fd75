### 公开的活动列表。

lobby-title = 近期活动
lobby-how = 请打开邀请函中的个人链接进入会场。
lobby-empty-title = 目前没有公开活动
lobby-empty-text = 如果您已受邀，请打开您的个人链接。
lobby-failed-title = 列表无法加载
lobby-failed-text = 请检查网络后重试。
lobby-languages = 可收听语言
lobby-no-time = 时间待定
