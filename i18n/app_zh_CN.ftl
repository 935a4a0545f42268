### 窗口里的字。短句，动词在前；先写中文，再写英文。

## 通用
language-zh_CN = 中文
language-en = English
money = ¥{ $amount }
amount-any = 这一笔
method-any = 没说方式
provider-wechat = 微信
provider-alipay = 支付宝
provider-unionpay = 云闪付
provider-any = 支付平台
short-fenfu = 分付
short-wechat = 微信零钱
short-alipay = 支付宝
short-alipay_instalment = 支付宝分期
short-unionpay = 云闪付
short-ecny = 数字人民币
short-card = 银行卡
short-card_instalment = 银行卡分期
short-cash = 现金
short-split = 分两次付
chip-fenfu = 分付
chip-wechat = 微信
chip-alipay = 支付宝
chip-unionpay = 云闪付
state-ok = 正常
state-warn = 变慢
state-fail = 断了
state-unknown = 没数据
figure-seconds = { $seconds } 秒
figure-broken = 连不上
figure-unchecked = 没查过
figure-off = 先不用
figure-trial = 刚恢复
figure-shaky = 不太顺

## 头上一句话
head-not_started = 助手没有启动，照常收银
head-starting = 正在检查网络和支付平台
head-ready = 可以收款
head-methods_fine = { $known ->
    [0] 先收款，边收边查
   *[other] { $known ->
        [4] 四种方式都正常
       *[other] { $known } 种方式正常
    }
}
head-offline = 店里断网了
head-offline-detail = 叫店长看网络；扫过码的，先查再收
head-method_down = { $method }连不上，先用{ $good }
head-method_down_all = 扫码付款都连不上，先收现金
head-method_shaky = { $method }不稳定，先用{ $good }
head-method_shaky_all = 扫码付款都有点慢，多等一会儿
head-panel = 看每一项的状态
head-menu = 语言和外观
strip-ok = 网络正常
strip-warn = 网络或支付平台不稳
strip-fail = 网络或支付平台断了
strip-unknown = 网络还没查
strip-warn_method = { $method }不稳
strip-fail_method = { $method }连不上
strip-waiting = { $provider }还没答复
checked-seconds = { $seconds } 秒前查过
checked-minutes = { $minutes } 分钟前查过
panel-chain = 一笔付款经过的几步，最近一小时
panel-stuck = 卡在「{ $link }」。
panel-slow = { $method }平时 { $usual }，现在 { $now }。
panel-theirs = 本店网络正常，是支付平台那边慢。
panel-between = { "" }
panel-steps = 照着查，{ $count } 步
panel-methods = 付款方式
panel-machine = 这台机器和网络

## 哪种方式先别用
degraded-down = { $method }暂时用不了，先用{ $good }
degraded-down_two = { $method }、{ $other }暂时用不了，先用{ $good }
degraded-down_more = { $count } 种方式暂时用不了，先用{ $good }
degraded-down_all = 扫码付款都用不了，先收现金
degraded-shaky = { $method }不稳定，先用{ $good }
degraded-shaky_two = { $method }、{ $other }不稳定，先用{ $good }
degraded-shaky_more = { $count } 种方式不稳定，先用{ $good }
degraded-shaky_all = 扫码付款老付不成，先收现金
degraded-trial = { $method }刚恢复，先用{ $good }
degraded-trial_two = { $method }、{ $other }刚恢复，先用{ $good }
degraded-trial_more = { $count } 种方式刚恢复，先用{ $good }
degraded-trial_all = 扫码付款刚恢复，可以试一笔
degraded-back_all = 扫码付款刚恢复，先收现金
degraded-why-down = { $light }不通
degraded-why-watching = 已经通了，再看一会儿
degraded-why-shaky = { $light }比平时慢
degraded-why-failures = 最近 { $minutes } 分钟有 { $count } 笔没付成
degraded-why-again = 又试了一笔，还是没付成
degraded-why-trial = 可以试一笔，付成就恢复
degraded-since = { $time } 开始

