### The lights: names, states, what was found and what to do about it.
health-state-ok = 正常
health-state-warn = 不稳
health-state-fail = 不通
health-state-unknown = 没查过

health-name-internet = 上网
health-name-dns = 找到支付平台
health-name-tls = 安全连接
health-name-gateway-wechat = 到微信的线路
health-name-gateway-wechat_backup = 到微信的备用线路
health-name-gateway-alipay = 到支付宝的线路
health-name-clock = 电脑时钟
health-name-certificate = 证书
health-name-merchant-wechat = 微信商户号
health-name-merchant-fenfu = 分付收款
health-name-merchant-alipay = 支付宝商户
health-name-version = 程序版本

health-not_checked = 没查过
health-needs_nothing = 随时可用
health-ok = 正常
health-slow = 比平时慢
    .do = 先不用动；一直慢就检查店里网络。
health-shaky = 刚才不稳，正在观察
    .do = 先不用动，几分钟后会自己变绿或变红。
health-recovering = 刚恢复，还在确认
    .do = 等一两次检查都通，再当它正常。

health-dns-unknown_name = 找不到这个地址
    .more = 解析不了 { $host }
    .do = 检查路由器的 DNS 设置；不确定就设为自动获取。
health-dns-timeout = 查地址没有回答
    .more = 解析 { $host } 超时
    .do = 看网线和路由器；重启路由器后再试。
health-dns-cut = 查地址的服务器连不上
    .more = 没法解析 { $host }
    .do = 看网线和路由器；检查电脑的 DNS 设置。
health-tcp-timeout = 连接超时
    .more = 连不上 { $host }，一直没有回应
    .do = 看网线和路由器；别的网站也慢就联系宽带客服。
health-tcp-refused = 连接被拒绝
    .more = { $host } 拒绝连接
    .do = 检查防火墙和路由器有没有拦住这个地址。
health-tcp-cut = 网络不通
    .more = 到 { $host } 没有通路
    .do = 看网线、无线和路由器；手机热点可以先顶一下。
health-tls-timeout = 安全连接超时
    .more = 和 { $host } 加密握手没有完成
    .do = 检查防火墙、上网行为管理和代理设置。
health-tls-certificate = 像是被拦住，或要先登录
    .more = { $host } 给出的证书不可信
    .do = 看是不是要先登录上网页面；关掉代理和「安全上网」软件再试。
health-tls-clockish = 多半是电脑时间错了
    .more = { $host } 的证书日期和电脑时间对不上
    .do = 把电脑的日期时间设为自动同步。
health-tls-cut = 安全连接被中断
    .more = 和 { $host } 加密握手时被断开
    .do = 检查防火墙、上网行为管理和代理设置。
health-first_byte-timeout = 对方没有回答
    .more = { $host } 连上了，但一直不回答
    .do = 多半是对方忙，或线路丢包；等一会儿会自己再查。
health-first_byte-cut = 连接中途断了
    .more = { $host } 还没回答就断开
    .do = 等一会儿会自己再查；一直这样就检查网络设备。
health-http = 对方服务器出错
    .more = { $host } 回答 HTTP { $code }
    .do = 不是本店的问题，不用动；正在接着查。

health-first_byte-late = 对方回答很慢
    .more = { $host } 连上了，还在等它回答
    .do = 先不用动，正在接着查。
health-lossy = 网络时断时续
    .more = 大约丢了 { $percent } %
    .do = 看网线和无线信号；一直丢包就联系宽带客服。
health-internet-intercepted = 要先登录上网，或被拦住了
    .do = 看是不是要先登录上网页面；关掉代理再试。
health-internet-no_route = 电脑没有连上网络
    .do = 看网线插好没有、无线连上没有。
health-internet-no_names = 什么地址都找不到
    .do = 看网线和路由器；重启路由器后再试。
health-internet-nothing = 上不了网
    .do = 看网线和路由器；手机热点可以先顶一下。

health-clock-ok = 时钟准
    .more = 和服务器相差 { $seconds } 秒以内
health-clock-ahead = 电脑时钟快了
    .more = 快了大约 { $seconds } 秒
    .do = 把电脑的日期时间设为自动同步；差 5 分钟以上微信会拒绝请求。
health-clock-behind = 电脑时钟慢了
    .more = 慢了大约 { $seconds } 秒
    .do = 把电脑的日期时间设为自动同步；差 5 分钟以上微信会拒绝请求。
health-clock-tls = 电脑日期多半错了
    .do = 把电脑的日期时间设为自动同步。

health-certificate-ok = 证书有效
    .more = 还有 { $days } 天到期
health-certificate-peer_soon = 对方证书快到期
    .more = 还有 { $days } 天到期
    .do = 由对方更换；到期后还这样，再检查电脑时钟。
health-certificate-peer_expired = 对方证书已过期
    .more = 过期 { $days } 天
    .do = 先看电脑日期对不对；对的话只能等对方更换。
health-certificate-merchant_soon = 商户证书快到期
    .more = 还有 { $days } 天到期
    .do = 请门店技术人员到商户平台更换 API 证书。
