"""Keeps OpenCV quiet: its chatter off the terminal, its helpers off the other cores."""

import os
from functools import cache

import cv2


@cache
def hush() -> None:
    """Silence OpenCV and its FFmpeg; once is enough."""
    # -8 is AV_LOG_QUIET; FFmpeg asks when the first film is opened.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


@cache
def keep_to_one_thread() -> None:
    """Let OpenCV work on the thread that asks, as films of frames need it.

    A frame is a millisecond's work, and its helpers spin for half of one before they sleep again.
    """
    cv2.setNumThreads(1)
