### core
error-unexpected = 出了没料到的问题。
    .do = 收银照常进行；请把日志交给门店技术人员。
error-wrong-use = 这样用不行。
    .do = 看一下帮助（--help），换个写法再试。
error-unavailable = 现在用不了。
    .do = 收银照常进行；请联系门店技术人员。
error-bug = 程序自己出错了。
    .do = 收银照常进行；请把日志交给门店技术人员。
error-money-invalid = 「{ $text }」不是金额。
    .do = 请按元输入，最多两位小数，例如 16.00。
error-home-passing = 文件夹 { $folder } 写不进去（{ $reason }），这次的记录关窗就没了。
    .do = 收银照常进行；请门店技术人员检查文件夹权限和磁盘。
error-home-unusable = 没法使用文件夹 { $folder }（{ $reason }）。
    .do = 请检查权限，或用 --home 换一个能写的文件夹。
error-resource-missing = 程序自带的文件 { $name } 不见了。
    .do = 安装已损坏，请重新安装。
error-words-missing = 缺少文字：{ $key }（{ $language }）。
    .do = 安装已损坏，请重新安装；语言只能是 zh_CN 或 en。
### cases
error-event-unreadable = 有一条记录这个版本读不懂（{ $kind }）。
    .do = 请升级收银助手后再打开；记录原样保留。
### history
error-database-damaged = 历史记录文件坏了：{ $file }（{ $reason }）。
    .do = 打开收银助手，它会把坏文件改名留着、另起一份新的；收银照常进行。
error-database-too-new = 历史记录 { $file } 是更新版本写的（{ $found }，这个版本只认到 { $known }）。
    .do = 请安装新版收银助手；文件原样没动。
error-database-read-only = 历史记录 { $file } 只能读，不能写。
    .do = 请检查文件和文件夹的权限，或用 --home 换一个能写的文件夹；收银照常进行。
error-history-busy = 历史记录 { $file } 正被另一个程序占着。
    .do = 请关掉另一个收银助手再试；收银照常进行。
error-storage-full = 磁盘满了，{ $file } 写不进去。
    .do = 请腾出一些空间；有了空间会自动补写，收银照常进行。
error-storage-failed = 历史记录 { $file } 读写出错（{ $reason }）。
    .do = 请检查磁盘和文件夹权限，再把日志交给门店技术人员；收银照常进行。
error-history-set-aside = 历史记录文件坏了（{ $reason }），已改名留作 { $aside }，另起了一份新的。
    .do = 收银照常进行；请把改名的文件交给门店技术人员，别删。
error-history-was-empty = 历史记录文件 { $file } 是空的，已重新开始记。
    .do = 收银照常进行；如果以前有记录，请告诉门店技术人员。
error-history-in-use = 另一个收银助手窗口正在用这份历史记录（{ $file }）。
    .do = 请关掉多开的那个窗口；这个窗口照常指导收银，记录先另存，稍后自动并回去。
error-history-rolled-back = 历史记录 { $file } 像是换回了旧的：以前记到过第 { $seq } 条，现在没有了。
    .do = 收银照常进行；请告诉店长，如果是有人还原过文件，请把较新的备份找回来。
error-history-chain-broken = 历史记录 { $file } 从第 { $seq } 条起对不上（{ $reason }），有人改动过。
    .do = 收银照常进行；请保留这个文件，交给店长和门店技术人员查看。
error-backup-unsound = 今天的备份没有通过检查（{ $reason }，第 { $seq } 条），已经丢弃，以前的备份都还在。
    .do = 收银照常进行；请让门店技术人员运行 cashier doctor 看看。
error-backup-stopped = 程序要关了，备份没做完。
    .do = 不用做什么，下次打开会重新备份。
error-backup-not-needed = 备份 { $file } 里的内容，现在的记录里都有。
    .do = 不用找回，照常使用就好。
error-head-unreadable = 看不懂这个链头：{ $text }。
    .do = 请照交班单上的样子填，例如 120-3f2a-91bc-07d4-5e6f。
error-events-not-kept = 磁盘一直写不进去，内存也存满了，有 { $count } 条记录没能留住。
    .do = 请马上腾出磁盘空间；收银指导照常，前面存着的会自动补写。
error-history-misused = 程序在不该用的地方用了历史记录 { $file }。
    .do = 收银照常进行；请把日志交给门店技术人员。
error-durability-refused = 这台机器不肯按「断电不丢」的方式保存记录（{ $journal }，{ $synchronous }）。
    .do = 请把数据文件夹放到本机硬盘上，不要放网络盘，再重新打开。
error-shift-already-open = 已经有一个班次开着（{ $shift }）。
    .do = 请先交班，再开新班次。
error-no-shift-open = 现在没有开着的班次。
    .do = 请先开班。
error-shift-unknown = 没有这个班次：{ $shift }。
    .do = 请用 cashier report 看最近的班次编号。
