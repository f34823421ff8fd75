### 演讲人页面。

stage-band-backstage = 后台
stage-band-backstage-detail = 观众听不到也看不到您。
stage-band-on = 台上
stage-band-on-detail = 所有人都能听到并看到您。
stage-band-on-muted = 您的麦克风已关闭。
stage-band-hall = 会场内
stage-band-hall-detail = 您目前仅收听。
stage-self = 您的画面
stage-audience-sees = 观众看到的画面
stage-people-backstage = 后台人员
stage-people-empty = 后台没有其他人
stage-controls = 麦克风、摄像头与屏幕

lamp-title = 来自译员室
lamp-slow_down = 请放慢语速
lamp-cannot_hear = 译员听不到您
lamp-use_microphone = 请对着麦克风讲
lamp-repeat_figures = 请重复数字

stage-agenda = 流程
stage-time-left = 剩余
stage-time-over = 已超时
stage-agenda-next = 随后
stage-speak = 您使用的语言

briefing-title = 会前沟通室
briefing-text = 开放入场前，演讲人、译员与主办方可在此交谈。其他人听不到，也不会录音。
briefing-join = 进入会前沟通室
briefing-leave = 离开会前沟通室
briefing-empty = 目前没有人
briefing-microphone-on = 沟通室内能听到您
briefing-microphone-off = 麦克风已关
briefing-people = 沟通室内（{ $count } 人）
