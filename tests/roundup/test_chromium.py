"""The page in a real browser: nothing scrolls sideways, nothing is fetched, nothing is blocked."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent.parent / "golden" / "roundup.html"
BROWSER = next(
    (b for b in ("chromium", "chromium-browser", "google-chrome") if shutil.which(b)), None
)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")


def chromium(*args: str) -> str:
    assert BROWSER
    done = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", *args],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.parametrize("width", [500, 1280])
def test_the_page_fits_its_window(tmp_path: Path, width: int) -> None:
    page = GOLDEN.read_text(encoding="utf-8")
    inner = tmp_path / "inner.html"
    policy = page.index("<meta http-equiv=")
    bare = page[:policy] + page[page.index(">", policy) + 1 :]
    script = "<script>document.title='wide '+document.documentElement.scrollWidth</script>"
    inner.write_text(bare.replace("</body>", f"{script}</body>"), encoding="utf-8")
    found = chromium(f"--window-size={width},900", "--dump-dom", inner.as_uri())
    scrolled = int(found.split("<title>wide ")[1].split("<")[0])
    assert scrolled <= width


def test_the_policy_of_the_page_blocks_nothing_of_its_own(tmp_path: Path) -> None:
    shot = tmp_path / "page.png"
    told = chromium(f"--screenshot={shot}", "--window-size=800,900", GOLDEN.as_uri())
    assert "Content Security Policy" not in told
    assert shot.stat().st_size > 10_000