error-note-too-long = 交班留言有 { $length } 个字，最多 { $most } 个。
    .do = 请写短些，长的内容另外交代。
error-report-format-needs-file = { $format } 要写进文件。
    .do = 请写明文件：--export 报告.{ $format }
error-report-format-twice = --json 和 --format { $format } 不能一起给。
    .do = 请只用其中一个。
error-report-format-not-of-file = 要的是 { $format }，「{ $file }」的后缀却不一样。
    .do = 请去掉 --format 或 --json，或把文件名改成以 .{ $format } 结尾。
error-role-not-enough = 密码没有错，但权限不够。
    .do = { $role ->
        [it] 这一步要用店长密码。
       *[other] 这一步要用技术人员密码。
    }
error-pin-taken = 这个密码已有别的用途。
    .do = 请换一个。
error-export-kind-unknown = 「{ $file }」的后缀不是能导出的格式。
    .do = 文件名请以下面之一结尾：{ $kinds }
error-export-stopped = 已停止导出，没有生成文件。
    .do = 需要时再导出一次。
error-export-too-long = 共有 { $cases } 笔，一张表最多放 { $most } 笔。
    .do = 请选短一点的时段，或导出成 CSV。
error-export-folder-missing = 「{ $file }」放不进 { $folder }。
    .do = 请选一个已有的文件夹，文件名不要和文件夹重名。
error-export-disk-full = 磁盘满了，「{ $file }」写不下。记录没有丢，原来的文件没有动。
    .do = 请腾出空间或换个磁盘，再导出一次。
error-export-target-held = 「{ $file }」正被别的程序打开，或不允许写入。原来的文件没有动。
    .do = 请在那个程序（比如 Excel）里关掉它，或换个文件名，再导出一次。
error-export-failed = 「{ $file }」没有写成（{ $reason }）。原来的文件没有动。
    .do = 请换个磁盘或文件夹，再导出一次。
error-report-format-unknown = 没有 { $format } 这种格式。
    .do = 现在可以用：{ $formats }。
error-period-invalid = 「{ $text }」不是日期或时间。
    .do = 请写成 2026-11-22 或 2026-11-22T18:30。
error-period-backwards = 开始时间 { $from } 不早于结束时间 { $to }。
    .do = 请把 --from 和 --to 对调，或改其中一个。
error-report-nothing-there = { $folder } 里没有记录。
    .do = 请核对文件夹名。收银台的记录放在里面的 data/history.sqlite。
error-report-shift-or-period = 班次和时间段不能一起给。
    .do = 请只用 --shift，或只用 --from 和 --to。
### register
error-typed-order-number-invalid = 这不像订单号（{ $length } 个字符）。
    .do = 请从小票或账单上抄商户单号：6 到 64 位字母和数字。
### providers
error-gateway-error = 问不到支付平台，不知道这一单付成没有。
    .do = 不要再次收款；稍等再查询，或请顾客看账单。
error-gateway-refused =
    支付平台拒绝了本机的请求：{ $kind ->
        [clock] 本机时间不对
        [serial] 商户证书序列号不对
        [certificate] 商户证书已失效
        [no_certificate] 这个操作要用商户证书，本机没有
        [no_platform_key] 本机没有核对它签名用的公钥
        [no_appid] 撤销要用 AppID，设置里还没有填
        [key] 密钥或商户号不匹配
        [app] 应用编号（AppID）不对，或应用没有上线
        [rights] 商户没有这项权限
       *[request] 请求不被接受
    }（{ $provider_code } { $message }）。
    .do =
        { $kind ->
            [clock] 请把本机时间设为自动同步，再试一次。
            [serial] 请在设置里核对商户证书序列号。
            [certificate] 请在商户平台重新申请 API 证书并更换。
            [no_certificate] 请在设置里放入商户平台的 API 证书和私钥。
            [no_platform_key] 请在商户平台「API 安全」下载微信支付公钥，连同公钥编号一起填进设置。
            [no_appid] 请在设置里填上和商户号绑定的 AppID。
            [key] 请在设置里核对商户号、AppID 和私钥。
            [app] 请核对设置里的 AppID 和支付宝线路，并在开放平台看应用有没有上线。
            [rights] 请在商户平台的产品中心开通，或联系服务商。
           *[request] 请把这句话转给门店技术人员。
        }
error-gateway-unreachable =
    连不上支付平台（{ $host }）：{ $kind ->
        [dns] 域名解析失败
        [connect] 连接不上
        [tls] 安全连接建立失败
        [timeout] 等不到回答
       *[reset] 连接中断
    }。
    .do = 不要再次收款；检查网络后再查询。
error-gateway-answer-unverified =
    收到的回答不能采信：{ $kind ->
        [unsigned] 没有支付平台的签名
        [unknown_key] 签名用的密钥本机没有
        [expired_key] 签名用的平台证书已过期
        [replayed] 这个回答以前出现过
        [sealed] 用本机的 API 密钥解不开
        [signature] 签名不对
        [clock] 签名时间与本机相差超过 5 分钟
        [other_order] 说的不是这笔订单
       *[unreadable] 内容读不懂
    }。
    .do = 不要再次收款；检查网络代理、平台公钥和本机时间后再查询。
