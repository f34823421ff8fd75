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
