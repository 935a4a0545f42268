### 首页最上面那一句
head-starting = 正在检查
head-ready = 可以收款
head-methods_all_fine = { $all } 种方式都正常
head-methods_fine = { $known ->
    [0] 还没有查到各方式的状态
   *[other] { $all } 种方式里 { $known } 种正常
}
head-offline = 店里断网了，先收现金
head-offline-detail = 刷卡机如果用自己的网络，也可以刷卡
head-method_down = { $method }用不了，先用{ $good }
head-method_shaky = { $method }不稳定，先用{ $good }
head-method_down_all = 手机支付都用不了，先收现金
head-method_shaky_all = 手机支付都不稳定，慢一点收
### 提醒
notice-paid_twice = 刚才换方式收过的一笔（{ $amount } 元），原来那笔后来也付成了。请给顾客退掉一笔。
### 锁定时的三行
timeline-sent = 收银机已送出扣款
timeline-asking = 正在向支付平台查这笔钱
timeline-clerk_looks = 请在收银机或商户 App 里看这一笔
timeline-customer_confirms = 顾客正在手机上确认
timeline-provider_said = 平台答复：{ $state }
timeline-reverse_then_check = 还没结果就撤销，再查一次才算没扣
timeline-look_then_open = 看过确实没付成，才能换方式
order_state-paid = 已付
order_state-paying = 顾客正在付
order_state-not_paid = 还没付
order_state-failed = 没付成
order_state-reversed = 已撤销
order_state-closed = 已关闭
order_state-refunded = 已退款
order_state-not_found = 平台还没有这一笔