error-credentials-invalid =
    「{ $field ->
        [private_key] 商户 API 私钥
        [platform_certificate] 微信支付平台证书
        [api_v3_key] APIv3 密钥
        [api_v2_key] APIv2 密钥
        [merchant_certificate] 商户 API 证书
        [alipay_private_key] 应用私钥
        [alipay_public_key] 支付宝公钥
        [alipay_app_certificate] 应用公钥证书
        [alipay_certificate] 支付宝公钥证书
        [alipay_root_certificate] 支付宝根证书
        [app_auth_token] 应用授权令牌
       *[other] 微信支付公钥
    }」不能用：{ $reason ->
        [passphrase] 加了密码
        [key_type] 种类不对（要 RSA）
        [too_weak] 太短，不安全
        [length] 不是 32 位
        [other_half] 证书和私钥不是一对
        [own_key] 这是自己应用的公钥，不是支付宝的
       *[unreadable] 读不出来
    }。
    .do =
        { $reason ->
            [passphrase] 请粘贴没有密码的私钥（apiclient_key.pem）。
            [own_key] 请到支付宝开放平台，复制上传应用公钥之后显示的「支付宝公钥」。
            [length] 请在商户平台「API 安全」重新设置，把 32 位全部复制过来。
           *[other] 请从商户平台重新下载，整段粘贴（PEM 格式，含首尾两行）。
        }
error-gateway-address-invalid = 支付平台地址不能用：{ $address }。
    .do = 请填以 https:// 开头的地址；只有本机（127.0.0.1）可以用 http。
error-order-number-invalid = 这不是商户订单号（{ $length } 个字符）。
    .do = 订单号是 1 到 32 位（支付宝最多 64 位）的数字、字母或 _ - * |；请对照小票再输入。
### sandbox
error-till-credentials-invalid = 演示收银机没有收到密钥。
    .do = 请用 cashier run --demo 启动它。
error-sandbox-key-not-rsa = 沙箱的一次性密钥不对。
    .do = 请重新启动沙箱；仍不行就重新安装。
error-unknown-fault = 没有叫「{ $name }」的故障。
    .do = 最接近的是 { $nearest }；cashier sandbox 会列出全部。
error-sandbox-unavailable = 沙箱用不了端口 { $port }（{ $reason }）。
    .do = 换一个端口，或用 --port 0 自动选一个。
error-sandbox-keys-unwritable = 一次性密钥写不进 { $file }（{ $reason }）。
    .do = 请检查权限，或用 --home 换一个能写的文件夹。
error-script-broken = 脚本第 { NUMBER($line, useGrouping: 0) } 行读不懂：「{ $word }」。
    .do = 最接近的写法是 { $nearest }；一行写成：at 10s bank_error for 30s。
error-script-unreadable = 脚本 { $file } 读不了（{ $reason }）。
    .do = 请检查文件名，文件要是 UTF-8 文本。
error-unknown-net = 没有叫「{ $name }」的线路故障。
    .do = 最接近的是 { $nearest }；cashier sandbox 会列出全部。
error-net-not-secured = 证书类故障要走 TLS，这条线路没有 TLS。
    .do = 请带着这个故障重新启动：cashier sandbox --net tls_expired。
error-till-gone = 演示收银机没有回应（{ $reason }）。
    .do = 请关掉演示，再用 cashier run --demo 启动。
### config
error-settings-problem = 设置文件有问题。
    .do = 先按上次好的设置运行；请检查设置文件。
error-settings-unreadable = 打不开设置文件 { $file }。
    .do = 请检查文件权限，或看它是不是被别的程序占用。先按上次好的设置运行。
error-settings-not-a-file = { $file } 不是文件，是文件夹或设备。
    .do = 请移走它，把设置文件放回这个位置。先按上次好的设置运行。
error-settings-too-large = 设置文件 { $file } 太大（{ $kilobytes } KB），不像是设置。
    .do = 请换回正确的设置文件。先按上次好的设置运行。
error-settings-encoding = 设置文件第 { $line } 行不是 UTF-8 文字。
    .do = 请用记事本打开 { $file }，另存为 UTF-8 编码。先按上次好的设置运行。
error-settings-syntax = 设置文件第 { $line } 行写法不对（第 { $column } 个字附近）。
    .do = { $hint ->
        [quotes] 文字要放在一对英文引号里，例如 source = "0"。文件：{ $file }
        [backslash] 反斜杠要写两个，或用一对单引号，例如 source = 'C:\video.mp4'。文件：{ $file }
        [wide] 引号、等号、方括号要用英文（半角）的。文件：{ $file }
        [twice] 同一个名字或小标题写了两次，请删掉一个。文件：{ $file }
       *[other] 每行写成 名字 = 值，小标题写成 [camera]。文件：{ $file }
    }
