### sandbox
sandbox-listening = 沙箱网关：{ $url }
sandbox-keys = 一次性密钥（停止后自动删除）：{ $file }
sandbox-faults = 可用的故障（● 为已开启，用 --fault 名称 开启）：
sandbox-how-to-stop = 按 Ctrl-C 停止。
sandbox-stopped = 沙箱已停止。
sandbox-fault-healthy = 一切正常
sandbox-fault-userpaying-then-paid = 顾客要输密码，6 秒后付成
sandbox-fault-userpaying-then-failed = 顾客要输密码，6 秒后失败
sandbox-fault-userpaying-forever = 顾客一直不输密码
sandbox-fault-fenfu-password-then-limit = 分付：先要密码，8 秒后支付失败
sandbox-fault-auth-code-expired = 付款码已过期
sandbox-fault-auth-code-invalid = 不是微信付款码
sandbox-fault-auth-code-used = 付款码已用过
sandbox-fault-not-enough = 余额不足
sandbox-fault-not-support-card = 不支持卡类型
sandbox-fault-account-error = 顾客账号异常
sandbox-fault-no-usable-method = 顾客暂无可用的支付方式
sandbox-fault-rule-limit = 业务规则限制
sandbox-fault-system-error = 报系统错误，其实已扣款
sandbox-fault-bank-error = 报银行异常，没有扣款
sandbox-fault-late-success = 报系统错误，12 秒后才扣款成功
sandbox-fault-no-answer = 已扣款，但一直不回答
sandbox-fault-lost-answer = 已扣款，回答途中断线
sandbox-fault-lost-request = 请求没有到达，也没有回答
sandbox-fault-reverse-lost = 已撤销，回答途中断线
sandbox-fault-http-500 = 网关 500，没有内容
sandbox-fault-outage = 网关不可用
sandbox-fault-rate-limited = 请求太频繁
sandbox-fault-sign-error = 签名错误
sandbox-fault-certificate-expired = 商户证书已过期
sandbox-fault-clock-skew = 网关时钟慢 12 分钟
sandbox-fault-no-auth = 商户没有权限
sandbox-fault-forged-answer = 回答由陌生人签名
sandbox-fault-slow = 每次回答慢 4 秒
### order
order-line = 订单 …{ $number }：{ $state }
order-amount = 金额：{ $amount } 元
order-said = 支付机构的原话：{ $code } { $message }
order-state-paid = 已支付
    .means = 钱已收到：可以交货，不要再次收款。
order-state-paying = 顾客支付中
    .means = 请顾客看手机、输入密码；不要再次收款，过几秒再查。
order-state-not-paid = 未支付
    .means = 现在还没付，之后仍可能付成；不要再次收款，先再查或撤销。
order-state-failed = 支付失败
    .means = 这笔没有扣款，可以换一种方式重新收。
order-state-reversed = 已撤销
    .means = 这笔不会再扣款，已付的会退回；可以重新收。
order-state-closed = 已关闭
    .means = 这笔不会再扣款；可以重新收。
order-state-refunded = 已退款
    .means = 钱已退回（也可能只退了一部分），请核对后再收。
order-state-not-found = 查无此单
    .means = 可能还没送到，也可能订单号不对；不要再次收款，核对号码再查。
order-state-unknown = 状态未知
    .means = 支付机构现在不肯说；不要再次收款，过几秒再查。
