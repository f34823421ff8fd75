### 主持流程：节目单、候场提示、彩排、公告。

programme = 节目单
programme-now = 正在进行：
programme-next = 接下来：
holding-soon = 即将开始
holding-starts = 计划开始时间：
holding-break = 休息
holding-break-hint = 请保持页面打开，稍后自动继续。

kind-pitch = 路演
kind-talk = 演讲
kind-panel = 圆桌
kind-break = 休息
kind-questions = 问答

sheet-ends = 预计 { $time } 结束
sheet-kind = 类型
sheet-titles = 其他语言的标题
sheet-title-in = 标题：{ $language }
sheet-people = 应在后台等候的人
sheet-decks = 幻灯片编号
sheet-file = 或选择 CSV 文件
sheet-flawed = 未采用的行
sheet-flaw = 第 { $row } 行未采用：{ $flaw }
sheet-flaw-title = 没有标题
sheet-flaw-kind = 类型不是 pitch、talk、panel、break、questions 之一
sheet-flaw-language = 不是本场活动的语言
sheet-flaw-minutes = 分钟数不是数字
sheet-flaw-long = 文字太长
sheet-flaws-more = ……还有 { $count } 行

stand-invited = 尚未到场
stand-opened = 已打开链接
stand-checked = 声音已检测
stand-backstage = 在后台
stand-stage = 在台上
stand-fit = 声音合格
stand-called = 已呼叫

cue-call = 呼叫上台
cue-called-now = 已呼叫
cue-next = 下一位是您
cue-next-hint = 请留在此页，备好麦克风和摄像头。
cue-called = 轮到您了，请立即准备
cue-called-hint = 主持人马上请您上台。
own-slot = 您的环节：
own-slot-in = 还有 { $time }

device-check = 设备检测
device-check-score = 麦克风 { $score } 分（满分 100）
device-check-no-score = 麦克风未检测
device-check-network-open = 网络良好
device-check-network-narrow = 网络仅通 TCP
device-check-network-blocked = 网络阻断声音和画面
device-check-network-unknown = 网络情况未知
device-check-camera = 摄像头可用
device-check-no-camera = 没有摄像头

lost-coming-back = { $name } 马上回来
lost-kept = 位置保留 { $time }
lost-take-over = 接替上台

practice-band = 彩排
practice-band-detail = 大门关闭，内容不会保留。
practice-begin = 彩排
practice-begin-title = 开始彩排？
practice-begin-text = 工作人员可以像正式活动一样使用全部功能。大门保持关闭；彩排中的提问和出席记录在结束后清除。
practice-end = 结束彩排
practice-end-title = 结束彩排？
practice-end-text = 台上清空，流程回到开头，彩排中的提问全部清除。

announce = 公告
announce-hint = 显示在所有页面上，直到您撤下。没有对应语言文字的人会看到其他语言。
announce-put = 发布
announce-away = 撤下
