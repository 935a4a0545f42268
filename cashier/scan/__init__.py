"""Eyes: a picture or camera frame → which code, how clear, and what keeps it from being read.

Here, and only here, live OpenCV and zxing-cpp. The room judges pictures; it knows nothing of
payments under way, and it never opens, runs or follows what a code says.
"""
