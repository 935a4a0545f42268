"""Keeps OpenCV's own chatter off the terminal; what matters of it becomes our errors."""

import os
from functools import cache

import cv2


@cache
def hush() -> None:
    """Silence OpenCV and its FFmpeg; once is enough."""
    # -8 is AV_LOG_QUIET; FFmpeg asks when the first film is opened.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
