"""The windows. Qt lives here and nowhere else; nothing here decides about money."""