error-settings-unknown-key = 设置文件第 { $line } 行：没有「{ $setting }」这个设置。
    .do = { $nearest ->
        [none] 请删掉这一行。文件：{ $file }
       *[other] 是不是想写 { $nearest }？改好或删掉这一行。文件：{ $file }
    }
error-settings-wrong-value = 设置文件第 { $line } 行：「{ $setting }」的值不能用。
    .do = { $expected ->
        [switch] 请写 true 或 false，不加引号。文件：{ $file }
        [choice] 请写其中一个：{ $allowed }。文件：{ $file }
        [whole] 请写 { $low } 到 { $high } 的整数，不加引号。文件：{ $file }
        [number] 请写 { $low } 到 { $high } 的数，不加引号。文件：{ $file }
        [digits] 请写最多 32 位数字，放在英文引号里。文件：{ $file }
        [name] 请写字母、数字或下划线，放在英文引号里。文件：{ $file }
        [url] 请写以 https:// 开头的地址，放在英文引号里。文件：{ $file }
        [hosts] 请写 1 到 8 个 主机:端口，例如 ["www.qq.com:443"]。文件：{ $file }
        [group] 这是一组设置：先写小标题 [{ $setting }]，每个设置另起一行。文件：{ $file }
       *[text] 请写最多 { $high } 个字，放在英文引号里，不换行。文件：{ $file }
    }
error-settings-incomplete = 设置文件第 { $line } 行：{ $setting } 打开了，但还缺 { $missing }。
    .do = 请补上，或写 enabled = false。文件：{ $file }
error-settings-environment = 环境变量 { $name } 的值不能用，没有采用。
    .do = 请改正或删掉这个环境变量。
error-settings-not-saved = 设置没有存上：写不了 { $file }。
    .do = 请检查磁盘空间和权限，再存一次。原来的设置没有变。
error-keyring-missing = 这台电脑没有可用的系统密钥环，存不了支付密钥。
    .do = 不配密钥也能用，由收银员看结果。要配的话，请门店技术人员装好系统密钥环。
error-keyring-insecure = 系统密钥环（{ $backend }）会明文保存，不能用来存支付密钥。
    .do = 请门店技术人员换成系统自带的加密密钥环。不配密钥也能用。
error-keyring-locked = 系统密钥环没有打开。
    .do = 请登录并解锁系统密钥环，再重开收银助手。在这之前由收银员看结果。
error-install-id-unusable = 标识这台收银机的文件 { $file } 坏了，或读写不了。
    .do = 请检查权限；文件坏了就删掉它，再重新录入支付密钥。
error-vault-problem = 支付密钥用不了。
    .do = 收银照常进行，由收银员看结果；请重新录入支付密钥。
error-vault-key-missing = 密钥文件还在，但系统密钥环里没有打开它的钥匙。
    .do = 请用原来的系统用户登录，或重新录入支付密钥。
error-vault-wrong-key = 密钥文件是从别的电脑拷来的，这台打不开。
    .do = 请在这台电脑上重新录入支付密钥。
error-vault-other-place = 密钥文件属于别的商户号或别的收银机。
    .do = 请检查设置里的商户号；没错就重新录入支付密钥。
error-vault-truncated = 密钥文件不完整，后面缺了一截。
    .do = 请用备份恢复，或重新录入支付密钥。
error-vault-damaged = 密钥文件坏了，或被改过。
    .do = 请用备份恢复，或重新录入支付密钥。
error-vault-unreadable = 打不开密钥文件 { $file }。
    .do = 请检查文件权限。在这之前由收银员看结果。
error-vault-not-saved = 支付密钥没有存上：写不了 { $file }。
    .do = 请检查磁盘空间和权限，再存一次。原来的没有变。
error-pin-not-set = 还没有设店长密码。
    .do = 请店长在「设置」的「密码」里设一个，或者请技术人员运行 cashier pin。
error-pin-unfit = 这个密码不合适。
    .do = 请用 { $shortest } 到 { $longest } 位数字，不要全一样，也不要 1234 这样连着的。
error-pin-wrong = 密码不对，还可以试 { $left } 次。
    .do = 请慢一点再输一次。
error-pin-wait = 密码错得太多，请等 { $seconds } 秒。
    .do = 时间到了再试；忘了密码请找门店技术人员。
error-pin-pepper-missing = 店长密码是和系统密钥环一起设的，现在打不开密钥环。
    .do = 请登录并解锁系统密钥环再试；换过电脑的，请门店技术人员删掉 { $file } 重设密码。
error-pin-store-broken = 店长密码的文件 { $file } 读写不了。
    .do = 请门店技术人员检查权限或磁盘；在这之前没人能用店长功能。