## 验码
scan-title = 先验码，再扣款
scan-hint = 码扫不出来？点这里
camera-waiting = 把付款码对准镜头
camera-waiting_own = 把店里的收款码对准镜头
camera-waiting_any = 画面马上出来
camera-looking = 正在打开摄像头…
camera-black = 画面全黑，看看镜头有没有挡住
camera-frozen = 画面不动了，正在重新打开
camera-lost = 摄像头断开了，接好会自己回来
camera-absent = 没找到摄像头，接好会自己打开
camera-close = 关掉镜头
clarity = { $letter ->
    [A] 很清楚
    [B] 清楚
    [C] 还看得清
    [D] 有点糊
   *[other] 很糊
}
freshness-first_seen = 第一次看到
freshness-seen_before = { $seconds } 秒前见过
freshness-held = 看了 { $seconds } 秒
freshness-fresh = 刚换的新码
freshness-stale = 旧码
freshness-used = 用过了
kind-wechat_payment = 微信付款码
kind-alipay_payment = 支付宝付款码
kind-unionpay_payment = 云闪付付款码
kind-ecny_payment = 数字人民币付款码
kind-emv_customer = 银联付款码
kind-wechat_dynamic = 微信订单码
kind-alipay_dynamic = 支付宝订单码
kind-unionpay_dynamic = 云闪付订单码
kind-wechat_receive = 微信收款码
kind-alipay_receive = 支付宝收款码
kind-unionpay_receive = 云闪付收款码
kind-aggregate = 聚合收款码
kind-emv_merchant = 银联收款码
kind-goods_barcode = 商品条码
kind-other = 别的码
kind-none = 没有码
kind-any = 付款码
verdict-ready = { $kind }，可以扫
    .do = 扫过了就看收银机，别再扫
verdict-fault = { $fault }，先别扫
verdict-again = 再看一次
    .do = 手机先别动，马上就好
    .aloud = 手机请先别动。
verdict-ask_again = 看不清，先别扫
    .do = 请顾客把手机摆好
    .aloud = 麻烦把手机拿稳，对着镜头。
verdict-wrong_code = 这不是付款码
    .do = 请顾客打开「付款码」
    .aloud = 麻烦打开「付款码」，我来扫。
verdict-odd = 别扫，也别打开
verdict-wrong_kind = { $kind }，不能扫
verdict-wrong_kind-theirs = 这是给顾客扫的；您要扫「付款码」
verdict-wrong_kind-goods = 这是商品上的；您要扫手机「付款码」
verdict-expired = { $kind }过期了，先别扫
verdict-expired-watched = 第一次看到它，已过 { $minutes } 分钟
verdict-expired-says = 码里写的有效期已经过了
verdict-seconds = { $seconds } 秒
verdict-used = 这个码用过一次了
    .do = 先按 F8 查上一笔，没收到再请顾客刷新
    .aloud = 请稍等，我先查一下上一笔。
verdict-swapped = 这不是登记过的收款码
    .do = 如果是柜台上的：先盖住，叫店长
    .aloud = 请稍等，我请店长来看一下。
verdict-unclear = 看不清，先别扫
    .do = 请顾客把手机摆好
    .aloud = 麻烦把手机拿稳，对着镜头。
verdict-none = 没看到码
    .do = 把手机放进框里
    .aloud = 麻烦把付款码对着镜头。
oddity-look_alike_host = 网址像是冒充的
oddity-control = 夹带控制字符
oddity-bidi = 文字方向被动过
oddity-invisible = 藏着看不见的字
oddity-broken_tlv = 内容残缺
oddity-crc_wrong = 校验不对
oddity-not_text = 不是文字
oddity-any = 内容可疑

## 首页
recent-title = 最近
recent-empty = 还没有失败记录
    .how = 付款失败时按 F9，这里就会有
end-paid_same = 已付
end-paid_other = 已付
end-customer_left = 走了
end-paid_late = 后来付成
end-check_later = 还在查
end-cancelled = 没收
open_case-title = { $what }，还在查
open_case-hint = 先别再收
open_case-offline = 可能已经扣了，先查
offline-last = 上一笔可能已经扣了
    .do = 连不上之前扫过码的，先查再收
    .since = { $time } 连不上；扫过码的，先查再收
