### 多个页面共用的词语。

app-name = Roadshow
page-language = 界面语言
original = 原声
original-hint = 台上发言的声音
close = 关闭
cancel = 取消
try-again = 重试
tries-again = { $seconds } 秒后自动重试
try-now = 立即重试
loading = 正在加载
percent = { $value }%
you-mark = { $name }（您）

role-host = 主办方
role-moderator = 主持人
role-speaker = 演讲人
role-interpreter = 译员
role-attendee = 观众

phase-planned = 尚未开放
phase-doors_open = 已开放入场
phase-live = 直播中
phase-paused = 休息中
phase-ended = 已结束

zone-Europe-Berlin = 柏林
zone-Asia-Shanghai = 北京
zone-UTC = UTC

microphone = 麦克风
camera = 摄像头
microphone-on = 麦克风已开
microphone-off = 麦克风已关
camera-on = 摄像头已开
camera-off = 摄像头已关
share-screen = 共享屏幕
sharing-screen = 正在共享屏幕
stop-sharing = 停止共享
full-screen = 全屏
leave-full-screen = 退出全屏

hears = 您正在收听
hears-interpreted = 口译
hears-original = 原声
hears-fallback = 暂无口译
hears-until-cut = 口译即将接上
hears-via = 经{ $language }转译
hears-no-speech = 目前无人发言
hears-consecutive = 台上口译
hears-down = 口译已中断
hears-original-of = 原声（{ $language }）

down-title = { $language }口译已中断
down-text = 您正在收听原声。口译恢复后会自动接上，您无需任何操作。
down-text-others = 选择该语言的听众此时听到的是原声。
consecutive-title = 译员在台上
consecutive-text = 发言与口译交替进行，全场收听台上声音。

minutes = { $minutes } 分钟
agenda-now = 进行中
agenda-empty = 暂无流程

sign-title = 手语
sign-enlarge = 放大
sign-reduce = 缩小
sign-pin = 固定
sign-pinned = 已固定
sign-hide = 隐藏
sign-show = 显示手语

stage-empty = 台上暂无内容
stage-empty-hint = 画面会自动显示在这里。
stage-break = 休息中
stage-break-hint = 稍后在此继续，您无需任何操作。
stage-voice-only = 仅声音
stage-screen-of = { $name } 的屏幕
picture-of = { $name } 的画面

questions = 提问
question-votes = { $votes } 票
question-anonymous = 匿名
question-own = 您的提问
question-state-asked = 等待审核
question-state-approved = 已列入提问队列
question-state-on_air = 正在回答
question-state-answered = 已回答
question-state-dismissed = 未采用
question-reason = 原因：{ $reason }
question-answer = 回答
question-next = 下一个问题
question-none-next = 暂无待答问题
question-original = 原文（{ $language }）
question-machine = 机器翻译
question-translated-by = { $name } 翻译
question-pending = 译文即将到达
question-translate = 翻译
question-translate-part = 翻译内容
question-part-question = 问题
question-translate-into = 译成
question-translation = 译文
question-translate-send = 保存译文
question-machine-again = 再次请求机器翻译
question-fault-busy = 无机器翻译（{ $language }）：请求过多
question-fault-late = 无机器翻译（{ $language }）：未及时答复
question-fault-failed = 无机器翻译（{ $language }）：服务拒绝或无法连接
question-fault-unusable = 无机器翻译（{ $language }）：答复无法使用
question-is-next = 下一个
question-soon = 即将开始回答
question-pinned = 已置顶
question-merged = 已与另一问题合并
question-also = 及另外 { $count } 人
question-file-failed = 文件未能送达，请重试。
question-file-left = 未获回答的问题（文件）
question-concerns = 致：{ $to }
