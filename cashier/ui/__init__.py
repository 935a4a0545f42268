"""The windows. Qt lives here and nowhere else; nothing here decides about money."""

from cashier.ui.plain_imports import keep_imports_plain

keep_imports_plain()
