### cashier report
report-title-shift = 班次报告
report-title-period = 时段报告
report-shift = 班次
report-period = 时段
report-by = 开班
report-closed-by = 交班
report-note = 交班留言
report-handed-to = 接班
report-handed-over = 交班时还没查清的
report-running = 还没交班
report-now = 现在

report-failures = 付款失败
report-saved = 挽回
report-lost = 走了
report-open = 还在查
report-cancelled = 误开
report-wait = 顾客平均多等
report-close = 一半顾客少于
report-sentence = 第一句话，一半少于
report-of-these-switched = 其中换方式付成
report-rate = 每 100 笔收款失败
report-rate-line = { $share } 笔（共收款 { $payments } 笔）
report-faces = 顾客感觉
report-faces-line = 挺好 { $fine }，一般 { $so }，不高兴 { $upset }
report-methods = 哪种方式失败
report-without-amount = 没记金额
report-times = { $count } 笔
report-money = { $yuan } 元
report-seconds = { $seconds } 秒
report-minutes = { $minutes } 分 { $seconds } 秒
report-none = –

report-why = 为什么失败
report-whose = 哪一方
report-switched = 换到哪种方式
report-switched-line = { $count } 次，付成 { $paid } 次
report-list = 明细
report-list-more = 另有 { $count } 笔，用 --format json 看全部

report-empty = 还没有失败记录。
    .do = 付款失败时，在收银窗口点「没付成？点这里」，这里就会有。
report-rebuilt = 已按记录重建清单，共 { $count } 笔。
report-rebuilt-equal = 重建结果和原来的清单一字不差。
report-rebuilt-differed = 有 { $count } 行和记录对不上（{ $tables }），已按记录改正。
report-chain = 记录链
report-chain-sound = 完好，第 { $seq } 条，链头 { $head }
report-chain-cut = 完好，但少了第 { $seq } 条：它印在交班单上或以前记下过，这里却没有；有人剪掉了末尾或换回了旧文件
report-chain-broken = 从第 { $seq } 条起对不上（{ $fault }），请把历史文件交给门店技术人员
report-restored = { $when } 换回了备份（到第 { $seq } 条），之后的记录已接上
report-not_kept = { $since } 起有 { $count } 条没能记下，到 { $when } 才写得进去
report-chain-empty = 还没有记录

report-outcome-paid_same = 原方式付成了
report-outcome-paid_other = 换方式付成了
report-outcome-customer_left = 顾客走了
report-outcome-check_later = 稍后再查
report-outcome-cancelled = 误开
report-outcome-open = 还在查

report-side-customer = 顾客
report-side-merchant = 本店
report-side-network = 网络
report-side-provider = 支付平台
report-side-code = 付款码
report-side-none = 说不准

report-cause-customer-account = 顾客账户
report-place = 门店
report-cause-unclear = 原因不明
report-script-lock-password = 等顾客在手机上确认
report-method-unknown = 方式没记
