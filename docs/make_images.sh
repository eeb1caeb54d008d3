#!/usr/bin/env bash
# Makes the pictures of the README from a run over the sample documents. Needs LibreOffice, poppler and chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

.venv/bin/zhibiao run corpora/samples --out "$work/out" --lang zh >/dev/null
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" \
    "$work/out/indicators.xlsx" >/dev/null 2>&1
page=$(.venv/bin/python - "$work/indicators.pdf" <<'PY'
"""The first page of the indicator table."""
import sys
import pypdfium2
pages = pypdfium2.PdfDocument(sys.argv[1])
print(next(n for n, page in enumerate(pages, 1) if "指标表" in page.get_textpage().get_text_bounded()[:40]))
PY
)
mkdir -p docs/images
pdftoppm -png -r 96 -f "$page" -l "$page" -singlefile -x 20 -y 20 -W 1560 -H 530 \
    "$work/indicators.pdf" docs/images/workbook

.venv/bin/zhibiao run corpora/samples/报告 --out "$work/reports" --lang zh >/dev/null
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1280,1150 \
    --screenshot="$PWD/docs/images/report.png" "file://$work/reports/report.html" >/dev/null 2>&1

chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=960,1190 \
    --screenshot="$PWD/docs/images/opinion.png" "file://$work/out/opinions/章程/临江市晨光社会工作服务中心章程.html" >/dev/null 2>&1
ls -l docs/images
