### One entry a setting: label, `.help`, and a word for each choice. Groups have a heading.
settings-language = 语言
    .help = 窗口和提示用哪种语言，马上生效。
    .value-zh_CN = 中文
    .value-en = English

settings-store = 门店
settings-store-name = 店名
    .help = 写在报表和交班单上。
settings-store-till = 收银台号
    .help = 同一家店里分得清是哪一台。
settings-store-industry = 行业
    .help = 按行业的规定看这一项。
    .value-any = 没说
    .value-grocery = 超市、生鲜
    .value-convenience = 便利店
    .value-restaurant = 餐饮
    .value-pharmacy = 药店
    .value-clothing = 服装鞋帽
    .value-electronics = 手机、电器
    .value-jewellery = 珠宝首饰
    .value-alcohol_tobacco = 烟酒
    .value-fuel = 加油站
    .value-hotel = 酒店
    .value-entertainment = 娱乐
    .value-beauty = 美容美发
    .value-other = 其他
settings-store-customer_group = 主要顾客
    .help = 按顾客分的规定看这一项；分不清就选「不分」。
    .value-any = 不分
    .value-member = 会员
    .value-senior = 老年人
    .value-minor = 未成年人
    .value-student = 学生
    .value-visitor = 境外来客
    .value-business = 单位采购

settings-appearance = 外观
settings-appearance-theme = 深浅
    .help = 跟随系统，或固定浅色、深色。
    .value-light = 浅色
    .value-dark = 深色
    .value-system = 跟随系统
settings-appearance-text_scale = 字号
    .help = 1 是标准，1.3 大三成。
settings-appearance-sounds = 提示音
    .help = 认出码、查到结果时响一声。
settings-appearance-reduce_motion = 减少动画
    .help = 关掉转圈和滑动，画面更稳。

settings-camera = 摄像头
settings-camera-source = 画面来源
    .help = 摄像头写名字（name:…，用 cashier doctor 查，换插口也认得），或写编号（0 是第一个）；也可以写视频文件或网络地址。
settings-camera-mirror = 左右翻转
    .help = 画面像照镜子时打开。

settings-wechat = 微信支付查单（可以不配）
settings-wechat-enabled = 启用查单
    .help = 不启用也能用，由收银员看手机和收银机。密钥另存在加密保险箱里。
settings-wechat-mchid = 商户号
    .help = 商户平台首页上的数字。
settings-wechat-appid = 应用编号（AppID）
    .help = 和商户号绑定的 AppID，查单可以不填。
settings-wechat-sub_mchid = 子商户号
    .help = 服务商模式才要填。
settings-wechat-serial = 商户证书序列号
    .help = 商户平台「API 安全」里能查到。
settings-wechat-public_key_id = 微信支付公钥编号
    .help = 以 PUB_KEY_ID_ 开头，用来核对微信的答复。
settings-wechat-base_url = 主线路
    .help = 一般不用改。
settings-wechat-backup_url = 备用线路
    .help = 主线路不通时用，一般不用改。

settings-alipay = 支付宝查单（可以不配）
settings-alipay-enabled = 启用查单
    .help = 不启用也能用，由收银员看手机和收银机。密钥另存在加密保险箱里。
settings-alipay-app_id = 应用编号（AppID）
    .help = 支付宝开放平台里应用的 AppID，一串数字。
settings-alipay-base_url = 支付宝线路
    .help = 以 /gateway.do 结尾；一般不用改，用支付宝沙箱时填沙箱的地址。

settings-health = 健康检查
settings-health-enabled = 自动检查
    .help = 定时看网络和支付平台通不通。
settings-health-interval_s = 多久查一次（秒）
    .help = 5 到 600 秒，平时 20 秒就好。
settings-health-timeout_s = 最多等多久（秒）
    .help = 超过就算不通，1 到 30 秒。
settings-health-internet_hosts = 判断能不能上网的网站
    .help = 支付平台都不通时才问它们，写成 主机:端口。
settings-health-alipay_url = 支付宝线路
    .help = 一般不用改。

settings-guidance = 判断原因
settings-guidance-learn = 按本店情况调整
    .help = 本店常确认的原因会排得靠前些，幅度有限。关掉后，下次启动就按话术包原来的比例判断。

settings-access = 权限
settings-access-reverse_needs_pin = 撤销要经理密码
    .help = 建议打开。
settings-access-manager_needs_pin = 打开经理窗口要输密码
    .help = 设过经理密码才会问。

settings-startup = 启动
settings-startup-autostart = 开机自动打开
    .help = 电脑登录后自动打开收银助手。

settings-retention = 记录保留多久
settings-retention-texts_days = 收银机显示的内容（天）
    .help = 7 到 730 天，从这笔处理完算起。涉及顾客信用的内容，处理完当时就删。坏掉或换下的记录文件也按这个天数留着。
settings-retention-notes_days = 交班留言（天）
    .help = 30 到 1825 天，从交班算起。
settings-retention-records_days = 每笔记录、班次和改动（天）
    .help = 90 到 3650 天。到期后按整个班次删除，记录链照样能核对。
settings-retention-logs_days = 技术日志（天）
    .help = 3 到 365 天。日志里没有付款码，也没有订单号。