offline-check =
    .aloud = 请稍等，我先查一下刚才那笔。
open_case-free-title = { $what }，处理到一半
open_case-free-hint = 点这里接着处理
announce-locked = 先别再扣款，正在查
action-another = 又有一笔付款失败
    .short = 下一笔
another-title = 又有一笔付款失败？
another-hint = 再按一次，另开一单；现在这一单会留着
switch-untold = 没填金额
switch-front = { $what }，正在处理
switch-locked = { $what }，结果还没到，切换过去
switch-waits = { $what }，处理到一半，切换过去
switch-more = 另外 { $count } 单，切换过去
undo-title = { $what } 已结束：{ $end }
undo-hint = 点错了？点这里改回来
action-failed = 没付成？点这里
    .short = 没付成？
action-look_up = 上一笔成功了吗？
action-manager = 店长
action-back = 返回
action-close_case = 处理完了
action-claim = 顾客说付了
action-done = 完成
action-next = 接待下一位
action-expand = 展开
shift-line = 本班 { $since } 起 · 处理 { $failures } 笔 · 挽回 { $saved } 笔
shift-none = 还没开班
notice-close = 收起这一条
notice-hot_keys-taken = { $keys } 被别的软件占着
    .do = 请直接点按钮；也可以在设置里换一组键。
notice-hot_keys-impossible = 这种桌面上，{ $keys } 只在本窗口里有用
    .do = 请直接点按钮；不用的话可以在设置里关掉。
notice-last_run = 上次突然关掉了，没处理完的单还在。
    .do = 给技术看的报告，已经放进日志文件夹。
notice-no_chinese_font = No Chinese font here: install fonts-noto-cjk. 这台电脑没有中文字体，汉字会变成方框。
    .do = 请门店技术人员装上中文字体（fonts-noto-cjk 或 fonts-wqy-microhei），再打开窗口；收银照常进行。
notice-scanner = 这次扫的码进了助手，没进收银机
    .do = 先点一下收银软件，再扫一次。
notice-scanner-locked = 这次扫的码进了助手，没进收银机
    .do = 先别再扫，还没查清：{ $what }
notice-scanner-offline = 这次扫的码进了助手，没进收银机
    .do = 先别再扫：按 F8，先查上一笔。
notice-backup_offer = 有一份检查过的备份（{ $when }，{ $count } 条记录），里面有现在没有的记录。
    .do = 找回后，之后新记的也都会留着；不找回也不影响收银。
notice-backup_offer-take = 找回备份
notice-paid_twice = 这一单（{ $amount } 元）收了两次：换方式收过，原来那笔后来也付成了。请退给顾客一笔。
notice-paid_meanwhile = 原来那笔（{ $amount } 元）已经付成了，不要再收。换方式已经收了的，请退给顾客一笔。
notice-paid_late = 刚才没查清的那笔（{ $amount } 元）已经付成了，不要再收。顾客已经走了的，请告诉店长。
notice-not_paid_after_all = 那笔（{ $amount } 元）记的是付成了，可是一直查不到这笔钱。请看收银机和到账记录，告诉店长；先别再收。
notice-reverse_refused = 那笔（{ $amount } 元）没能撤销。先别再收，请店长到商户后台看这一笔。

## 菜单
menu-language = 语言
menu-theme = 外观
menu-light = 浅色
menu-dark = 深色
menu-keyboard = 用键盘操作
menu-move = 换到屏幕另一边
menu-collapse = 收成一条
menu-quit = 退出收银助手
menu-about = 给顾客看分付怎么用
menu-set_up = 设置向导

## 一单的头
case-time = 已用 { $time }
case-close = 处理完了，记结果
case-untold = 这一笔

