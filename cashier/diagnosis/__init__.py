"""Evidence in, judgement out: the state of the money, the ranked causes, the cheapest next step.

Pure: no input or output, no clock, no knowledge of where evidence came from.
"""
