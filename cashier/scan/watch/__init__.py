"""Memory over frames: which readings count, how fresh a code is, which one advice to show.

Pure: time is handed in, on a scale that only goes forward. A code is remembered as a keyed hash
for as long as the shift lasts, never as itself.
"""

from cashier.scan.watch.watch import Watch

__all__ = ["Watch"]