## 收银机上写了什么
till-title = 先别再扫。收银机写的是：
till-quote = 「{ $text }」
till-words = 没有一样的？点收银机上有的字
till-field = 打几个字找
till-field_hint = 打字找别的；按数字直接选
till-none = 收银机上没写字？
till-outcome-waiting = 一直在转
till-outcome-timeout = 转到超时
till-outcome-nothing = 没反应
till-outcome-customer_scanned = 顾客扫了店里的码
till-details = 这一笔（可以不填）
till-this = 按这一笔处理
till-not_this = 不是这一笔
till-amount = 金额
till-amount_hint = 比如 16.00
till-number = 单号
till-number_hint = 小票或账单上的单号
till-method = 付款方式
keypad-back = 退格

## 提问
question-past = 不问了，直接换方式
question-wait =
    .aloud = 请稍等，我看一下。
question-look_methods =
    .aloud = 方便让我看一下付款方式吗？
question-look_phone =
    .aloud = 方便让我看一下手机上的提示吗？
question-number = { $number ->
    [1] 第 1 问，最多 2 问
    [2] 第 2 问，最多 2 问
   *[other] 再问一句
}
answer-unknown = 不知道
checked-title = 已经自动查过
checked-any = { $name }：{ $state }
checked-internet-ok = 网络正常
checked-internet-warn = 网络不稳
checked-internet-fail = 店里断网了
checked-clock-ok = 时钟准
checked-clock-warn = 时钟有点偏
checked-clock-fail = 时钟不准
checked-merchant-fenfu-ok = 本店分付已开通
checked-merchant-fenfu-fail = 本店没开分付
checked-gateway-wechat-ok = 微信通畅
checked-gateway-wechat-warn = 微信有点慢
checked-gateway-wechat-fail = 微信连不上

## 钱没查清：锁
banner-title = 先别再扣款
banner-reverse_open = 查了 { $done } 次，还没结果
banner-asking = { $done ->
    [0] 正在自动向{ $provider }查，不用按
   *[other] 正在自动查，已查 { $done } 次
}
banner-look = 先看收银机，再看店里的到账记录
banner-look_again = 没找到也先等：钱可能晚到，倒数完再看一次
banner-look_over = 两处都看过、都没有这一笔，才点「都没有」；拿不准：点「先接待下一位」，这一单接着查
banner-reversing = 正在撤销，先别再扣款
banner-reversing_then = 撤完再查一次，才算没扣
banner-still = 请顾客稍等
banner-goes_on = 会自动接着查，请顾客稍等
banner-seconds = 秒
banner-query_now = 马上再查
banner-reverse_ready = 撤销这笔
banner-reverse_waits = 顾客还在付；倒数完还没付成就撤
banner-reverse_later = 撤销
banner-button_later = { $seconds } 秒后可点
banner-reverse_then = 还没结果时先问顾客，没付才撤销
banner-reverse_soon = 再查一次；先问顾客，没付才撤销
banner-reverse_or_wait = 先问顾客付了没有：没付才撤销
banner-reverse_unpaid = 顾客没付：可以撤销，扣了会退回
banner-reverse_paid = 手机显示付了：先别撤；没查到之前，东西先放柜台
banner-look_paid = 还没看到到账：东西先放柜台，叫店长定
banner-reverse_ask = 仅当收银机没有显示成功，才撤销。
banner-reverse_only_pin = 仅当收银机没有显示成功，才撤销；要店长密码
banner-reverse_yes = 撤销这笔
banner-reverse_no = 先不撤
banner-clerk_paid = 看到到账了
banner-clerk_paid_sum = 看到 { $amount } 到账了
banner-clerk_not_paid = 收银机和到账记录都没有
banner-override_ask = 收银机和店里的到账记录里，都没有这一笔？
banner-override_yes = 都没有
banner-override_no = 再看看
banner-pin = 请店长来输密码
banner-pin_away = 店长不在：先不撤，点「先接待下一位」，会接着查
banner-phone_paid = 顾客说付了
    .sub = 还要看店里到账记录
banner-aside = 先接待下一位
    .sub = 这一单留着接着查
