"""Alarms: what is broken at this till, told once, to whom it concerns, until it is mended.

Judges and sends; it measures nothing, reads no history and cannot charge.
"""
