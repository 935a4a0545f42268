### 经理的窗口，和演示用的收银机。先写中文，再写英文。

## 左边一栏
manager-title = 收银助手
manager-place = 经理
manager-window = 收银助手 · 经理
manager-page-today = 今日
manager-page-history = 历史
manager-page-guidance = 话术与规定
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

## 话术与规定
manager-guide-line = 收银助手按什么判断、提醒什么、怎么说
manager-guide-tab-learned = 本店学到的
manager-guide-tab-rules = 规定
manager-guide-tab-scripts = 话术版本
manager-guide-done = 已改好，从下一笔失败的付款开始用。谁改的、什么时候改的，都记下了。
manager-guide-pin = 经理密码
manager-guide-cancel = 不改了
manager-guide-quoted = 「{ $text }」

## 话术与规定：本店学到的
manager-guide-learn-on = 正在按本店的情况调整
manager-guide-learn-on_since = 正在按本店的情况调整，{ $day } 打开的
manager-guide-learn-off = 没有按本店的情况调整，只按话术包
manager-guide-learn-off_since = 没有按本店的情况调整，{ $day } 关的，只按话术包
manager-guide-learn-nothing = 近半年还没有确认过原因
manager-guide-learn-counted = { $day } 以来，确认了原因的折合 { $confirmed } 笔，没确认的折合 { $unconfirmed } 笔；越早的算得越少
manager-guide-learn-how = 要开要关，改设置里的 guidance.learn
manager-guide-learn-empty = 还没有学到什么
    .how = 一单结束时确认了原因，就会算进来
manager-guide-learn-title = 每 100 笔失败里有几笔
manager-guide-learn-before = 话术包
manager-guide-learn-after = 本店学到的
manager-guide-learn-spoken = { $cause }：每 100 笔失败里，话术包算 { $before } 笔，本店学到的是 { $after } 笔；{ $weight }
manager-guide-weight = 折合 { $weight } 笔
manager-guide-weight-none = 还没确认过

## 话术与规定：规定
manager-guide-effect-warn = 提醒收银员
manager-guide-effect-expect_password = 提醒会要密码
manager-guide-effect-recommend = 排到前面
manager-guide-effect-do_not_offer = 不列出
manager-guide-mark-official = 官方规定
manager-guide-mark-guess = 我们的估计
manager-guide-mark-own = 本店自己的
manager-guide-place-changed = 改过自带的
manager-guide-place-off = 已停用
manager-guide-any-method = 所有方式
manager-guide-always = 一直
manager-guide-from = 满 { $amount } 元
manager-guide-to = 不超过 { $amount } 元
manager-guide-kind-payment_code = 扫顾客的付款码
manager-guide-kind-dynamic = 顾客扫收银机上的码
manager-guide-kind-static = 顾客扫台面上的码
manager-guide-rule-does = 作用：{ $said }
manager-guide-rule-about = 方式：{ $said }
manager-guide-rule-when = 条件：{ $said }
manager-guide-rule-why = 来源：{ $said }
manager-guide-rule-by_file = 这一条是本店写的，要改请改文件
manager-guide-rules-file = 本店自己的规定写在这个文件里：{ $file }
manager-guide-rule_off = 停用这一条
    .ask = 停用以后，下一笔失败的付款就不再用这一条。请经理输入密码。
manager-guide-rule_on = 恢复这一条
    .ask = 恢复以后，下一笔失败的付款就用这一条，和自带的一样。请经理输入密码。
manager-guide-held = 按规定不列：{ $methods }

## 话术与规定：试一笔
manager-guide-try = 试一笔
    .hint = 只看规定，不看线路好坏
manager-guide-try-amount = 金额（元）
    .hint = 比如 16.00
manager-guide-try-amount_wrong = 金额只填数字和小数点，比如 16.00
manager-guide-try-time = 几点
    .hint = 现在，或 22:30
manager-guide-try-time_wrong = 时间这样填：22:30
manager-guide-try-method = 哪种方式失败
manager-guide-try-kind = 怎么付
manager-guide-try-unsaid = 没说
manager-guide-try-none = 先把本店的规定文件改对，才能试
manager-guide-try-now = 现在
manager-guide-try-off = 停用以后
manager-guide-try-on = 恢复以后
manager-guide-try-off_differs = 停用选中的这一条，列出的方式会变
manager-guide-try-off_same = 停用选中的这一条，列出的方式不变
manager-guide-try-on_differs = 恢复选中的这一条，列出的方式会变
manager-guide-try-on_same = 恢复选中的这一条，列出的方式不变

## 话术与规定：话术版本
manager-guide-version = { $version } 版
manager-guide-script-lock-password = 等顾客在手机上确认
manager-guide-script-gone = 话术包里已经没有的一条
manager-guide-script-follows = 按话术包，用 { $version }
manager-guide-script-trial = 在试新的一版，原来用 { $version }
manager-guide-script-idle = 本店固定的 { $version }停用了，现在用 { $instead }
manager-guide-script-pinned = 本店固定用 { $version }
manager-guide-script-none = 没有可选的版本
    .how = 话术包里有了第二个版本，就列在这里
manager-guide-script-period = 数字只算近半年的
manager-guide-state-active = 在用
manager-guide-state-trial = 试用
manager-guide-state-former = 以前用过
manager-guide-state-retired = 停用
manager-guide-state-gone = 话术包里已没有
manager-guide-share = { $state }，每 100 笔用 { $percent } 笔
manager-guide-figures = { $total } 笔里付成 { $times } 笔，大约在 { $low }% 到 { $high }% 之间
manager-guide-figures-few = { $total } 笔里付成 { $times } 笔；不到 { $few } 笔，先不下结论
manager-guide-figures-none = 还没有用过的记录
manager-guide-verdict-no_difference = 和 { $version } 比，看不出高低
manager-guide-verdict-more = 比 { $version }付成得多
manager-guide-verdict-fewer = 比 { $version }付成得少
manager-guide-script_pin = 固定用 { $version }
    .ask = 下一笔失败的付款起都用 { $version }，不再试别的。请经理输入密码。
manager-guide-script_back = 退回 { $version }
    .ask = 下一笔失败的付款起退回 { $version }。请经理输入密码。
manager-guide-script_follow = 不固定，按话术包
    .ask = 下一笔失败的付款起按话术包走，有试用的就接着试。请经理输入密码。

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
