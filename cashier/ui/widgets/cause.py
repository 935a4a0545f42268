"""The cause: what it is and how sure that is, in plain words; who can mend it, and why."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cashier.ui.look import Look
from cashier.ui.theme import BODY, TITLE
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.small import Link, LinkSpec

_EYES = ("quiet", "eye")


@dataclass(frozen=True, slots=True)
class CauseTexts:
    """The words of a cause; the title says how sure it is."""

    title: str
    mender: str = ""
    mender_icon: str = ""
    why: str = ""
    why_icon: str = ""


class CauseBlock(Column):
    """No box: the cause stands on the page itself."""

    why_wanted = Signal()

    def __init__(self, look: Look, texts: CauseTexts) -> None:
        super().__init__()
        self.why: Link | None = None
        title = Label(look, LabelSpec(texts.title, TITLE, "ink", balanced=True))
        first = Flow(8, 0, spread=True)
        first.addWidget(title)
        if texts.why:
            self.why = Link(look, LinkSpec(texts.why, texts.why_icon, arrow="chevron-right"))
            self.why.clicked.connect(self.why_wanted)
            first.addWidget(self.why)
        head = QWidget()
        head.setLayout(first)
        parts = [head]
        if texts.mender:
            parts.append(Label(look, LabelSpec(texts.mender, BODY, "ink2", texts.mender_icon)))
        line = Column(0, (0, 0, 0, 8))
        line.put(parts)
        self.put([line])

    def show_opened(self, *, opened: bool) -> None:
        """Open the eye while what only the clerk may see is to be seen."""
        if self.why is not None and self.why.spec.icon in _EYES:
            self.why.show_spec(replace(self.why.spec, icon=_EYES[opened]))
