"""Sets blocks as a web page, as an office's site or an online filing system shows it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpora.forms.making.blocks import Block, Break, Cell, Grid, Pairs, Para

_TAGS = {"title": "h1", "heading": "h2", "paragraph": "p", "caption": "p", "right": "p"}
_PAGE = (
    '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n'
    '<nav><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></nav>\n'
    '<div class="content">\n{body}\n</div>\n<footer><p>主办：民政局　网站地图</p></footer>\n</body></html>\n'
)


def write(blocks: Sequence[Block]) -> bytes:
    """The bytes of a page in UTF-8."""
    title = next((b.text for b in blocks if isinstance(b, Para) and b.role == "title"), "")
    return _PAGE.format(title=escape(title), body="\n".join(_block(b) for b in blocks)).encode()


def _block(block: Block) -> str:
    if isinstance(block, Grid):
        rows = "\n".join(f"<tr>{''.join(_cell(c) for c in row)}</tr>" for row in block.rows)
        border = ' border="1"' if block.ruled else ""
        return f"<table{border}>\n{rows}\n</table>"
    if isinstance(block, Break):
        return "<hr>"
    if isinstance(block, Pairs):
        return _pairs(block)
    return f"<{_TAGS[block.role]}>{escape(block.text, quote=False)}</{_TAGS[block.role]}>"


def _cell(cell: Cell) -> str:
    spans = f' colspan="{cell.across}"' if cell.across > 1 else ""
    spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
    inner = _block(cell.inner) if cell.inner is not None else ""
    return f"<td{spans}>{escape(cell.text, quote=False).replace(chr(10), '<br>')}{inner}</td>"


_PAIR = {
    "boxes": '<div class="item"><div class="label">{label}</div><div class="value">{value}</div></div>',
    "terms": "<dt>{label}</dt><dd>{value}</dd>",
    "inputs": '<div class="row"><label>{label}：</label><input type="text" value="{value}"></div>',
    "below": "<p>{label}</p><p>{value}</p>",
}
_AROUND = {"boxes": "div", "terms": "dl", "inputs": "form", "below": "div"}


def _pairs(block: Pairs) -> str:
    if block.style == "dots":
        return "\n".join(_block(line) for line in block.lines())
    lines = (_PAIR[block.style].format(label=escape(label), value=escape(value)) for label, value in block.items)
    around = _AROUND[block.style]
    return f"<{around}>\n{chr(10).join(lines)}\n</{around}>"
