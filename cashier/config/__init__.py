"""Settings declared once, the vault for secrets, the manager's PIN.

Knows `core` only, and is the one room that touches a keyring.
"""