### scan
error-picture-missing = 没有「{ $name }」这个文件。
    .do = 请核对文件名和文件夹。
error-picture-is-folder = 「{ $name }」是文件夹，里面没有图片。
    .do = 请给出图片文件，或有图片的文件夹。
error-picture-empty = 「{ $name }」是空文件。
    .do = 请重新拍照或重新复制一份。
error-picture-unknown = 「{ $name }」不是能识别的图片。
    .do = 请用 PNG、JPEG、WebP、BMP 或 GIF 图片。
error-picture-truncated = 图片「{ $name }」不完整，后半部分缺失。
    .do = 请重新复制一份，或重新拍照。
error-picture-too-large = 图片「{ $name }」太大：{ $megapixels } 百万像素，最多 { $limit } 百万。
    .do = 请缩小图片，或裁出有码的部分再试。
error-picture-too-heavy = 文件「{ $name }」太大，最多 { $limit } MB。
    .do = 请缩小图片，或裁出有码的部分再试。
error-picture-damaged = 图片「{ $name }」已损坏，打不开。
    .do = 请重新复制一份，或重新拍照。
error-picture-unreadable = 读不了文件「{ $name }」（{ $reason }）。
    .do = 请检查文件权限和磁盘。
error-picture-not-written = 图片「{ $name }」没有写成：{ $reason }。
    .do = 请腾出磁盘空间，或用 --out 换个文件夹，再运行一次。
error-camera-absent = 没有找到摄像头或视频「{ $name }」。
    .do = 请检查接线，接好会自己打开；或在设置里换一个摄像头。没有摄像头，没付成的单照样能处理。
error-camera-lost = 摄像头没有画面了。
    .do = 请检查接线，或拔下重插，画面会自己回来；没有摄像头，没付成的单照样能处理。
error-pictures-unreadable = 读图的部件加载不了（{ $library }）。
    .do = 没有摄像头，没付成的单照样能处理；要恢复，请重装本程序。
error-charge-still-locked = 这一笔的结果还不知道，不能再收。
    .do = 等查询结果，或到收银机、商家 App 里看这一笔。
error-override-too-early = 现在还不能手动解锁。
    .do = 先等锁定时间走完，再到收银机或商家 App 里看，确认没有付成。
error-reverse-not-allowed = 现在还不能撤销。
    .do = 先查一次；没有付成、时间也到了，才能撤销。
error-case-over = 这一单已经结束了。
    .do = 回到首页；需要的话再点「没付成？点这里」开一单。
error-wrong-case = 记录对不上这一单。
    .do = 收银照常进行；请把日志交给门店技术人员。
### cli
error-language-unknown = 没有「{ $language }」这种语言。
    .do = 可以写：{ $languages }
error-name-too-long = --by 后面的名字太长。
    .do = 最多 { $most } 个字。
error-path-empty = 文件或文件夹的名字是空的。
    .do = 请写上名字；在脚本里，请看看变量有没有值。
error-command-missing = 没有说要做什么。
    .do = 请写上命令；{ $command } --help 列出全部命令。
error-command-unknown = 没有「{ $name }」这个命令。
    .do = 是不是想写 { $nearest }？{ $command } --help 列出全部命令。
error-option-unknown = { $command } 没有 { $option } 这个选项。
    .do = 请看 { $nearest }；选项要写在命令后面。
error-option-incomplete = 选项 { $option } 的写法不对：缺少值，或者它不要值。
    .do = { $command } --help 有写法。
error-argument-missing = 还缺 { $name }。
    .do = 请补上；{ $command } --help 有写法。
error-value-refused = { $name } 不能是这个值。
    .do = { $command } --help 写着可以用什么。
error-command-misread = 这行命令看不懂，可能多写了东西。
    .do = { $command } --help 有写法；名字里有空格时，请加引号。
error-input-ended = 没有等到输入，什么都没有改。
    .do = 请在终端里再运行一次，按提示输入。
error-system-refused = { $what ->
        [none] 系统不让这样做：{ $reason }。
       *[other] 系统不让这样做：{ $reason }（{ $what }）。
    }
    .do = 请检查磁盘空间、权限和输出去处，再来一次。
error-stumbled = 程序自己出错了（{ $kind }，{ $place }）。
    .do = 收银照常进行；请把这句话交给门店技术人员。
error-window-silent = 另一个收银助手窗口还没关完或没有反应，新窗口打不开。
    .do = 收银照常进行；请过一分钟再打开，还不行就重启电脑。
error-display-missing = 这里没有能开窗口的屏幕（DISPLAY：{ $display }）。
    .do = 请在有桌面的电脑上运行；不用屏幕也能看演示：cashier story --out 文件夹
error-playbook-folder-missing = 没有文件夹「{ $folder }」。
    .do = 请写对话术包所在的文件夹。
