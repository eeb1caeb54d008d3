"""One exception class per cause of failure, each with a stable code and advice in Chinese and English."""

from __future__ import annotations


class ZhibiaoError(Exception):
    """Root of all errors that users see.

    ``code`` is stable and stands in documents.jsonl; ``advice_zh``/``advice_en`` say what the user can do.
    """

    code = "error"
    advice_zh = "请将该文件和运行信息发给维护人员。"
    advice_en = "Send the file and the run's messages to the maintainers."

    def message(self, language: str = "zh") -> str:
        """The particulars, if any, and the advice, in ``zh`` or ``en``."""
        advice = self.advice_zh if language == "zh" else self.advice_en
        return (
            "：".join(p for p in (str(self), advice) if p)
            if language == "zh"
            else ": ".join(p for p in (str(self), advice) if p)
        )


class ReadError(ZhibiaoError):
    """A document could not be read; it becomes a record with status ``failed``."""


class Unsupported(ReadError):
    """The format has no reader."""

    code = "unsupported"
    advice_zh = "暂不支持这种格式，请另存为 .docx、.pdf（带文字层）、.html 或 .txt 后重新提交。"
    advice_en = (
        "This format has no reader yet: save it as .docx, .pdf with a text layer, .html or .txt and submit it again."
    )


class NeedsOcr(ReadError):
    """A PDF without a text layer."""

    code = "needs_ocr"
    advice_zh = "该文件没有文字层（扫描件），请先做文字识别，或提交电子版原文。"
    advice_en = "The file has no text layer (a scan): run OCR on it first or submit the electronic original."


class EmptyText(ReadError):
    """The file opens but holds no text."""

    code = "empty_text"
    advice_zh = "文件中没有文字，请检查是否提交了正确的文件。"
    advice_en = "The file holds no text: check that the right file was submitted."


class Encrypted(ReadError):
    """The file is protected by a password."""

    code = "encrypted"
    advice_zh = "文件有密码保护，请去掉密码后重新提交。"
    advice_en = "The file is protected by a password: remove it and submit the file again."


class Corrupt(ReadError):
    """The file is damaged or is not what its content claims."""

    code = "corrupt"
    advice_zh = "文件已损坏或内容不完整，请用原软件打开检查后重新提交。"
    advice_en = "The file is damaged or incomplete: open it in its own program, check it and submit it again."


class UndecodableText(ReadError):
    """No encoding gives readable text."""

    code = "undecodable_text"
    advice_zh = "无法判断文字编码，请另存为 UTF-8 编码后重新提交。"
    advice_en = "No known encoding gives readable text: save it as UTF-8 and submit it again."


class LimitExceeded(ReadError):
    """A fixed limit on size, members or depth was passed."""

    code = "limit_exceeded"
    advice_zh = "文件超过处理上限，请拆分后重新提交。"
    advice_en = "The file passes a fixed limit: split it and submit it again."


class TimedOut(ReadError):
    """A document took longer than the time allowed."""

    code = "timeout"
    advice_zh = "处理超时，已跳过该文件；请检查文件是否异常。"
    advice_en = "Processing took too long and was stopped: check the file for anything unusual."


class Crashed(ReadError):
    """The worker process ended while it held this document."""

    code = "crash"
    advice_zh = "处理该文件的进程意外终止，其他文件不受影响；请检查文件是否异常。"
    advice_en = "The process that held this file ended unexpectedly; other files are not affected. Check the file."


class ConfigurationError(ZhibiaoError):
    """The command line or a catalogue, rule pack or other data file is wrong; exit status 2."""

    code = "configuration"
    advice_zh = "请按提示修改后重试。"
    advice_en = "Mend it as said and try again."