money-title = { $state } { $amount }
money-not_charged = 没收到钱 · 没扣 { $amount }
timeline-sent = 收银机已发出这一笔
timeline-asking = 正在自动查这笔钱
timeline-no_answer = 查到现在还没结果，会接着查
timeline-clerk_looks = 等您看收银机和到账记录
timeline-customer_confirms = 顾客手机在等密码或确认
timeline-provider_said = 平台答复：{ $state }
timeline-reverse_then_check = 还没结果：先问顾客，没付才撤销
timeline-look_then_open = 还没找到：点「先接待下一位」，接着查
order_state-paid = 已付
order_state-paying = 等顾客确认
order_state-not_paid = 没付
order_state-failed = 失败
order_state-reversed = 已撤销
order_state-closed = 已关闭
order_state-refunded = 已退款
order_state-not_found = 查不到
order_state-unknown = 不清楚

## 钱查清了
money-by-provider = 已向{ $provider }查实
money-by-code = 收银机已经答复
money-by-clerk = 您看过了
money-by-override = 收银机和到账记录里都没有，还会再查
money-number = 订单尾号 { $tail }
money-state-paid = 已经付成
money-state-not_charged = 没收到钱，也没扣钱
money-state-override = 没查到，不等于没扣
money-state-reversed = 已经撤销，扣了会退
money-state-refunded = 已经退款
money-state-unknown = 还不清楚
paid-title = 钱收到了，别再收
paid-do = 把东西交给顾客就好
say-title = 说
say-hint = 可以大声说
say-not_charged = 这笔没有扣钱。
say-not_seen = 刚才那笔没查到，请别再点确认，我们会接着查。

## 原因
cause-discreet = 没付成，换一种方式付
cause-side-customer = 多半是顾客账户这边，具体还说不准
cause-side-merchant = 多半是本店这边，具体还说不准
cause-side-network = 多半是网络，具体还说不准
cause-side-provider = 多半是支付平台那边，具体还说不准
cause-side-code = 多半是码的问题，具体还说不准
cause-clerk_only = 只给店员看
cause-closes_itself = 一会儿自己收起
cause-fold = 收起
cause-why = 为什么
why-count = { $count } 条依据
steps-title = 做
steps-count = { $count ->
    [1] 一步
   *[other] 从上往下试，成了就停
}
steps-in_order = 按顺序做
steps-first = 现在做这一步，做完点一下
tick-done = 做完了
tick-open = 还没做
offers-title = 还可以换
offer-switch = 改用{ $method }
offer-notes = { $why }；只记下，不扣款
offer-name-card = 刷银行卡
why-register-code = 收银机代码 { $value }
why-register-text = 收银机写着「{ $value }」
why-register-http = 收银机连接：{ $value }
why-any = { $name }：{ $value }
why-asked = { $question } { $answer }
why-ask-fenfu_choice-offered = 手机上「分付」可以选
why-ask-fenfu_choice-greyed = 手机上「分付」是灰的
why-ask-fenfu_choice-missing = 手机上没有「分付」
why-ask-phone_asks_password-yes = 手机在等密码或确认
why-ask-phone_asks_password-no = 手机没有要密码
why-ask-phone_shows_paid-yes = 手机显示付成了
why-ask-phone_shows_paid-no = 手机没显示付成
why-ask-payee_ours-yes = 手机上的收款方是咱们店
why-ask-payee_ours-no = 手机上的收款方不是咱们店
why-ask-others_pay-yes = 别的顾客付得了
why-ask-others_pay-no = 别的顾客也付不了
why-ask-other_method-yes = 换别的方式付得了
why-ask-other_method-no = 换别的方式也付不了
why-ask-who_scanned-clerk = 是我们扫顾客的码
why-ask-who_scanned-customer = 是顾客扫店里的码
why-code-kind = 看到的是{ $value }
why-code-clarity = 码的清晰度 { $value }
why-code-fault = 画面：{ $value }
why-code-freshness = 付款码：{ $value }
why-code-registered-changed = 柜台上的码和登记的不一样
why-code-registered-match = 柜台上的码和登记的一样
why-order-state = 查到的结果：{ $value }
why-recent-none = 最近没有同样的失败
why-recent-this_till = 这台收银机刚才也这样
why-recent-this_store = 店里别的收银机也这样
why-step-helped = 「{ $step }」有用
why-step-no_help = 「{ $step }」没用
why-step-skipped = 「{ $step }」没做
why-tried-failed = { $method }也没付成
why-tried-paid = { $method }付成了
why-chain-code_shown = 出码
why-chain-code_read = 识码
why-chain-limit_check = 条件核对
why-chain-risk_decision = 安全检查
why-chain-booking = 记账
why-chain-callback = 回执

