"""The content policy of the whole portal, and who may fetch what -> what hosts can send with every file.

Each page carries the policy it needs in itself. A host that sends one too says it of every other file as well, and what a
page cannot say of itself: that no other site may show it in a frame. One policy does for all: it allows what the page
that needs the most may do, and a browser lets a page do no more than both policies do.
"""

import posixpath

from plainspoken import render, urls

FRAMES = "; frame-ancestors 'none'"
OTHERS = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
"""Headers besides the policy: nobody hears where a reader came from, and a file is what its type says."""
KEPT = "public, max-age=31536000, immutable"
"""How long a file may be kept whose address changes with what is in it."""
KEPT_FOLDERS = ("pagefind/filter", "pagefind/fragment", "pagefind/index")
"""Folders of such files. Those of assets/ change their query, by which no host of this kind tells them apart."""

OPEN = {"Access-Control-Allow-Origin": "*"}
"""Lets pages of any other site fetch a file. The data, the feeds and the badges are public and come without cookies, so that whoever fetches
them by a reader's browser learns what they could fetch themselves."""
OPEN_PATHS = (
    f"{posixpath.dirname(urls.DATA)}/*", urls.FEED, urls.feed(":authority"), urls.badge(":authority"), urls.record_data(urls.authority(":authority")),
    urls.record_data(urls.inspection((":authority", ":inspection"))))
"""Files that any site may fetch. A word after a colon stands for any one folder."""


def policy(style: str) -> str:
    """The policy; `style` is what it allows beside the style sheet: 404.html carries its style inside."""
    return render.POLICY.format(style=f"'self' {style}".strip(), scripts=render.SEARCHES) + FRAMES


def headers(style_text: str) -> str:
    """The file _headers, which Netlify, Cloudflare Pages and others read where it lies among what they publish."""
    everywhere = {"Content-Security-Policy": policy(render.hashed(style_text)), **OTHERS}
    rules = {"/*": everywhere, **{f"/{folder}/*": {"Cache-Control": KEPT} for folder in KEPT_FOLDERS}, **{f"/{path}": OPEN for path in OPEN_PATHS}}
    return "".join(f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in told.items()) for path, told in rules.items())
