"""The one that acts: reports, readings, lights, answers in; stored events and views out.

It judges nothing about the money itself, draws nothing, and stores before it shows.
"""
