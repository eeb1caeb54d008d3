"""One exception class per cause of failure, each with a stable code and advice in Chinese and English."""

from __future__ import annotations

import traceback
from pathlib import Path

_HOUSE = Path(__file__).parent.parent
_FLOORS = ("corpora", "models", "extractors", "outputs", "pipeline")


class ZhibiaoError(Exception):
    """Root of all errors that users see; never raised itself.

    ``code`` is stable and stands in documents.jsonl; ``advice_zh``/``advice_en`` say what the user can do.
    """

    code = ""
    advice_zh = ""
    advice_en = ""

    def particulars(self, language: str = "zh") -> str:
        """What is special to this case, in ``zh`` or ``en``; may be empty."""
        return str(self)

    def message(self, language: str = "zh") -> str:
        """The particulars, if any, and the advice, in ``zh`` or ``en``."""
        advice = self.advice_zh if language == "zh" else self.advice_en
        return ("：" if language == "zh" else ": ").join(p for p in (self.particulars(language), advice) if p)


class ReadError(ZhibiaoError):
    """A document could not be read; it becomes a record with status ``failed``."""


class InternalError(ReadError):
    """An error of the program itself; other documents are not affected."""

    code = "error"
    advice_zh = "请将该文件和运行信息发给维护人员。"
    advice_en = "Send the file and the run's messages to the maintainers."

    @classmethod
    def of(cls, error: BaseException) -> InternalError:
        """The error for an exception that nobody foresaw: its type, its text, and the last line of ours it passed."""
        place = ""
        for frame in traceback.extract_tb(error.__traceback__):
            path = Path(frame.filename)
            inside = path.relative_to(_HOUSE) if path.is_relative_to(_HOUSE) else Path("elsewhere")
            if inside.parts[0] in _FLOORS:
                place = f" ({inside.as_posix()}:{frame.lineno} {frame.name})"
        first_line = str(error).partition("\n")[0][:200]
        return cls(f"{type(error).__name__}{': ' if first_line else ''}{first_line}{place}")


# Why a file is no document, by kind, in Chinese and English.
_NO_DOCUMENT = {
    "lock_file": ("办公软件打开文件时的临时文件", "a temporary file of an office program"),
    "resource_fork": ("macOS 的附属文件", "a resource fork of macOS"),
    "system_file": ("操作系统的附属文件", "a file of the operating system"),
    "not_regular": ("不是普通文件（管道、设备等）", "no regular file (a pipe, a device)"),
}


class Skipped(ReadError):
    """The file is no document: a lock file, a resource fork, a pipe. It does not make a run fail."""

    code = "skipped"
    advice_zh = "不是文档，未读取；如果确是文档，请改名后重新提交。"
    advice_en = "It is no document and was not read: if it is one after all, rename it and submit it again."

    def particulars(self, language: str = "zh") -> str:
        """What kind of file it is."""
        zh, en = _NO_DOCUMENT[str(self)]
        return zh if language == "zh" else en


class Unreadable(ReadError):
    """The system refuses to open the file: no permission, a link to nowhere, a fault of the disk."""

    code = "unreadable"
    advice_zh = "系统打不开这个文件，请检查权限、链接和磁盘后再运行一次。"
    advice_en = "The system does not open it: check its permissions, its link and the disk, then run again."


class OutsideLink(ReadError):
    """A link inside a folder that leads out of it; what it points to was not handed in."""

    code = "outside_link"
    advice_zh = "链接指向所给文件夹之外，未读取；如需读取，请把目标文件本身交来。"
    advice_en = "The link leads out of the folder and was not followed: hand in what it points to itself."


class Unsupported(ReadError):
    """The format has no reader."""

    code = "unsupported"
    advice_zh = "暂不支持这种格式，请另存为 .docx、.pdf（带文字层）、.html 或 .txt 后重新提交。"
    advice_en = (
        "This format has no reader yet: save it as .docx, .pdf with a text layer, .html or .txt and submit it again."
    )


class NeedsOcr(ReadError):
    """A picture, or a PDF or OFD without a text layer, and text recognition is not installed or reads nothing."""

    code = "needs_ocr"
    advice_zh = '没有文字层（扫描件或图片），请安装文字识别组件（pip install "zhibiao[ocr]"），或提交电子版原文。'
    advice_en = (
        'It has no text layer (a scan or picture): install text recognition (pip install "zhibiao[ocr]") or submit the '
        "electronic original."
    )


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


class OutOfMemory(ReadError):
    """Reading the document takes more memory than one document may."""

    code = "out_of_memory"
    advice_zh = "处理该文件所需内存超过上限；请拆分文件或压缩其中的图片后重新提交。"
    advice_en = "The file takes more memory than one file may: split it, or shrink its pictures, and submit it again."


class Crashed(ReadError):
    """The worker process ended while it held this document."""

    code = "crash"
    advice_zh = "处理该文件的进程意外终止，其他文件不受影响；请检查文件是否异常。"
    advice_en = "The process that held this file ended unexpectedly; other files are not affected. Check the file."


class Interrupted(ZhibiaoError):
    """The run was stopped, by Ctrl-C or by the system, before all documents were done; exit status 130."""

    code = "interrupted"
    advice_zh = "已中断。已写出的文件都是完整的；再次运行同一命令会接着做。"
    advice_en = "Interrupted. What is written is whole; the same command goes on from here."


class ConfigurationError(ZhibiaoError):
    """The command line or a catalogue, rule pack or other data file is wrong; exit status 2.

    What is wrong is said in Chinese and, where ``en`` is given, in English; ``at`` is its place in a file.
    """

    def __init__(self, said: str = "", en: str = "", *, at: str = "") -> None:
        place = f"{at}: " if at else ""
        self._said = {"zh": place + said, "en": place + (en or said)}
        super().__init__(f"{place}{said} ({en})" if en else place + said)

    def particulars(self, language: str = "zh") -> str:
        """What is wrong, in one language."""
        return self._said[language]

    code = "configuration"
    advice_zh = "请按提示修改后重试。"
    advice_en = "Mend it as said and try again."
