"""Notices of inspection results: every organisation that they list, with its code and conclusion."""

from extractors.notices.notice import NoticeReading, read_notice

__all__ = ["NoticeReading", "read_notice"]
