### 收听与提问。

hall-language-menu = 选择收听语言
hall-volume = 音量
hall-underneath = 叠加原声
hall-underneath-level = 原声音量
hall-sound = 声音
hall-hand = 举手
hall-hand-down = 放下手
hall-swap = 切换画面
hall-leave = 离开
hall-listening-count = 在场 { $count } 人

hall-ask-label = 用您的语言提问
hall-ask-placeholder = 您的问题
hall-ask-language = 书写语言
hall-ask-anonymous = 匿名提问
hall-ask-send = 提交
hall-ask-left = 还可输入 { $left } 字
hall-ask-sending = 正在提交…
hall-ask-closed = 开放入场后即可提问。
hall-questions-empty = 暂无提问
hall-questions-empty-hint = 欢迎提出第一个问题。
hall-vote = 为此问题投票
hall-vote-back = 撤回投票
hall-answered = 已回答（{ $count }）

hall-on-stage-title = 您已上台
hall-on-stage-text = 主办方已请您上台。请打开麦克风提问。
hall-live-title = 所有人都能听到您

saver = 省流量
saver-full = 完整画面
saver-small = 小画面
saver-none = 仅声音
stage-resting = 您的网络目前无法传送画面，声音不受影响。
stage-saving = 您已关闭画面以节省流量，声音不受影响。