### diagnose
error-diagnose-not-json = { $reason ->
        [empty] 什么都没给。
        [too_long] 给的内容太长，最多读 1 MB。
        [encoding] 第 { $line } 行不是 UTF-8 文字。
        [too_deep] 这个 JSON 套得太深。
        [number] 里面有一个数太长。
        [shape] 最外层不是一个对象。
       *[syntax] 这不是能读的 JSON：第 { $line } 行第 { $column } 个字符附近写错了。
    }
    .do = 请给一个 UTF-8 的 JSON 对象，例如 {"{"}"evidence": []{"}"}。
error-diagnose-unknown-field = 没有「{ $field }」这个字段。
    .do = 是不是想写 { $nearest }？
error-diagnose-duplicate-field = 「{ $field }」写了两次，不知道以哪个为准。
    .do = 请删掉一个，再来一次。
error-diagnose-wrong-field = 「{ $field }」的值不对。
    .do = 请写：{ $allowed }
error-diagnose-unreadable = 读不了 { $file }（{ $reason }）。
    .do = 请检查文件名和权限；也可以用 - 从标准输入读。
error-no-provider-keys = 这台机器没有支付平台的密钥，不能向平台查单。
    .do = 请在收银机或商家 App 里看这一笔；要试用，先运行 cashier sandbox，再加 --sandbox。
error-no-sandbox-running = 这里没有在运行的练习网关，问不了。
    .do = 请另开一个窗口运行 cashier sandbox，再来查。
error-provider-not-named = 这台机器既能问微信，也能问支付宝。
    .do = 请加上 --provider wechat 或 --provider alipay。
error-reverse-unconfirmed = 这里查不到这笔是什么时候收的，没有撤销。
    .do = 如果收款已过 { $seconds } 秒，收银机也没显示成功，请加上 --yes 再运行一次。
error-pin-differs = 两次输入的密码不一样。
    .do = 再来一次。
### reasons
reason-enoent = 没有这个文件或文件夹
reason-eexist = 已有同名文件
reason-eisdir = 这是文件夹
reason-enotdir = 路径里有一段不是文件夹
reason-eloop = 链接绕成了圈
reason-eacces = 没有权限
reason-eperm = 系统不允许
reason-erofs = 只能读，不能写
reason-enametoolong = 名字太长
reason-enospc = 磁盘满了
reason-eio = 磁盘读写出错
reason-enodev = 这是设备，不是文件
### playbook
error-unknown-evidence-name = 没有「{ $name }」这个证据名。
    .do = 是不是想写 { $nearest }？
error-unknown-evidence-value = 「{ $name }」不能是「{ $value }」。
    .do = 是不是想写 { $nearest }？不知道就写 unknown。
error-playbook-broken = { $problem ->
        [missing-file] 话术包里没有 { $file }。
        [newer-program] 这个话术包需要 { $wanted } 版的程序，现在是 { $found }。
       *[other] 话术包的 { playbook-fault }
    }
    .do = { playbook-remedy }{ $others ->
        [0] {""}
       *[other] {" · "}用 cashier playbook check DIR 可以一次看全。
    }
# 哪个文件、哪一行、哪里不对；话术包和本店自己写的文件说法相同。
playbook-fault = { $file }{ $line ->
        [0] {""}
       *[other] {" "}第 { NUMBER($line, useGrouping: 0) } 行
    }「{ $entry }」：{ playbook-problem }{ $others ->
        [0] {""}
       *[other] 另外还有 { $others } 处不对。
    }
# 清单里的一行用同样的话，前面已经写了位置。
playbook-problem = { $problem ->
        [missing-file] 没有这个文件。
        [unreadable] 这里读不懂：{ $found }。
        [no-plain-file] 这不是文件，是文件夹或设备。
        [too-large] 文件太大：{ $found }。
        [not-utf8] 文字编码不是 UTF-8。
        [unknown-key] 不认识「{ $found }」。
        [missing-key] 「{ $wanted }」没有写。
        [wrong-value] 不能写「{ $found }」。
        [wrong-chance] 「{ $found }」不是 0 到 1 之间的概率。
        [wrong-sum] 加起来是 { $found }。
        [unknown-name] 没有「{ $found }」。
        [duplicate] 「{ $found }」写了两次。
        [missing-text] 缺这句话。
        [missing-entry] 这里少了「{ $wanted }」。
        [blocks-everything] 这样除了现金什么都不剩。
        [newer-program] 需要 { $wanted } 版的程序，现在是 { $found }。
        [cycle] 绕了一圈又回到自己：{ $found }。
        [too-deep] 套得太深。
        [endless] 填好以后有 { $found } 个字。
        [needs-value] { $found } 没有人填。
        [too-long] 太长：{ $found }。
        [forbidden] 有不能说出口的词：{ $found }。
        [promise] 没有查实，不能这样保证：{ $found }。
        [broken-example] 例子不完整：{ $found }。
        [contradiction] 「{ $found }」和 { $wanted } 矛盾。
        [never-fits] 不会有这种情况：{ $found }。
        [idle-step] 没有哪个原因用得上这一步。
        [idle-question] 这个问题怎么答都一样。
        [unheard-script] 例子和单条证据都走不到它的话术。
        [hidden-row] 「{ $found }」算作收银机自己的话（{ $wanted }），查不到这一行。
        [vague] 概率加起来只有 { $found }，没写的比写了的还多。
        [repeated] 和 { $wanted } 是同一个例子。
       *[other] 这里不对：{ $found }。
    }
