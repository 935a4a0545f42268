"""What the whole ways through the program share."""

from tests.helpers.guards import litter_here

__all__ = ["litter_here"]
