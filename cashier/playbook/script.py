"""Traditional characters and their simplified forms, for the characters the code table uses.

A register set to traditional Chinese shows the same sentence; this small map is no converter.
"""

_PAIRS = (
    "與与 帐账 傳传 兌兑 臉脸 "
    "業业 個个 為为 爲为 書书 買买 於于 產产 産产 僅仅 則则 創创 別别 務务 動动 "
    "單单 賣卖 協协 參参 發发 髮发 後后 員员 響响 喚唤 圍围 場场 墊垫 塡填 復复 複复 夠够 "
    "無无 實实 寶宝 對对 導导 嘗尝 併并 並并 幷并 應应 廢废 異异 當当 錄录 態态 總总 戶户 "
    "掃扫 擊击 據据 換换 數数 時时 暫暂 機机 權权 條条 檢检 沒没 註注 滿满 餘余 準准 開开 "
    "關关 閉闭 間间 問问 門门 險险 陸陆 讀读 計计 訂订 認认 議议 訊讯 記记 許许 設设 訪访 "
    "證证 証证 評评 識识 詞词 試试 詢询 該该 詳详 誤误 請请 調调 敗败 賬账 帳账 費费 資资 "
    "轉转 輸输 過过 進进 違违 連连 銀银 銷销 錢钱 鐘钟 鑰钥 長长 頻频 額额 顧顾 項项 風风 "
    "驗验 類类 級级 細细 終终 經经 綁绑 結结 絕绝 統统 維维 綜综 綴缀 編编 網网 約约 線线 "
    "係系 繫系 聯联 脫脱 報报 範范 碼码 種种 竊窃 筆笔 籤签 簽签 絡络 規规 幣币 處处 製制 "
    "內内 冊册 凍冻 憑凭 號号 頭头 寫写 狀状 確确 錯错 臺台 檯台 颱台 迴回 嚐尝 緻致"
)

SIMPLIFIED: dict[int, str] = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
