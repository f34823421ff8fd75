### 控制台：口译、译员室、就绪情况、会前沟通室与流程表。

## 口译概览

desk-board = 口译
desk-channel = { $language }频道
desk-channel-live = 口译中
desk-channel-held = 保留中
desk-channel-floor = 原声
desk-channel-fallback = 原声
desk-channel-down = 中断
desk-channel-down-text = 口译中断：已安排译员室，但听众正在收听原声。
desk-channel-floor-text = 台上正在使用该语言。
desk-channel-fallback-text = 无人口译，听众收听原声。
desk-in-booth = 译员室 { $booth }
desk-mark-floor = 听原声
desk-mark-times = { $times }×
desk-mark-via = { $times }× 经{ $language }
desk-decalage = 滞后 { $seconds } 秒
desk-level-none = 无声
desk-level-db = { $level } dBFS
desk-level-low = 音量过低
desk-level-high = 音量过高
desk-interlock = { $language }频道被占用时谁可接管
desk-interlock-refused = 占用时：不可接管
desk-interlock-own_booth = 占用时：仅本译员室
desk-interlock-anyone = 占用时：任何人
desk-consecutive = 交替传译：所有人听原声
desk-open-microphones = 已开启的麦克风
desk-alarm-silent = { $name }：麦克风已开但无声
desk-alarm-pivot_silent = 中继 { $language } 无声
desk-alarm-unattended = { $language }频道：无人口译
desk-alarm-occupied = { $language }频道已被译员室 { $booth } 占用

## 译员室

desk-booths-none = 本活动没有译员室
desk-booth-of = 译员室 { $booth }
desk-booth-into = → { $language }
desk-booth-armed = 即将转为{ $language }
desk-booth-sign = 手语
desk-booth-pivot = 为{ $language }中继：{ $listeners } 人收听
desk-seat-waiting = 已开，未播出
desk-seat-owns = 负责{ $language }
desk-seat-covers = 兼顾两个方向
desk-seat-hears = 收听：{ $source }
desk-seat-talking = 正与搭档通话
desk-hand-over-requested = { $to } 请求从 { $from } 接手。
desk-hand-over-offered = { $from } 请 { $to } 接手。
desk-hand-over-armed = { $to } 已准备好接替 { $from }。
desk-hand-over-cutting = { $to } 正在接替 { $from }。
desk-hand-over-left = （{ $seconds } 秒）
desk-works = 译员室分工方式
desk-works-by_turns = 轮换
desk-works-by_direction = 按方向
desk-assign = 座位
desk-assign-title = 谁在哪个译员室？
desk-assign-hint = 更改立即生效。正在播出的译员保持原座位。
desk-assign-booth = { $languages }（{ $seats } 人）
desk-assign-none = 尚无座位
desk-assign-on-air = 正在播出：请先安排他人接手。
desk-call = 呼叫
desk-call-title = 呼叫译员室 { $booth }
desk-call-hint = 译员室亮起呼叫灯，并显示您的文字。
desk-call-text = 事由（可留空）
desk-call-out = 熄灭呼叫灯
desk-call-from = { $name } 从译员室 { $booth } 呼叫
desk-call-since = { $time } 起
desk-call-talking = 正在与您通话
desk-call-done = 已处理
desk-talk-hold = 按住通话
desk-talk-open = 译员室正在听
desk-lamp-slow_down = 请放慢语速
desk-lamp-cannot_hear = 听不清
desk-lamp-use_microphone = 请对准麦克风
desk-lamp-repeat_figures = 请重复数字
desk-lamp-from = 来自译员室 { $booths }，台上可见

## 声音是否合格

desk-fit = 声音合格
desk-unfit = 不合格：{ $reasons }
desk-unfit-unchecked = 未检测
desk-unfit-headphones = 未戴封闭式耳机
desk-unfit-leak = 扬声器回声
desk-unfit-clipping = 麦克风过载
desk-unfit-poor = 麦克风质量差
desk-unfit-other = 未通过声音检测
desk-leaking = 正在产生回声：麦克风收到扬声器声音
desk-details = 授权与时延
desk-consent = 授权
desk-consent-recording = 录制
desk-consent-publishing = 发布
desk-consent-live_processing = 实时处理
desk-consent-machine_use = 其他机器使用
desk-consent-yes = 同意
desk-consent-no = 不同意
desk-consent-never = 尚未询问
desk-consent-at = { $time } 表示
desk-delay = 单程时延
desk-skew = 音画同步
desk-skew-unknown = 尚未测得
desk-skew-early = 声音超前
desk-skew-late = 声音滞后
desk-skew-together = 同步
desk-skew-window = −45 至 +125 毫秒内不易察觉
desk-milliseconds = { $ms } 毫秒

## 会前沟通室

desk-briefing = 会前沟通室
desk-briefing-hint = 入场前，演讲者、译员与主办方在此沟通。听众与录制均听不到。
desk-briefing-empty = 暂无人
desk-briefing-enter = 加入
desk-briefing-leave = 离开

## 流程表

desk-sheet = 流程表
desk-sheet-elapsed = 已用 { $time }
desk-sheet-left = 剩余 { $time }
desk-sheet-over = 超时 { $time }
desk-sheet-on-time = 准时
desk-sheet-late = 晚 { $minutes } 分钟
desk-sheet-early = 早 { $minutes } 分钟
desk-sheet-begin = 开始
desk-sheet-back = 上一项
desk-sheet-next = 下一项
desk-sheet-now = 当前：
desk-sheet-minutes = { $minutes } 分钟
desk-sheet-up = 上移：{ $title }
desk-sheet-down = 下移：{ $title }
desk-sheet-edit = 编辑
desk-sheet-edit-of = 编辑：{ $title }
desk-sheet-empty = 尚无内容。译员室可在此预先了解流程。
desk-sheet-add = 添加一项
desk-sheet-paste = 粘贴列表
desk-sheet-undo = 撤销
desk-sheet-title = 标题
desk-sheet-speaker = 发言人
desk-sheet-no-language = 未设定
desk-sheet-length = 分钟
desk-sheet-notes = 供译员参考：人名、数字、影片文稿
desk-sheet-remove = 删除
desk-sheet-save = 保存
desk-sheet-paste-title = 粘贴流程表
desk-sheet-paste-hint = 每行一项，来自表格或 CSV：标题、发言人、语言、分钟、备注。
desk-sheet-paste-label = 内容
desk-sheet-found = 找到 { $count } 项。
desk-sheet-skipped = 缺少标题而未采用：第 { $rows } 行。
desk-sheet-replace = 全部替换
desk-sheet-take = 添加到列表
