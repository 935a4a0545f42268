"""A matrix of QR module readings → the bytes it says and the symbol as it was meant. Pure.

Nothing here sees a picture: geometry brings one number a module. numpy only, no reader's library.
Sources: ISO/IEC 18004 for the symbol, the published tables it contains for versions and blocks.
"""
