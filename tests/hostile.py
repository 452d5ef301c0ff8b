"""Words that would be more than words, if a page took them for anything else."""

HIT = "window.hit=1"
"""What each would do."""

MARKUP = [
    "<img src=x onerror=HIT>", "<script>HIT</script>", "<svg onload=HIT>", "<svg><script>HIT</script></svg>", "<details open ontoggle=HIT>",
    "<iframe srcdoc='<script>parent.HIT</script>'>", "<a href='javascript:HIT'>x</a>", "<math><mi xlink:href='javascript:HIT'>", "<body onload=HIT>",
    "<input autofocus onfocus=HIT>", "<select autofocus onfocus=HIT>", "<textarea autofocus onfocus=HIT>", "<object data='javascript:HIT'>",
    "<embed src='javascript:HIT'>", "<form action='javascript:HIT'><button>x</button></form>", "<style>@import 'javascript:HIT'</style>",
    "<link rel=stylesheet href='//evil.example/x.css'>", "<base href='//evil.example/'>", "<meta http-equiv=refresh content='0;url=javascript:HIT'>",
    "<video><source onerror=HIT></video>", "<audio src=x onerror=HIT>", "<template><script>HIT</script></template>", "<marquee onstart=HIT>",
    "<noscript><p title='</noscript><img src=x onerror=HIT>'>", "<mark>word</mark><img src=x onerror=HIT>", "</mark><script>HIT</script><mark>",
    "&lt;img src=x onerror=HIT&gt;", "&#60;script&#62;HIT&#60;/script&#62;", "\\u003cscript\\u003eHIT\\u003c/script\\u003e", "%3Cscript%3EHIT%3C/script%3E",
]
OTHERS = [
    "javascript:HIT", "data:text/html,<script>HIT</script>", "vbscript:HIT", "//evil.example/x.js", "https://evil.example/?q=", '" onmouseover="HIT',
    "' onfocus='HIT", "`${HIT}`", "{{HIT}}", "${HIT}", "');HIT;//", '";HIT;"', "--><script>HIT</script>", "]]><script>HIT</script>",
    "</script><script>HIT</script>", "</title><script>HIT</script>", "__proto__", "constructor", "toString", "../../../etc/passwd",
    "#q=<script>HIT</script>", "authority=__proto__&kind=constructor",
]
HOSTILE = [one.replace("HIT", HIT) for one in (*MARKUP, *OTHERS)]
