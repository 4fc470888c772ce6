"""A page in headless Chromium: what axe-core finds in it, whether it fits its window, and what it asks the network for."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("RAS_AXE", ROOT / "build" / "pages" / "node_modules" / "axe-core" / "axe.min.js"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
FRAME = (
    '<!doctype html><title>a window</title><pre id="found"></pre>'
    '<iframe style="width:%dpx;height:1000px;border:0" srcdoc="%s"></iframe>'
)
ASK = """
<script>%s</script>
<script>
axe.run(document, {resultTypes: ["violations"]}).then((found) => {
  const answer = {
    violations: found.violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160))]),
    checked: found.passes.length,
    wide: document.documentElement.scrollWidth, window: window.innerWidth,
    cut: [...document.querySelectorAll(".laws")].filter((one) => one.scrollWidth > one.parentElement.clientWidth).length,
    asked: performance.getEntriesByType("resource").map((one) => one.name),
  };
  parent.document.getElementById("found").textContent = "@@" + JSON.stringify(answer) + "@@";
});
</script>
"""

NOTEBOOK = """<!doctype html><meta charset="utf-8"><title>a notebook</title><style>
body { background: #111111; color: #eeeeee; }
.jp-RenderedHTMLCommon table { color: #eeeeee; table-layout: fixed; border: none; margin-left: auto; margin-right: auto; }
.jp-RenderedHTMLCommon h2, .jp-RenderedHTMLCommon p { color: #eeeeee; }
.jp-RenderedHTMLCommon th { font-weight: bold; }
:not(.jp-RenderedMarkdown).jp-RenderedHTMLCommon td, :not(.jp-RenderedMarkdown).jp-RenderedHTMLCommon th { text-align: right; }
.jp-RenderedHTMLCommon tbody tr:nth-child(odd) { background: #111111; }
.jp-RenderedHTMLCommon tbody tr:nth-child(even) { background: #222222; }
</style><div class="jp-RenderedHTMLCommon">%s</div></body>"""
"""What a notebook with a dark theme says of every table and heading in it, in the words of JupyterLab's own styles."""

needs_a_browser = pytest.mark.skipif(
    CHROMIUM is None or not AXE.exists(),
    reason="needs Chromium (apt-get install chromium) and axe-core (npm install --prefix build/pages axe-core)",
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found: the rules of axe-core that are broken, with the places; widths in pixels; what was fetched; how many
    tables of laws are wider than their place."""

    violations: list[Any]
    checked: int
    wide: int
    window: int
    asked: list[str]
    cut: int


def look(page: str, width: int, folder: Path) -> Looked:
    """A page in a frame of some width. The question is asked by a script that only this copy of the page has."""
    text = page.replace("</body>", ASK % AXE.read_text(encoding="utf-8") + "</body>")
    path = folder / "page.html"
    path.write_text(FRAME % (width, escape(text)), encoding="utf-8")
    command = [
        str(CHROMIUM),
        *QUIET,
        f"--user-data-dir={folder / 'profile'}",
        "--window-size=1600,1000",
        "--virtual-time-budget=60000",
        "--dump-dom",
        path.as_uri(),
    ]
    answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=180)
    found = re.search(r"@@(\{.*\})@@", answer.stdout, re.DOTALL)
    assert found, f"the browser gave no answer: {answer.stderr[-2000:]}"
    return Looked(**json.loads(unescape(found.group(1))))
