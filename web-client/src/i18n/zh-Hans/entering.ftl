### 进入会场前的页面。

entering-as = 您的身份：{ $role }
entering-name = 您的姓名
entering-name-fixed = 来自您的邀请函
entering-name-open = 会显示在您的提问旁
entering-language = 您的语言
entering-language-hint = 您将以此语言收听全程，必要时由译员口译。
entering-sound-test = 测试声音
entering-sound-playing = 您应能听到轻柔的提示音。
entering-sound-idle = 播放一段轻柔的提示音。
entering-enter = 进入会场
entering-wait = 请稍候…

check-title = 您的设备
check-start = 打开摄像头和麦克风
check-start-microphone = 打开麦克风
check-start-hint = 浏览器会请求权限。此时还没有人能听到或看到您。
check-preview = 您的画面（他人尚不可见）
check-level = 麦克风音量
check-level-quiet = 请说几句话。
check-level-good = 声音清晰。
check-level-loud = 声音过大，请稍微远离麦克风。
check-no-camera = 不使用摄像头
check-output = 耳机或扬声器
check-test-source = 测试画面与测试音
check-test-source-hint = 无设备试用。所有人都会看到这是测试。
check-test-mark = 测试画面
check-network-testing = 正在检测…
check-network-udp = 声音和画面传输畅通。
check-network-tcp = 通过网页端口传输，画面可能略有延迟。
check-headphones = 我已佩戴封闭式耳机
check-headphones-hint = 否则听众会通过您的麦克风听到台上的声音。
check-speakers-title = 请使用耳机
check-speakers-hint = 使用耳机可避免回声。
check-booth = 译员室 { $languages }
