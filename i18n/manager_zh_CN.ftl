### 经理的窗口，和演示用的收银机。先写中文，再写英文。

## 左边一栏
manager-title = 收银助手
manager-place = 经理
manager-window = 收银助手 · 经理
manager-page-today = 今日
manager-page-history = 历史
manager-since = { $time } 起
manager-reading = 正在读记录
    .how = 读好就会出现

## 今日
manager-shift = { $time } 开始的这一班 · 现在 { $now }
manager-shift_by = { $time } 开始的这一班 · { $who } · 现在 { $now }
manager-no_shift = 还没开班
    .how = 收银助手连上记录就会自动开班
manager-tile-failures = 付款失败
manager-tile-saved = 挽回
manager-tile-money = 挽回金额
manager-tile-wait = 顾客平均多等
manager-count = { $count }
    .unit = 笔
manager-money = { $amount }
    .unit = 元
manager-minutes = { $count }
    .unit = 分
manager-seconds = { $count }
    .unit = 秒
manager-nothing = –
manager-failures-none = 还没有失败
manager-failures-open = 还有 { $count } 笔没查清
manager-failures-settled = 每一笔都有结果
manager-saved-none = 还没有结果
manager-saved-share = 每 10 笔挽回 { $count } 笔
manager-saved-lost = 流失 { $count } 笔
manager-saved-all = 没有流失
manager-money-lost = 流失 { $amount } 元
manager-money-partly = { $lost }，{ $count } 笔没记金额
manager-wait-from = 从付款失败到收完
manager-wait-none = 有了结果才算得出

## 为什么失败
manager-causes = 为什么失败
manager-causes-saved = 挽回
manager-causes-lost = 流失
manager-causes-spoken = { $cause }：挽回 { $saved } 笔，流失 { $lost } 笔
manager-causes-partly = 只算最近 { $count } 笔
manager-causes-none = 这一班还没有结果
    .how = 付款失败时按 F9，结束那一单，原因就排在这里
cause-customer-account = 顾客账户
manager-cause-other = 别的原因

## 还没查清
manager-open-unknown = { $what }，结果还没到
    .sub = { $time } · 没结果前，别再收这一笔
manager-open-going = { $what }，还没结束
    .sub = { $time } · 打开把它做完
manager-open-more = 另外 { $count } 笔没查清

## 交班要说的
manager-handover = 交班要说的
    .hint = 按记录自动写好
manager-fact-unknown = { $what }，{ $time } 的，还没结果：接着查，别再收。
manager-fact-more = 另外还有 { $count } 笔没查清，历史里都有。
manager-fact-twice = { $what }，{ $time } 的，两边都付成了：退掉一笔。
manager-fact-cause = 最多的是「{ $cause }」，{ $count } 笔。
manager-fact-lost = { $count } 笔顾客走了，{ $amount } 元。
manager-fact-lost_some = { $count } 笔顾客走了，记下的有 { $amount } 元。
manager-fact-none = 没有要特别交代的。
manager-change = 换班
manager-change-ask = 结束这一班，开始新的一班？
manager-change-ask_open = 结束这一班，开始新的一班？没查清的 { $count } 笔会带过去。
manager-change-yes = 换班
manager-change-no = 再看看
manager-copy = 复制
manager-copied = 已复制

## 历史
manager-history-line = 这一班失败 { $failures } 笔，挽回 { $saved } 笔
manager-time-shift = 这一班
manager-time-today = 今天
manager-time-all = 全部
manager-filter-outcome = 结果
manager-filter-side = 哪一方
manager-filter-method = 方式
manager-filter-any = 全部
manager-filter-spoken = { $name }：{ $value }
manager-choice-open = 还没查清
manager-choice-paid_same = 原方式已付
manager-choice-paid_other = 换方式已付
manager-choice-customer_left = 顾客走了
manager-choice-check_later = 稍后再查
manager-choice-cancelled = 误开
manager-table = 失败记录
manager-column-time = 时间
manager-column-amount = 金额（元）
manager-column-method = 方式
manager-column-cause = 原因
manager-column-side = 哪一方
manager-column-result = 结果
manager-column-order = 单号后六位
manager-side-customer = 顾客
manager-side-merchant = 本店
manager-side-network = 网络
manager-side-provider = 支付平台
manager-side-code = 付款码
manager-side-none = 说不准
manager-column-wait = 用时
manager-result-unknown = 还在查
manager-result-going = 没结束
manager-result-twice = 两边都付了
manager-result-paid_same = 原方式
manager-result-paid_later = 后来付成
manager-result-not_charged = 查实没扣
manager-result-customer_left = 顾客走了
manager-result-cancelled = 误开
manager-rows = { $count } 笔
manager-rows-most = 只列最近 { $count } 笔，换个条件看更早的
manager-rows-copied = 已复制 { $count } 笔
manager-rows-how = 选中一行，按 Ctrl+C 也能复制
manager-empty-shift = 这一班还没有失败记录
    .how = 付款失败时按 F9，这里就会有
manager-empty-today = 今天还没有失败记录
    .how = 付款失败时按 F9，这里就会有
manager-empty-all = 还没有失败记录
    .how = 付款失败时按 F9，这里就会有
manager-empty-filtered = 没有符合条件的记录
    .how = 换个条件，或者看全部
manager-show_all = 看全部

## 演示收银机
demo_till-title = 演示收银机
demo_till-note = 只用来演示，不会真的扣钱
demo_till-amount = 应收（元）
demo_till-amount_wrong = 只填数字和小数点，比如 16.00
demo_till-method = 付款方式
demo_till-method-fenfu = 分付
demo_till-method-wechat = 微信
demo_till-method-alipay = 支付宝
demo_till-method-cash = 现金
demo_till-charge = 收款
demo_till-settle = 再查一次
demo_till-idle = 等待收款
demo_till-busy = 正在收款…
demo_till-asking = 正在查询…
demo_till-number = 单号 { $number }
demo_till-number_none = 还没有单号
demo_till-broken = 演示收银机没有回应
    .how = 关掉演示，再打开一次