order-pin-wrong = 没有店长 PIN，没有撤销。
order-reverse-paid = 这笔已支付，没有撤销。要退钱请在商户平台退款。
order-reverse-not-now = 状态未知时不撤销；请过几秒再试。
order-reverse-needless = 不用再撤销。
order-reverse-reversed = 撤销成功。
order-reverse-still-paying = 没有撤销：顾客还在支付中。请过几秒先查询，再撤销。
order-reverse-refused = 没有撤销：支付机构不同意。
order-reverse-not-found = 没有撤销：支付机构没有这笔订单。请核对号码。
order-reverse-unknown = 不知道有没有撤销成功。不要再次收款，请先查询，再撤销一次。
### doctor
doctor-column-what = 检查
doctor-column-state = 状态
doctor-column-found = 发现
doctor-column-do = 怎么办
doctor-state-ok = 正常
doctor-state-warn = 注意
doctor-state-fail = 有问题
doctor-state-unknown = 没查
doctor-name-settings = 设置
doctor-name-system = 系统
doctor-name-vault = 密钥保险箱
doctor-name-camera = 摄像头
doctor-name-database = 历史记录
doctor-name-merchant_certificate = 商户证书
doctor-more = { $short }：{ $more }
doctor-latency = { $short }，{ NUMBER($ms, useGrouping: 0) } 毫秒
doctor-system = Python { $python }，{ $system }
doctor-settings-file = 设置文件没有问题
doctor-settings-defaults = 还没有设置文件，用默认设置
doctor-settings-last_good = 用上次好的设置
doctor-vault-open = 能打开
doctor-vault-empty = 没有存支付密钥，由收银员看结果
### check
check-read = { $kind }，清晰度 { $letter }，{ $payload }
check-unread = 有码但读不出
check-unread-because = 有码但读不出：{ $fault }
check-problem = { $image }：{ $what }{ $todo }
check-first-frame = { $image }：这是动图，只看了第一帧。
check-verdict-ready = 可以扫
check-verdict-ask-again = 请顾客重新出示
check-verdict-wrong-code = 不是付款码
check-verdict-expired = 付款码已过期
check-verdict-used = 付款码已用过
check-verdict-swapped = 店里的码被换过
check-verdict-unclear = 看不清
check-verdict-none = 没有码
check-kind-wechat-payment = 微信付款码
check-kind-alipay-payment = 支付宝付款码
check-kind-unionpay-payment = 云闪付付款码
check-kind-ecny-payment = 数字人民币付款码
check-kind-emv-customer = 银联付款码（EMV）
check-kind-wechat-dynamic = 微信订单码（顾客扫）
check-kind-alipay-dynamic = 支付宝订单码（顾客扫）
check-kind-unionpay-dynamic = 银联订单码（顾客扫）
check-kind-wechat-receive = 微信收款码
check-kind-alipay-receive = 支付宝收款码
check-kind-unionpay-receive = 云闪付收款码
check-kind-aggregate = 聚合收款码
check-kind-emv-merchant = 商户收款码（EMV）
check-kind-goods-barcode = 商品条码
check-kind-other = 其他码
check-fault-blur-focus = 没对上焦
check-fault-blur-motion = 晃动模糊
check-fault-glare = 反光
check-fault-dark = 屏幕太暗
check-fault-low-contrast = 对比度太低
check-fault-tilt = 太斜
check-fault-curved = 不平整
check-fault-small = 太小
check-fault-cut-off = 没拍全
check-fault-covered = 被遮住
check-fault-damaged = 有破损
check-fault-moire = 屏幕条纹

### diagnose
diagnose-state-not_charged = 钱：还没有扣款。
diagnose-state-unknown = 钱：不知道扣了没有。先别再扣款。
diagnose-state-failed = 钱：这一笔没有扣成。
diagnose-state-reversed = 钱：这一笔已经撤销。
diagnose-state-paid = 钱：已经付成。不要再收。
diagnose-cause = 原因：{ $cause }（{ $sure }）
diagnose-say = 说：
diagnose-know = 自己看：
diagnose-next = 下一步：
diagnose-next-ask = 问：{ $what }
diagnose-next-do = 做：{ $what }
diagnose-next-wait = 等：{ $what }
diagnose-next-query = 查这一笔的结果。
diagnose-next-reverse = 撤销这一笔；仅当收银机没有显示成功。
diagnose-next-cancel_order = 关掉这张订单。
diagnose-next-switch = 换方式：{ $what }
diagnose-next-close = 结束这一单。
diagnose-offer = 可以换：
diagnose-rule = 规定：
diagnose-why = 依据：

### pin
pin-ask = 经理密码
pin-current = 现在的经理密码
pin-new = 新的经理密码（数字）
pin-again = 再输一次
pin-set-keyring = 经理密码已设好。
pin-set-file = 经理密码已设好。这台机器没有系统密钥环，密码的保护弱一些，请把文件夹设为只有自己能读。
### playbook
playbook-is-good = 话术包 { $version } 没有问题。
playbook-has-flaws = 话术包 { $version } 有 { $count } 处要改。
playbook-finding = { $file } · { $entry }：{ $flaw ->
        [broken-text] 这句读不懂
        [too-long] 太长
        [forbidden] 有不能说出口的词
        [promise] 没有查实，不能这样保证
        [broken-example] 不是完整的例子
       *[other] 不对
    }：{ $found }
