"""A comparison as a web page: everything escaped, no script, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from extractors.comparison import Pair, Piece, Side, marked
from extractors.records import Verdict
from outputs.cells import without_controls
from outputs.comparison.changes import ChangedFinding, Comparison
from outputs.html_page import asset, page_head
from outputs.wording import shown, shown_defects

_MODEL_NOTE = (
    "左边是本程序按条例所列事项编写的条款骨架，不是登记管理机关发布的示范文本；与骨架写法不同不等于不符合规定。"
)


def comparison_html(comparison: Comparison) -> str:
    """The whole page."""
    return "".join(_page(comparison))


def _page(comparison: Comparison) -> Iterator[str]:
    title = "章程与条款骨架对照" if comparison.to_model else "章程修改前后对照"
    yield page_head(title, asset("outputs.comparison", "comparison.css"))
    yield f"<h1>{title}</h1>\n<p>{_text(comparison.old_name)}　→　{_text(comparison.new_name)}</p>\n"
    if comparison.to_model:
        yield f"<p>{_MODEL_NOTE}</p>\n"
    else:
        yield from _findings(comparison.findings)
    yield from _articles(comparison)
    yield f"<footer>zhibiao {escape(comparison.version)}</footer>\n</body></html>\n"


def _findings(findings: Sequence[ChangedFinding]) -> Iterator[str]:
    counted = {name: sum(item.change == name for item in findings) for name in ("mended", "kept", "new")}
    told = "，".join(f"{shown('finding_change', name)} {number} 项" for name, number in counted.items())
    yield f"<h2>审查发现：{told}</h2>\n"
    if not findings:
        return
    yield _head("findings", ("变化", "规则", "层级", "原章程", "现章程", "建议", "依据"))
    for item in findings:
        cells = (
            item.verdict.title,
            shown("level", item.verdict.level),
            _judged(item.before),
            _judged(item.after),
            (item.after and item.after.suggestion) or "",
            item.verdict.basis,
        )
        yield f"<tr><td>{_change('finding_change', item.change)}</td>"
        yield "".join(f"<td>{_text(cell)}</td>" for cell in cells) + "</tr>\n"
    yield "</tbody></table></div>\n"


def _judged(verdict: Verdict | None) -> str:
    if verdict is None:
        return "—"
    defects = shown_defects(verdict.rule, verdict.defects)
    return (verdict.article or "") + shown("verdict", verdict.verdict) + (f"（{defects}）" if defects else "")


def _articles(comparison: Comparison) -> Iterator[str]:
    kind = "model_change" if comparison.to_model else "article_change"
    changes = ("changed", "moved", "added", "removed", "same", "renumbered")
    counted = [(name, comparison.count(name)) for name in changes]
    told = "，".join(f"{shown(kind, name)} {number} 条" for name, number in counted if number)
    yield f"<h2>条款：{told or '没有条款'}</h2>\n"
    if not comparison.changed:
        return
    yield _head("articles", ("变化", comparison.old_name, comparison.new_name))
    for pair in comparison.changed:
        old, new = _sides(pair)
        about = (
            f'<span class="where">{_text(pair.topic or "")}<br>{_text(pair.basis or "")}</span>' if pair.topic else ""
        )
        yield f"<tr><td>{_change(kind, pair.change)}{about}</td><td>{old}</td><td>{new}</td></tr>\n"
    yield "</tbody></table></div>\n"


def _sides(pair: Pair) -> tuple[str, str]:
    if pair.old is None or pair.new is None:
        tag = "ins" if pair.old is None else "del"
        alone = [_side(side, [Piece(side.text, True)], tag) if side else "" for side in (pair.old, pair.new)]
        return alone[0], alone[1]
    left, right = marked(pair.old.text, pair.new.text)
    return _side(pair.old, left, "del"), _side(pair.new, right, "ins")


def _side(side: Side, pieces: Sequence[Piece], tag: str) -> str:
    where = "　".join(filter(None, (side.chapter, side.number)))
    words = "".join(f"<{tag}>{_text(p.text)}</{tag}>" if p.changed else _text(p.text) for p in pieces)
    return f'<span class="where">{_text(where)}</span>{words}'


def _head(name: str, heads: Sequence[str]) -> str:
    cells = "".join(f"<th>{_text(head)}</th>" for head in heads)
    return f'<div class="wide"><table class="{name}"><thead><tr>{cells}</tr></thead><tbody>\n'


def _change(kind: str, name: str) -> str:
    return f'<span class="change {escape(name)}">{escape(shown(kind, name))}</span>'


def _text(text: str) -> str:
    return escape(without_controls(text))
