"""The catalogues' rules: each broken rule is found and named with its line."""

from pathlib import Path

import pytest

from tools import translations

CODE = '''
"""Docs."""
class CashierError(Exception): code = "unexpected"
class Broken(CashierError):
    """Docs."""
    code = "broken"
class Order(StrEnum):
    code = "not-an-error"
def f(words: Words, name, flag):
    words("hello", name=1)
    key = "many"
    words(key + "_few")
    words("light.on" if flag else "light.off")
    return words(f"cause-{name}")
'''
CHINESE = """hello = 你好 { $name }
light = 灯
    .on = 亮
    .off = 灭
cause-x = 原因 { part }
part = 部分
error-unexpected = 意外
    .do = 继续
error-broken = 坏了
    .do = 修理
many = { $n ->
    [one] 一 { DATETIME($at) }
   *[other] 多
}
many_few = 几
"""
ENGLISH = """hello = Hello { $name }
light = Light
    .on = on
    .off = off
cause-x = Cause
part = part
error-unexpected = Unexpected
    .do = Go on
error-broken = Broken
    .do = Mend
many = { $n ->
   *[other] many { DATETIME($at) }
}
many_few = few
"""


def checkout(folder: Path, chinese: str, english: str, name: str = "app") -> list[str]:
    (folder / "cashier").mkdir(exist_ok=True)
    (folder / "i18n").mkdir(exist_ok=True)
    (folder / "cashier" / "code.py").write_text(CODE, encoding="utf-8")
    (folder / "i18n" / f"{name}_zh_CN.ftl").write_text(chinese, encoding="utf-8")
    (folder / "i18n" / f"{name}_en.ftl").write_text(english, encoding="utf-8")
    return translations.check(folder)[1]


def test_sound_catalogues_have_no_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checkout(tmp_path, CHINESE, ENGLISH) == []
    assert translations.main(tmp_path) == 0
    assert capsys.readouterr().out == "12 texts in 1 catalogues, 2 languages\n"


@pytest.mark.parametrize(
    ("chinese", "english", "said"),
    [
        (CHINESE, ENGLISH.replace("hello", "hi"), "app_en.ftl: hello is missing"),
        (CHINESE, ENGLISH.replace("    .off = off\n", ""), "app_en.ftl: light.off is missing"),
        (CHINESE, ENGLISH.replace("$name", "$nam"), "app_en.ftl:1: hello differs"),
        (CHINESE, ENGLISH.replace("DATETIME($at)", "$at"), "app_en.ftl:11: many differs"),
        (CHINESE, ENGLISH + "no message\n", "app_en.ftl:15: cannot be read"),
        (CHINESE + "hello = 再见\n", ENGLISH, "app_zh_CN.ftl:16: hello comes twice"),
        (CHINESE.replace("亮", "亮💡"), ENGLISH, "app_zh_CN.ftl:3: emoji"),
        (CHINESE + "idle = 闲\n", ENGLISH + "idle = idle\n", "app_zh_CN.ftl:16: nothing uses idle"),
        (
            CHINESE + "error-gone = 没\n    .do = 没\n",
            ENGLISH + "error-gone = g\n    .do = g\n",
            "app_zh_CN.ftl:16: nothing uses error-gone",
        ),
        (
            CHINESE.replace("    .do = 修理\n", ""),
            ENGLISH.replace("    .do = Mend\n", ""),
            "cashier/code.py:4: no words for 'error-broken.do'",
        ),
        (
            CHINESE.replace("hello", "hi"),
            ENGLISH.replace("hello", "hi"),
            "cashier/code.py:10: no words for 'hello'",
        ),
        (
            CHINESE.replace("    .off = 灭\n", ""),
            ENGLISH.replace("    .off = off\n", ""),
            "cashier/code.py:13: no words for 'light.off'",
        ),
    ],
)
def test_each_broken_rule_is_named(tmp_path: Path, chinese: str, english: str, said: str) -> None:
    assert said in "\n".join(checkout(tmp_path, chinese, english))


@pytest.mark.parametrize("word", ["分付", "额度", "逾期", "冻结"])
def test_credit_is_never_spoken_in_chinese(tmp_path: Path, word: str) -> None:
    chinese = CHINESE.replace(".on = 亮", f".aloud = 您的{word}")
    faults = checkout(tmp_path, chinese, ENGLISH.replace(".on", ".aloud"), name="playbook")
    assert any(f"light.aloud says '{word}'" in fault for fault in faults)


@pytest.mark.parametrize("word", ["Fenfu", "limits", "overdue", "frozen"])
def test_credit_is_never_shown_in_english(tmp_path: Path, word: str) -> None:
    english = ENGLISH.replace(".on = on", f".display = your {word}.")
    faults = checkout(tmp_path, CHINESE.replace(".on", ".display"), english, name="playbook")
    assert any(f"light.display says '{word}'" in fault for fault in faults)


def test_the_clerk_may_read_about_it(tmp_path: Path) -> None:
    chinese = CHINESE.replace(".off = 灭", ".off = 灭\n    .clerk = 分付额度")
    english = ENGLISH.replace(".off = off", ".off = off\n    .clerk = Fenfu limit")
    assert checkout(tmp_path, chinese, english, name="playbook") == []


def test_a_key_of_two_catalogues_is_named(tmp_path: Path) -> None:
    checkout(tmp_path, CHINESE, ENGLISH)
    faults = checkout(tmp_path, "hello = 再见 { $name }\n", "hello = Bye { $name }\n", name="cli")
    assert faults == ["i18n/cli_zh_CN.ftl:1: hello is in i18n/app_zh_CN.ftl too"]
