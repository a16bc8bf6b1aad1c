"""Tests what the preview adds to a page and changes in its headers."""

from __future__ import annotations

from generator.output.headers import render_csp
from generator.serve.inject import inject, loosen


def test_the_script_is_before_the_last_end_of_a_body() -> None:
    page = inject(b"<body><pre>&lt;/body></pre><!-- </body> -->x</body></html>", "s1", "assets/a.css")
    assert page.startswith(b"<body><pre>&lt;/body></pre><!-- </body> -->x<script src=")
    assert page.endswith(b"</script>\n</body></html>")
    assert b'data-seen="s1" data-styles="assets/a.css" defer' in page


def test_a_page_without_a_body_has_the_script_at_its_end() -> None:
    assert inject(b"<p>x", "").startswith(b"<p>x<script ")


def test_values_cannot_end_their_attribute() -> None:
    assert b'"><img' not in inject(b"</body>", '"><img>')


def test_only_framing_by_the_own_page_becomes_allowed() -> None:
    csp = render_csp()
    headers = loosen({"Content-Security-Policy": csp, "X-Frame-Options": "DENY", "A": "b"})
    assert headers["Content-Security-Policy"] == csp.replace("frame-ancestors 'none'", "frame-ancestors 'self'") != csp
    assert (headers["X-Frame-Options"], headers["A"]) == ("SAMEORIGIN", "b")
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