playbook-remedy = { $problem ->
        [missing-file] 请补上这个文件，或用程序自带的话术包。
        [unreadable] 请按上面指出的位置改好，再检查一遍。
        [no-plain-file] 请换成一个文件。
        [too-large] 最多 { $wanted }；请换回原来的文件。
        [not-utf8] 请在编辑器里另存为 UTF-8。
        [missing-key] 请补上。
        [missing-text] 请写上：{ $wanted } = …
        [missing-entry] 请补上。
        [duplicate] 请删掉多的那一个。
        [blocks-everything] 请至少留一种方式，例如只写 { $wanted }。
        [newer-program] 请先升级收银助手。
        [cycle] 请把其中一句直接写出来。
        [too-deep] 请写得平一些。
        [endless] 请把它引用的话写短：{ $wanted }
        [needs-value] 请写成不用填的话。
        [too-long] 请说短一点。
        [forbidden] 请换个说法。
        [promise] 请去掉这句保证。
        [broken-example] 请重写这一行{ $wanted ->
            [none] 。
           *[other] ：{ $wanted }
        }
        [contradiction] 只能有一个是对的。
        [never-fits] 请放宽条件，或删掉这一项。
        [idle-step] 请写到用得上的原因里，或删掉。
        [idle-question] 请在原因里写上各种回答的概率，或删掉。
        [unheard-script] 请加一个走到这里的例子。
        [hidden-row] 如果这句话只可能是这个回答，请从那组话里去掉。
        [vague] 请把其余的概率也写上。
        [repeated] 请删掉其中一个。
       *[other] 请写成：{ $wanted }
    }
playbook-finding = { playbook-problem }{ playbook-remedy }
playbook-finding-warning = 请看一眼：{ playbook-finding }
error-overlay-broken = 本店自己写的文件有错，没有用上，先按原来的来。{ playbook-fault }
    .do = 改好以后，下一单就按新的来。{ error-playbook-broken.do }
error-rules-edit-refused = 这份规定不能用，原来的照旧。{ playbook-fault }
    .do = { error-playbook-broken.do }
error-rules-file-unreadable = 读不了 { $file }（{ $reason }），原来的规定照旧。
    .do = 请检查文件名和权限。
error-rules-file-empty = { $file } 是空文件，原来的规定照旧。
    .do = 请重新复制一份；想去掉本店改过的规定，用 cashier rules reset。
error-rule-unknown = 没有「{ $rule }」这条规定，或没有改过它。
    .do = { $nearest ->
        [none] 本店没有改过规定。用 cashier rules list 看全部。
       *[other] 是不是想写 { $nearest }？用 cashier rules list 看全部。
    }
error-rules-option-wrong = { $option } 不能是「{ $value }」。
    .do = 是不是想写 { $nearest }？
error-rules-time-wrong = 「{ $value }」不是时间。
    .do = 请写成 22:30 或 2026-11-22T22:30 这样。
error-rules-not-saved = 规定没有保存：{ $file } 写不进去（{ $reason }）。
    .do = 原来的规定照旧；请检查文件夹的权限和磁盘空间再试。
error-rules-changed-meanwhile = { $file } 刚才被别人改过，这次没有保存。
    .do = 请先看看现在的规定，再改一次。
error-playbook-no-such-entry = 话术包里没有「{ $entry }」。
    .do = 是不是想写 { $nearest }？
error-script-unknown = 话术包里没有「{ $key }」这条话术。
    .do = 是不是想写 { $nearest }？
error-script-version-unknown = 「{ $key }」没有 { $version } 这个版本。
    .do = 现在有：{ $known }。
error-script-version-retired = 「{ $key }」的 { $version } 已经停用。
    .do = 请用 cashier playbook versions { $key } 看看还有哪些版本。
error-script-nothing-before = 「{ $key }」在 { $version } 之前没有用过别的版本。
    .do = 想换一个版本，请用 cashier playbook pin。
error-guidance-fixed = 这里改不了话术和规定。
    .do = 请在收银助手自己的窗口里改。
error-script-not-pinned = 「{ $key }」本来就按话术包走。
    .do = 不用再做什么。
error-pins-unwritable = 本店的话术选择写不进去（{ $reason }）：{ $file }
    .do = 请检查这个文件夹的权限，再来一次；收银照常。
error-pinned-version-gone = 话术「{ $key }」本店固定的 { $version } 已经停用，现在用 { $instead }。
    .do = 收银照常。店长可以用 cashier playbook unpin { $key } 改回按话术包走，或固定别的版本。
