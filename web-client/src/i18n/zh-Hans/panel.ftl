### 控制台右侧：接下来的内容与译员室共享的资料。

panel-label = 接下来
panel-papers = 译员室资料
panel-agenda = 流程
panel-glossary = 术语表
panel-notes = 笔记
panel-chat = 聊天
panel-chat-unread = 聊天（{ $count }）
panel-next-speaker = 下一位发言人
panel-next-nobody = 流程中暂无后续发言人
panel-then = 之后
panel-item-notes = 须知

panel-number = 给搭档的数字
panel-number-hint = 会在搭档的控制台上放大显示 30 秒。
panel-number-clear = 清除
panel-number-of = { $name } 发来的数字

panel-chat-label = 发给搭档
panel-chat-send = 发送
panel-chat-empty = 只有本译员室可见。
panel-chat-you = 您

glossary-search = 查找术语
glossary-paste-hint = 可将电子表格中复制的行粘贴到此处。
glossary-imported =
    { $read ->
        [0] 未找到任何行。
       *[other] 共 { $read } 行，新增 { $added } 行。
    }
glossary-empty = 暂无术语
glossary-not-found = 没有匹配的术语
glossary-more = 另有 { $count } 条，请输入以查找。
glossary-add-row = 添加一行
glossary-add = 添加
glossary-import = CSV 文件
glossary-remove = 删除
glossary-remove-term = 删除 { $term }

notes-label = 译员室笔记
notes-kept = 已保存
notes-writing = 正在保存…
notes-failed = 未保存。
notes-changed = 译员室刚刚修改了笔记。
notes-changed-by = { $name } 刚刚修改了笔记。

call-title = 与导播台通话
call-text = 事由
call-light = 呼叫导播台
call-waits = 已于 { $time } 呼叫导播台
call-put-out = 取消呼叫
call-from-desk = { $name } 从导播台呼叫
call-desk-talks = 正在讲话
call-answer = 已知悉
call-talk = 按住与导播台通话
call-talking = 导播台正在听您讲话