health-certificate-merchant_expired = 商户证书已过期
    .more = 过期 { $days } 天
    .do = 请门店技术人员到商户平台更换 API 证书。

health-version-ok = 版本够新
    .more = 现在是 { $current }
health-version-old = 版本太旧
    .more = 现在是 { $current }，至少要 { $least }
    .do = 请升级收银助手。

health-merchant-ok = 已开通
health-merchant-warn = 有一项要确认
    .do = 请门店技术人员登录商户平台看一下。
health-merchant-fail = 没有开通，或被限制
    .do = 请门店技术人员登录商户平台开通或申诉。

# 收银窗口顾客也看得到：不写「额度」「风控」，只写中性的名字。
health-chain-code_shown = 出码
health-chain-code_read = 识码
health-chain-limit_check = 条件核对
health-chain-risk_decision = 安全检查
health-chain-booking = 记账
health-chain-callback = 回执
# 怎么知道的：店长的「健康」页里，写在每一环后面。
health-learnt-picture = 摄像头看到
health-learnt-order = 查单查到
health-learnt-answer = 支付平台答复
health-learnt-light = 自动检查
health-learnt-register = 看收银机
health-learnt-nothing = 最近没看到
health-learnt-unused = 本店用不到

### Whether the merchant account is ready: what was found, and what to do.
readiness-credentials-ok = 密钥和签名都对
readiness-credentials-warn = 密钥或签名有一项要确认
    .do = 请门店技术人员在设置里核对商户号、AppID、私钥和支付平台的公钥。
readiness-credentials-fail = 密钥或签名不对
    .do = 请门店技术人员在设置里核对商户号、AppID、私钥和支付平台的公钥。
readiness-credentials-unknown = 这次没问到，还不知道
    .do = 先看网络和支付平台通不通，通了再查一次。
readiness-product-ok = 接口权限已开通
readiness-product-warn = 支付平台不接受这样的请求
    .do = 请门店技术人员核对商户号和 AppID；一直这样就升级收银助手。
readiness-product-fail = 没有接口权限，或应用没有上线
    .do = 登录商户平台，看付款码支付（支付宝叫当面付）开通没有；服务商代开的，请联系服务商。
readiness-product-unknown = 这次没问到，还不知道
    .do = 先看密钥、网络和支付平台，好了再查一次。
readiness-restriction-ok = 最近付成过，没有被限制
readiness-restriction-warn = 有两笔被拒，说是商户受限
    .do = 店长登录商户平台，看有没有限制收款的通知。
readiness-restriction-fail = 接连几笔被拒，说是商户受限
    .do = 店长马上登录商户平台看通知、提交申诉；这期间请顾客用别的方式付。
readiness-restriction-unknown = 支付平台不让查，最近也没有付款能证明
    .do = 店长登录商户平台看一眼通知；下一笔付成了，这里会自动更新。
readiness-credit-ok = 最近用分付付成过
readiness-credit-warn = 有两笔分付被拒，像是本店收不了
    .do = 店长登录商户平台，看分付、信用卡收款有没有关；请技术看下单时有没有限制信用卡。
readiness-credit-fail = 接连几笔分付被拒，是本店收不了
    .do = 店长登录商户平台打开分付、信用卡收款，或请收银机厂家去掉限制（limit_pay=no_credit）；这期间请顾客换个方式付。
readiness-credit-unknown = 支付平台不让查，最近也没有分付能证明
    .do = 店长登录商户平台，看分付、信用卡收款开了没有；下一笔分付付成了，这里会自动更新。
readiness-code_product-warn = 有顾客扫了用不了分付的码
    .do = 顾客要用分付，就扫顾客手机上的付款码，别让顾客扫店里的码。
readiness-code_product-unknown = 不知道店里给顾客扫的是哪种码
    .do = 问收银机厂家是不是 Native 或 H5：这两种用不了分付。扫顾客的付款码不受影响。
readiness-last_success-ok = { $days ->
        [0] 一天之内付成过
       *[other] { $days } 天前付成过
    }
readiness-last_success-unknown = 最近一周没有付成的记录
    .do = 不用做什么，付成一笔就知道了。
readiness-certificate-ok = 还有 { $days } 天到期
readiness-certificate-month = 一个月内到期，还有 { $days } 天
    .do = 请门店技术人员这几天到商户平台更换证书。
readiness-certificate-fortnight = 两周内到期，还有 { $days } 天
    .do = 请门店技术人员本周更换证书，别拖到最后。
readiness-certificate-week = 马上到期，还有 { $days } 天
    .do = 今天就请门店技术人员更换证书；到期后查单和撤销都会失败。
readiness-certificate-expired = 已经过期 { $days } 天
    .do = 马上请门店技术人员更换证书；这期间用收银机和商家 App 查单。
readiness-certificate-unknown = 没有存商户证书，看不到到期日
    .do = 请门店技术人员到商户平台看一下到期日，或把证书放进设置。
