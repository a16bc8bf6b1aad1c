"""What the server adds to a page."""

from __future__ import annotations

from generator.output.headers import render_csp
from generator.serve.inject import inject, loosen


def test_the_script_stands_before_the_last_end_of_a_body() -> None:
    page = inject(b"<body><pre>&lt;/body></pre><!-- </body> -->x</body></html>", "s1", "assets/a.css")
    assert page.startswith(b"<body><pre>&lt;/body></pre><!-- </body> -->x<script src=")
    assert page.endswith(b"</script>\n</body></html>")
    assert b'data-seen="s1" data-styles="assets/a.css" defer' in page


def test_a_page_without_a_body_has_it_at_its_end() -> None:
    assert inject(b"<p>x", "").startswith(b"<p>x<script ")


def test_values_cannot_end_the_attribute() -> None:
    assert b'"><img' not in inject(b"</body>", '"><img>')


def test_only_framing_is_let_through() -> None:
    csp = render_csp()
    made = loosen({"Content-Security-Policy": csp, "X-Frame-Options": "DENY", "A": "b"})
    assert made["Content-Security-Policy"] == csp.replace("frame-ancestors 'none'", "frame-ancestors 'self'") != csp
    assert (made["X-Frame-Options"], made["A"]) == ("SAMEORIGIN", "b")
    assert made["Cross-Origin-Resource-Policy"] == "same-origin"