error-story-stuck = 演示停在「{ $step }」这一步。
    .do = 再运行一次；还不行就把日志交给门店技术人员。
error-payment-code-typed = 这是顾客的付款码，不是单号。
    .do = 没有保存。单号在收银机小票上，或顾客账单的「商户单号」里。
### own codes
error-not-a-shop-code = 图里的码不能登记为本店的码。
    .do = 只能登记长期摆在店里的收款码：不能是付款码、订单码、商品条码，也不能是冒充支付平台的码。请只拍收款码再试。
error-own-code-changed = 镜头前的收款码不是登记过的那个。
    .do = 柜台上的码请先收起来，叫店长来看；如果是顾客手机上的码，请顾客换成付款码。
error-own-codes-broken = 本店收款码的登记文件 { $file } 打不开或被改过。
    .do = 照常收银，但现在不会比对收款码。请店长查明谁动过文件，再删掉它重新登记（cashier owncode register）。
error-own-codes-key-missing = 本店收款码的登记要用系统密钥环里的密钥，现在拿不到。
    .do = 照常收银，但现在不会比对收款码。请用登记时的系统账号登录；换了电脑，就删掉 { $file } 重新登记。
error-own-codes-not-saved = 本店收款码的登记文件 { $file } 写不进去，还是原来的登记。
    .do = 请检查文件夹的权限和磁盘空间，再试一次。
error-no-code-in-picture = 这张图里读不到码：{ $image }
    .do = 请靠近、拍正、避开反光，再拍一张。
error-no-own-codes = 还没有登记过本店的收款码。
    .do = 先拍下收款码，再用 cashier owncode register 图片 登记。
error-own-code-unknown = 图里的码没有登记过，不用取消。
    .do = 请核对图片；要全部取消登记，用 cashier owncode forget --all。
error-chat-address-unusable = 店长群的地址第 { $line } 行用不了。
    .do = 请从企业微信、钉钉或飞书的群机器人里重新复制一遍，一行一个，最多 4 个；邮箱写成 mailtos://用户:密码@服务器。
error-chat-address-missing = 要把告警发到店长群，可是还没有存群地址。
    .do = 请在设置里填上群机器人的地址；不发群，就关掉「发到店长群」。窗口里照样提醒。
error-chat-not-begun = 现在还不往店长群里发，没有试。
    .do = 请打开「发到店长群」，保存，存好群机器人的地址，再重新打开收银助手。
error-chat-refused = 告警没能发到{ $chat ->
        [wecom] 企业微信
        [dingtalk] 钉钉
        [feishu] 飞书
        [lark] Lark
       *[mail] 邮箱
    }。
    .do = 请看网络通不通、群机器人还在不在、地址和关键词对不对，再发一条试试。窗口里照样提醒。
error-chat-silent = { $chat ->
        [wecom] 企业微信
        [dingtalk] 钉钉
        [feishu] 飞书
        [lark] Lark
       *[mail] 邮箱
    }一直没有回应，这条告警不再重发。
    .do = 请看网络，过一会儿再发一条试试。窗口里照样提醒。

error-order-number-forgotten = 尾号 { $tail } 的那笔还没查清，可是完整的单号没有存下来（没有系统密钥环）。
    .do = 从小票或顾客的账单上，把完整单号再输一次，就接着查。查清之前，先别再收。
error-order-number-taken = 尾号 { $tail } 是另一笔还没查清的单号。
    .do = 请对着小票或顾客的账单再输一次；就是那一笔的，请从「还在查」的几单里打开它。
error-order-amount-differs = 尾号 { $tail } 的那张单金额不一样，多半不是这一笔。
    .do = 请对着小票或顾客的账单核对单号和金额，再输一次。查清之前，先别再收。


## Settings in the window
error-autostart-not-saved = 没能改「开机自动打开」。
    .do = 看看这个位置能不能写，或请装机的人改：{ $place }
error-autostart-for-everybody = 「开机自动打开」是给这台电脑所有人设的，这里关不掉。
    .do = 请管理员关掉，或重装时不选它。
error-autostart-unknown = 不知道在这个系统上怎么设「开机自动打开」。
    .do = 在系统设置里把收银助手加进登录项。
error-settings-hold-code = 「{ $setting }」里像是一个付款码，没有保存。
    .do = 付款码不能存。清空这一项，重新填。
error-settings-changed-meanwhile = 设置文件刚才被改过，这次没有保存。
    .do = 您改的还在，其余已换成文件里现在的内容。看一遍，再保存。
error-key-too-long = 这不是密钥，太长了。
    .do = 只粘贴密钥本身，从第一行到最后一行。
error-link-off = 查单还没启用，没什么可试的。
    .do = 先打开「启用查单」，填好商户号。
error-link-keys-missing = 密钥还没存全。
    .do = 把两把密钥都存进来，再试一次。
