"""The eye at the till, measured: frames, films in film time, payment codes by the thousand."""
