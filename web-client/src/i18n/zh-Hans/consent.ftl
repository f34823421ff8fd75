### 本人对其声音的授权；各处规则与措辞一致。

consent-title = 您的声音可以如何使用
consent-text = 参加活动无须同意任何一项。各项相互独立，您可随时在页面菜单中撤回。
consent-recording = 录制
consent-recording-hint = 本次活动的录音录像中可以包含您的声音。
consent-publishing = 发布
consent-publishing-hint = 含有您声音的录制内容可以公开发布。
consent-live_processing = 字幕
consent-live_processing-hint = 活动期间可由机器处理您的声音，以生成字幕。
consent-machine_use = 其他机器用途
consent-machine_use-hint = 机器对您声音的任何其他使用，例如训练。
consent-not-asked = 目前未同意任何一项
consent-at = 您于 { $when } 作出以上选择
consent-withdraw = 全部撤回
consent-menu = 我的声音
consent-done = 完成
consent-hand-title = 您的提问可以录制并发布吗？
consent-hand-text = 如选择“可以”，您的声音可被录制、发布，并用于生成字幕。不同意也不影响您发言。
consent-hand-yes = 可以
consent-hand-given = 您已同意录制、发布您的声音并用于字幕。
consent-hand-back = 撤回
consent-hand-no = 不可以
