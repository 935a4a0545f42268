"""Why a QR payment failed at the till, what to say, what to do, what to use instead."""

__version__ = "0.1.0"