## 结束
closing-now-scan = 扫新的付款码
closing-now-register = 在收银机上收这一笔
closing-title = 收到钱再选：这一单怎么结束的？
outcome-paid_same = 原方式付成了
outcome-paid_other = 换方式付成了
outcome-customer_left = 顾客走了
outcome-check_later = 稍后再查
    .sub = 这一单留着，查到结果才关
closing-other_method = 别的
closing-chosen = 刚才选的是{ $method }，点开可以改
mood-title = 顾客感觉怎么样？可以不选
mood-fine = 挺好
mood-so_so = 一般
mood-upset = 不高兴

### where a clerk looks an order up when no provider can be asked
lookup-title = 去哪里找这一笔
lookup-register = 收银机的「交易查询」
    .how = 按金额和时间找，看状态
lookup-terminal = 刷卡机的「查询」
    .how = 看末笔交易，或重打小票，有没有「交易成功」
lookup-own = 店里的到账记录
    .how = { $place }
lookup-wechat-merchant = 店里的到账记录
    .how = 「微信支付商家助手」，或收款公司的 App
lookup-wechat-bill = 顾客手机里的账单：只用来对单号
    .how = 微信「我—服务—钱包—账单」，商户单号对上才算
lookup-alipay-merchant = 店里的到账记录
    .how = 「支付宝商家版」的「账单」，或收款公司的 App
lookup-alipay-bill = 顾客手机里的账单：只用来对单号
    .how = 支付宝「我的—账单」，商家订单号对上才算
lookup-unionpay-merchant = 店里的到账记录
    .how = 收款公司的 App（名字在刷卡机的标签上），看流水
lookup-unionpay-bill = 顾客手机里的账单：只用来对单号
    .how = 云闪付「账单」，订单号对上才算
lookup-card-acquirer = 打收款公司的电话
    .how = 号码在刷卡机的标签上；报终端号、时间和金额
lookup-card-bill = 顾客银行 App 里的明细：不算数
    .how = 扣款短信和截图都不算数，钱可能会退回去
lookup-any-merchant = 店里的到账记录
    .how = 「微信支付商家助手」「支付宝商家版」，或收款公司的 App
lookup-ecny-bill = 顾客手机里的交易记录：只用来对时间和金额
    .how = 数字人民币 App，打开这个钱包，对时间和金额
lookup-any-bill = 顾客手机里的账单：只用来对单号
    .how = 点开这一笔，订单号对上才算
lookup-sure = 这两处有一处写着「成功」就是付了；都没有，也先别再收

## What the customer sees
customer-window = 顾客屏
customer-amount = 本单
customer-other_language = 点一下，换中文
customer-not_charged = 刚才没有扣款
customer-reversed = 刚才那笔已经撤销
customer-refunded = 刚才那笔已经退回
customer-confirm = 如果要确认，确认就好
customer-checking = 查清之前，不会再收您的钱
customer-joined = { $first }，{ $second }
customer-way-wechat = 微信零钱或银行卡
customer-way-alipay = 支付宝
customer-way-unionpay = 云闪付
customer-way-ecny = 数字人民币
customer-way-card = 银行卡
customer-way-cash = 现金
customer-about = 分付怎么用
customer-about-codes = 出示微信付款码时，手机上列出了分付就可以选。自己扫店里的收款码，多半选不了。
customer-about-limit = 自己还能用多少，只有自己的手机上看得到：微信「我—服务—钱包—分付」。
customer-about-password = 手机上有时要输密码或确认。确认以后等结果就好，不用再出示付款码。
customer-about-choice = 用哪种方式付，由您自己决定；别的方式一样可以付。
