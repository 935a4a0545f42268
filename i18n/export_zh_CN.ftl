### Reports written to files
export-sheet-figures = 数字
export-sheet-cases = 明细
export-group = 分组
export-figure = 项目
export-value = 数值
export-chain = 记录链（序号 · 校验值）
export-handed-to = 接班

export-totals = 总数
export-times = 用时（秒）
export-by-method = 哪种方式
export-switched = 其中换方式付成
export-payments = 同班次收款笔数
export-rate = 每百笔失败
export-to-sentence = 多久有第一句话（中位）
export-to-close = 多久收银机空出来（中位）
export-mean-wait = 顾客平均多等

export-opened = 开始
export-closed = 结束
export-till = 收银台
export-cashier = 收银员
export-amount = 金额（元）
export-failed = 失败的方式
export-side = 哪一方
export-cause = 原因
export-outcome = 结果
export-paid-by = 付成的方式
export-waited = 多等（秒）
export-mood = 顾客感觉
export-money = 钱的状态
export-overridden = 人工解锁
export-order = 单号后六位
export-case = 编号
export-shift = 班次编号
export-yes = 是

export-mood-fine = 挺好
export-mood-so_so = 一般
export-mood-upset = 不高兴

export-state-not_charged = 没有发起扣款
export-state-unknown = 没有确定
export-state-failed = 没付成
export-state-paid = 已付
export-state-reversed = 已撤销

export-done = 已导出 { $cases } 笔：{ $file }
export-done-totals = 汇总：{ $file }
export-progress = 已写 { $done } / { $total } 笔

### Reports on paper
print-product = 收银助手
print-open = 还在查
    .more = 交给下一班
print-rate = 每百笔收款 { $rate } 笔
print-to-sentence = 第一句话（中位）
print-to-close = 收银机空出来（中位）
print-faces = { $fine } 挺好 · { $so_so } 一般 · { $upset } 不高兴
print-handed-over = 交给下一班的
print-times = 次数
print-paid = 付成
print-way = 方式
print-waited = 多等（秒）
print-more = 另有 { $count } 笔没有印出来，可以导出成 CSV 或 XLSX 看全部。
print-chain = 记录链第 { $seq } 条的校验值，用来核对记录有没有被改过或少了：
print-page = 第 { $number } 页，共 { $pages } 页

### Support packet
support-holds = 求助包里有这些：
support-versions = 程序和系统的版本
support-settings = 设置，商户号等只留头尾两位
support-health = 各项检测的灯
support-history = 记录的条数和核对结果，没有内容
support-files = 文件名和大小
support-log = 日志的最后一段，长数字已抹去
support-never = 没有付款码、订单号、密钥、密码，也没有任何一笔的内容。
support-ask = 写成文件？
support-only-shown = 只是列出来，还没有写。加上 --yes 就写成文件。
support-written = 已写好：{ $file }

### The manager's page
manager-page-export = 导出
exports-line = 报告写成文件；出了问题，把求助包交给技术人员
exports-report = 导出报告
    .hint = Excel 和 PDF 带数字和明细；CSV、JSON 给别的程序用。
exports-time-shift = 本班
exports-time-week = 近 7 天
exports-time-month = 近 30 天
exports-time-all = 全部
exports-name-shift = 班次报告
exports-name-week = 近7天报告
exports-name-month = 近30天报告
exports-name-all = 全部记录
exports-kind-xlsx = Excel 表格
exports-kind-pdf = PDF 打印件
exports-kind-csv = CSV
exports-kind-json = JSON
exports-where = 存到哪里
exports-stop = 停止
exports-written = 已存为 { $file }
exports-support = 求助包
    .hint = 先列出里面有什么，看过再存；已经抹去付款码、订单号和密钥。
exports-gather = 列出求助包内容
exports-entry = { $name } · { $size } KB · { $what }
exports-save-packet = 存成一个文件

### Before the manager's pages
gate-title = 店长
    .hint = 请输入店长密码，或技术人员密码；收银用不到这里
gate-pin = 密码
gate-open = 打开
