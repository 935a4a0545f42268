"""What the guidance knows: vocabulary, codes, causes, questions, steps, methods, timings, words.

Content is data on disk; this room loads and checks it and answers look-ups. It may not decide
anything about a case, reach the network, or know where a piece of evidence came from.
"""
