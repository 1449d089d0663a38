"""SCAN -> PAGES: pictures of pages set straight, their ruling lines found, every cell and every line of text recognised.

Needs gongkai[ocr]. What is seen is never certain: figures that two looks see differently are marked, and a remark says
that a person must compare every figure with the picture.
"""

from gongkai.reading.scans.seeing import pages

__all__ = ["pages"]
