"""The hot loops of finding QR symbols: compiled where a compiler was at hand, else the Python twin.

Shapes and units stand at each function; both ways keep one contract. Nothing here judges.
"""
