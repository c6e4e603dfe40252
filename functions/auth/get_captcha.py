"""GET /api/auth/captcha: a proof of work for a browser to solve (ALTCHA)."""

from portal import http
from portal.identity import captcha


@http.operation("GET", "/api/auth/captcha", who=http.Anyone)
def get_captcha(anyone: http.Anyone) -> captcha.Challenge:
    """A challenge for ALTCHA's clients"""
    return captcha.new(anyone.request.at)


handler = http.handler(get_captcha)
