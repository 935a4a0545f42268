"""The quiet foot of a settled case: the customer says otherwise, and the way to its end."""

from cashier.desk.case_views import CaseView
from cashier.desk.commands import DeskCommands
from cashier.ui.look import Look
from cashier.ui.theme import S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.flow import Even
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.row import QUIET, Row, RowSpec

_LEAST = 48


class Foot(Column):
    """Always there, never loud: neither is what most cases need next."""

    def __init__(self, look: Look, commands: DeskCommands) -> None:
        super().__init__()
        self.look = look
        self.claim = Row(look, claim_spec(look))
        self.claim.clicked.connect(commands.claim_paid)
        self.end = Row(look, self._end_spec())
        self.end.clicked.connect(commands.start_closing)
        row = Even(2, S)
        row.addWidget(self.claim)
        row.addWidget(self.end)
        self.put_layout(row)

    def show_case(self, view: CaseView) -> None:
        """Draw both in the language that is on."""
        self.claim.setVisible(view.claimable)
        self.claim.show_spec(claim_spec(self.look))
        self.end.show_spec(self._end_spec())

    def _end_spec(self) -> RowSpec:
        text = self.look.words("action-close_case")
        return RowSpec(text, key="F12", tone=QUIET, pad=12, least=_LEAST)


def claim_spec(look: Look) -> RowSpec:
    """Return the way back into doubt: the customer says that it was paid."""
    lead = icon_at("phone", 20)
    text = look.words("action-claim")
    return RowSpec(text, tone=QUIET, lead=lead, indent=38, pad=8, least=_LEAST)