playbook-examples = 例子 { $count } 个，对了 { $good } 个。
playbook-example-failed = 第 { $line } 行：应当是 { $expected }，结果是 { $found }
learned-on = 按本店情况调整：已打开（设置 { $setting }）。
learned-off = 按本店情况调整：已关闭（设置 { $setting }），按话术包原来的比例判断。
learned-on-since = 按本店情况调整：{ $at } 起打开（设置 { $setting }）。
learned-off-since = 按本店情况调整：{ $at } 起关闭（设置 { $setting }），按话术包原来的比例判断。
learned-nothing = 近半年还没有确认过的原因，暂时没什么可调整的。
learned-counted = 从 { $at } 算起，越早的算得越少：原因已确认的折合 { $confirmed } 笔，没确认的 { $unconfirmed } 笔。
learned-cause = 原因
learned-playbook = 话术包
learned-now = 调整后
learned-weight = 折合笔数
playbook-show-title = 名称
playbook-show-aloud = 说
playbook-show-clerk = 自己看
playbook-show-display = 顾客屏

### doctor: 历史和摄像头
doctor-database-none = 还没有历史
doctor-database-sound = 完整，共 { $events } 条
doctor-database-broken = 记录链断了：有人改过，或文件损坏
    .do = 保留这个文件，请门店技术人员看；收银照常进行
doctor-camera-fine = 有画面，{ $width }×{ $height }
doctor-camera-dark = 打开了，但没有画面

### story
story-begins = 没有显示器也能看：一笔分付付款失败，怎么救回来。网关、收银机、摄像头画面、记录都是真的。
story-idle = 一切正常，可以收款
story-scan = F7：先验码。微信付款码，清晰，可以扫
story-till-failed = 收银机扣 16.00 元，显示「支付失败，条码无法识别」
story-till-message = F9：付款失败。收银机上写了什么？
story-locked = 按 1。结果不知道，先锁住：别再扣款
story-asked = 自己去问支付平台：顾客正在手机上确认
story-question = 平台答复没付成，锁开了。只问一句，看一眼手机就行
story-cause = 按 2。原因、能说的话、现在能用的方式
story-closing = 按 1 换微信零钱，收银机重新收，付成了
story-done = 回车。这一单挽回了
story-manager = 经理看得到这一班的失败和结果
story-ends = 图片都在 { $folder }

### rules
rules-effect-warn = 提醒
rules-effect-expect_password = 会要密码
rules-effect-recommend = 优先列出
rules-effect-do_not_offer = 不列出
rules-place-pack = 自带
rules-place-changed = 本店改过
rules-place-own = 本店加的
rules-place-off = 本店停用
rules-official = 支付平台或监管部门的规定
rules-not-official = 不是官方原文，或是我们的估计
rules-condition-min_fen = 金额 { $found } 元，不少于 { $wanted } 元
rules-condition-max_fen = 金额 { $found } 元，不超过 { $wanted } 元
rules-condition-hours = { $found } 在 { $wanted } 之间
rules-condition-industry = 行业是 { $found }
rules-condition-customer_group = 顾客是 { $found }
rules-condition-order_kind = 付款方法是 { $found }
rules-between = ；
rules-withheld = 按规定不列：
rules-try-now = 现在：
rules-try-edited = 改了以后：
rules-try-differs = 顾客看到的方式会不一样。
rules-try-same = 顾客看到的方式不变。
rules-saved = { $count ->
        [0] 已保存，规定没有变化。
       *[other] 已保存，改了 { $count } 条。下一单就按新的来，窗口不用重开。
    }
rules-review-head = 看了 { $cases } 单。
rules-review-none = 没有一条规定用上过。
rules-review-line = 用上 { $times } 次，{ $cases } 单；付成 { $recovered }，换方式 { $switched }，走了 { $left }；平均等 { $wait } 秒
rules-review-cost = 不列某种方式后顾客走了，少收 { $amount } 元
rules-review-what_if = 按改过的规定，{ $cases } 单里有 { $changed } 单会看到别的方式。
rules-gone = （现在没有这条规定）
rules-amount = { $amount } 元
rules-kind-RulesChanged = 改规定
rules-kind-RulesReverted = 恢复自带
rules-log-empty = 还没有人改过规定。
