"""Settings declared once, the vault for secrets, the manager's PIN.

Knows `core` only, and is the one room that touches a keyring.
"""

import os

# Looking for plugins of other packages reads every package there is; there shall be none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
