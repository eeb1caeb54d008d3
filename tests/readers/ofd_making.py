"""A small OFD writer for the tests, with the same drawing calls as that for PDF (GB/T 33190-2016)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.readers.pdf_making import HEIGHT, WIDTH, Page

_MM = 25.4 / 72
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass
class OfdPage(Page):
    """One page; places are points, as in the PDF writer."""

    def text(self, x: float, top: float, text: str, size: float = 12) -> OfdPage:
        step = [size * _MM * (0.5 if c <= "~" else 1.0) for c in text]
        deltas = f"g {len(text) - 1} {step[0]:.4f}" if len(set(step)) == 1 else " ".join(f"{s:.4f}" for s in step[:-1])
        box = f"{x * _MM:.4f} {top * _MM:.4f} {sum(step):.4f} {size * _MM:.4f}"
        delta = f' DeltaX="{deltas}"' if len(text) > 1 else ""
        self.operators.append(
            f'<ofd:TextObject ID="1" Boundary="{box}" Font="2" Size="{size * _MM:.4f}">'
            f'<ofd:TextCode X="0" Y="{0.88 * size * _MM:.4f}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )
        return self

    def rule(self, x0: float, top0: float, x1: float, top1: float) -> OfdPage:
        box = f"{x0 * _MM:.4f} {top0 * _MM:.4f} {max(x1 - x0, 0.5) * _MM:.4f} {max(top1 - top0, 0.5) * _MM:.4f}"
        self.operators.append(
            f'<ofd:PathObject ID="3" Boundary="{box}" LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L '
            f"{(x1 - x0) * _MM:.4f} {(top1 - top0) * _MM:.4f}</ofd:AbbreviatedData></ofd:PathObject>"
        )
        return self


def ofd(*pages: OfdPage, template: OfdPage | None = None, entry: str = "", document: str = "") -> bytes:
    """The bytes of an OFD file; ``entry`` and ``document`` are further XML of OFD.xml and Document.xml."""
    out = io.BytesIO()
    box = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {WIDTH * _MM:.3f} {HEIGHT * _MM:.3f}</ofd:PhysicalBox></ofd:PageArea>"
    listed = "".join(f'<ofd:Page ID="{10 + k}" BaseLoc="Pages/Page_{k}/Content.xml"/>' for k in range(len(pages)))
    below = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
            f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>{entry}</ofd:OFD>",
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {_OFD}><ofd:CommonData>{box}{below}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
            f"{document}</ofd:Document>",
        )
        for name, page in [*((f"Pages/Page_{k}", p) for k, p in enumerate(pages)), ("Tpls/Tpl_0", template)]:
            if page is not None:
                used = '<ofd:Template TemplateID="9"/>' if template and name.startswith("Pages") else ""
                layer = f"<ofd:Layer>{''.join(page.operators)}</ofd:Layer>"
                archive.writestr(
                    f"Doc_0/{name}/Content.xml",
                    f"<ofd:Page {_OFD}>{used}<ofd:Content>{layer}</ofd:Content></ofd:Page>",
                )
    return out.getvalue()
