"""Texts as registers and hands garble them, made from the playbook's own; always the same ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from cashier.playbook.playbook import Playbook

DATA = Path(__file__).resolve().parent / "data"
METHODS = {"wechat": "fenfu", "alipay": "alipay", "unionpay": "unionpay", "card": "card"}
_SEED = 20261122
_CHINESE = range(0x3400, 0xA000)
# Any character may slip in, also one that no message has.
_ANY = "的一是不了在人有我他这个们来上大为和国地到以说时出就会可也你对生能而子那"
# What an input method offers for the same sound, or the eye takes for the same sign.
_ALIKE = """
码马吗 付附什 款宽 额鹅 失矢 败拜 户护 账帐 帐账 余于鱼 足组 已以己 过国 期其 扫嫂
描苗 刷耍 新心 证正 签迁 名明 错措 误无 权全 限线 超抄 时是 网往 络落 异义 常长
商尚 订定 单但 号好 卡咔 类累 型形 支之 密蜜 输书 入人 请清 求球 系细 统同 忙茫
服福 务物 器气 银很 行形 交较 易意 金今 效校 条调 识实 别列 未末 用甩 重冲 试式
"""
_TAKEN_FOR = {group[0]: group[1:] for group in _ALIKE.split()}
BEFORE = (
    "101 ",
    "错误码101：",
    "(1001)",
    "【E0203】",
    "支付失败：",
    "交易失败，",
    "收款失败 ",
    "错误信息：",
    "失败原因：",
    "提示：",
    "微信支付：",
    "错误代码：5021 ",
    "支付失败，原因：",
)
AFTER = (
    "，请重试",
    "(1001)",
    "，请稍后再试",
    " 请联系客服",
    "！！！",
    "，错误码101",
    "[E0203]",
    "，请更换支付方式",
    "。",
    "（错误代码：-7）",
    "，请联系管理员",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A text of the playbook: what it says, and which provider's it is; none for a register's."""

    text: str
    provider: str = ""
    code: str = ""

    @property
    def method(self) -> str:
        """The method that was paid with."""
        return METHODS.get(self.provider, "fenfu")


@dataclass(frozen=True, slots=True)
class Variant:
    """A garbled text and the texts that it stands for."""

    shown: str
    meant: tuple[Told, ...]


def told(playbook: Playbook) -> tuple[Told, ...]:
    """Every charge row's message and every phrase of a register, each once."""
    found = {
        row.message: Told(row.message, row.provider, row.code)
        for row in playbook.codes.rows
        if row.call == "charge" and row.message
    }
    for phrase in playbook.phrases:
        found |= {text: Told(text) for text in phrase.texts if text not in found}
    return tuple(found.values())


def lines(name: str) -> tuple[str, ...]:
    """The lines of a file of texts; those after a # are for people."""
    text = (DATA / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def kinds(playbook: Playbook) -> dict[str, tuple[Variant, ...]]:
    """All variants by kind."""
    known = told(playbook)
    chinese = tuple(one for one in known if any(ord(char) in _CHINESE for char in one.text))
    by_text = {one.text: one for one in known}
    dice = Random(_SEED)
    return {
        "one typing error": tuple(_typed(chinese, dice, errors=1, times=5)),
        "two typing errors": tuple(_typed(chinese, dice, errors=2, times=3)),
        "full width": tuple(Variant(wide(one.text), (one,)) for one in known),
        "traditional characters": tuple(_pairs("traditional.tsv", by_text)),
        "numbers and words before": tuple(
            Variant(before + one.text, (one,)) for one in known for before in BEFORE
        ),
        "numbers and words after": tuple(
            Variant(one.text + after, (one,)) for one in known for after in AFTER
        ),
        "code before or after": tuple(_coded(known)),
        "cut off after 12 to 16 characters": tuple(_cut(chinese, dice)),
        "two lines in one": tuple(_joined(chinese, dice)),
        "English": tuple(_pairs("english.tsv", by_text)),
    }


def composed(playbook: Playbook) -> tuple[str, ...]:
    """Texts that hold a final message and say something else: none of them settles anything."""
    dice = Random(_SEED)
    final = [row for row in playbook.codes.rows if row.call == "charge" and row.final]
    final = [row for row in final if row.message]
    open_codes = [row.code for row in playbook.codes.rows if row.call == "charge" and not row.final]
    made = []
    for row in final:
        place = dice.randint(0, len(row.message))
        negation = dice.choice(("未", "没有", "不", "不是", "并非", "非", "?", "\ufffd"))
        made += [
            row.message[:place] + negation + row.message[place:],
            f"刚才那笔是{row.message}，这笔还在等",
            f"{row.message} {dice.choice(final).message}",
            f"{row.message} 用户支付中",
            f"支付结果未知（{row.message}）",
            f"{dice.choice(open_codes)} {row.message}",
            f"如果{row.message}怎么办",
            f"{row.message}已解除",
        ]
    return tuple(made)


def wide(text: str) -> str:
    """Every sign in full width."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def garbled(text: str, dice: Random) -> str:
    """Make one typing error: dropped, doubled, swapped, taken for another, or any other."""
    place = dice.randrange(len(text))
    slip = dice.choice(("dropped", "doubled", "swapped", "alike", "alike", "other"))
    if slip == "dropped" and len(text) > 2:
        return text[:place] + text[place + 1 :]
    if slip == "doubled":
        return text[:place] + text[place] + text[place:]
    if slip == "swapped" and place + 1 < len(text):
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if slip == "alike":
        likely = [spot for spot, char in enumerate(text) if char in _TAKEN_FOR]
        place = dice.choice(likely or [place])
    return text[:place] + dice.choice(_TAKEN_FOR.get(text[place], _ANY)) + text[place + 1 :]


def _typed(known: tuple[Told, ...], dice: Random, *, errors: int, times: int) -> Iterator[Variant]:
    """Two errors only where enough is left: half of a text of four is no typing error."""
    for one in known:
        for _ in range(times if len(one.text) >= 3 * errors else 0):
            shown = one.text
            for _ in range(errors):
                shown = garbled(shown, dice)
            if shown != one.text:
                yield Variant(shown, (one,))


def _coded(known: tuple[Told, ...]) -> Iterator[Variant]:
    for one in known:
        if len(one.code) > 4 and one.code.isascii() and " " not in one.code:
            yield Variant(f"[{one.code}] {one.text}", (one,))
            yield Variant(f"{one.text}({one.code})", (one,))
            yield Variant(f"错误码：{one.code}，{one.text}，请重试", (one,))


def _cut(known: tuple[Told, ...], dice: Random) -> Iterator[Variant]:
    for one in known:
        for line in (one.text, f"支付失败：{one.text}", f"[1001]{one.text}"):
            length = dice.randint(12, 16)
            if len(line) > length:
                yield Variant(line[:length], (one,))


def _joined(known: tuple[Told, ...], dice: Random, times: int = 600) -> Iterator[Variant]:
    for _ in range(times):
        one, other = dice.sample(known, 2)
        yield Variant(one.text + dice.choice(("\n", " ", "，", "")) + other.text, (one, other))


def _pairs(name: str, by_text: dict[str, Told]) -> Iterator[Variant]:
    for line in lines(name):
        text, _, shown = line.partition("\t")
        if text in by_text:
            yield Variant(shown, (by_text[text],))
