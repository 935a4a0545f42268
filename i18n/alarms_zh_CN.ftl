### 告警：一句话说清哪里断了。发到群里的话也在这里，不提顾客，不提订单。

## 断在哪里
alarm-health-internet = 店里断网了
alarm-health-dns = 找不到支付平台的地址
alarm-health-tls = 安全连接不通，像是被拦住或要先登录
alarm-health-gateway-wechat = 连不上微信支付
alarm-health-gateway-wechat_backup = 微信支付备用线路不通
alarm-health-gateway-alipay = 连不上支付宝
alarm-health-clock = 电脑时钟不准
alarm-health-certificate = 证书或密钥用不了
alarm-health-certificate_soon = 商户证书快到期
alarm-health-merchant-wechat = 微信商户号收不了款
alarm-health-merchant-fenfu = 本店收不了分付
alarm-health-merchant-alipay = 支付宝商户收不了款
alarm-health-version = 收银助手版本太旧
alarm-chain-code_shown = 店里的收款码有问题
alarm-chain-code_read = 扫码枪读不出码
alarm-chain-limit_check = 条件核对不通
alarm-chain-risk_decision = 安全检查不通
alarm-chain-booking = 收银机和支付平台的账对不上
alarm-chain-callback = 顾客付了，收银机没收到
alarm-burst-merchant = 接连几笔没付成，多半是商户设置的问题
alarm-burst-network = 接连几笔没付成，多半是网络的问题
alarm-burst-provider = 接连几笔没付成，多半是支付平台的问题
alarm-burst-any = 接连几笔没付成，原因还不清楚

## 窗口里
alarm-since = { $time } 起
alarm-since-touches = { $time } 起 · 影响{ $methods }
alarm-since-many = { $time } 起 · 影响 { $count } 种方式
alarm-silenced = 不再提醒
alarm-between = 、
alarm-action-silence = 这条提醒停半小时
alarm-action-take = 我来处理，别再提醒
alarm-more = 另外 { $count } 条告警，在店长窗口里

## 桌面通知和群消息
alarm-title-raised = 【收银助手】{ $sentence }
alarm-title-reminder = 【收银助手】还没好：{ $sentence }
alarm-title-cleared = 【收银助手】已恢复：{ $sentence }
alarm-title-lost = 【收银助手】查不到了：{ $sentence }
alarm-title-test = 【收银助手】试发一条
alarm-line-where = { $shop } · { $till } 号收银台
alarm-line-till = { $till } 号收银台
alarm-line-since = { $time } 开始
alarm-line-reminder = 已经 { $minutes } 分钟
alarm-line-cleared = 一共 { $minutes } 分钟
alarm-line-lost = 告警先收起：这一项停用了，或很久没有检测结果，不知道好了没有
alarm-line-between = 、
alarm-line-methods = 影响：{ $methods }
alarm-line-first = 先做：{ $step }
alarm-line-test = 能看到这条，告警就能发到这里。
notice-alarm_sent = 已经发到群里，看看收到没有
