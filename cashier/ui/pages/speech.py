"""The say card of a case; hidden when there is nothing that may be said."""

from cashier.desk.views import Phrase
from cashier.ui.case_parts import say
from cashier.ui.look import Look
from cashier.ui.widgets.say_card import SayCard


class Speech(SayCard):
    """Speaks the cashier's language until the customer's is asked for."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._script: Phrase | None = None
        self._first = ""
        self._asked_for = ""
        self.spoken_in.connect(self._speak)

    def show_script(self, script: Phrase | None, *, first: str = "") -> None:
        """Show what may be said now; before it, what the key `first` says of the money."""
        self._script, self._first = script, first
        self._show()

    def _speak(self, language: str) -> None:
        self._asked_for = language
        self._show()

    def _show(self) -> None:
        script = self._script
        self.setVisible(script is not None)
        if script is None:
            return
        language = self._asked_for or self.look.taste.language
        self.say(say(self.look.words, script, language, first=self._first), language)
