"""Which addresses Telegram takes in links and buttons."""

import re


def url_problem(url: str) -> str:
    """Why Telegram does not take an address, in its words; empty where it does."""
    protocol, colon, rest = url.strip().partition("://")
    protocol, rest = (protocol.lower(), rest) if colon else ("http", url.strip())
    if protocol not in {"http", "https", "tg", "ton", "tonsite"}:
        return "Unsupported URL protocol"
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2].partition(":")[0]
    if not host:
        return "URL host is empty"
    if protocol in {"http", "https"} and not re.fullmatch(r"[^\s.]+(\.[^\s.]+)+", host):
        return "Wrong HTTP URL"
    return ""


def checked_url(url: str) -> str:
    """The address as Telegram keeps it; empty where it does not take it."""
    url = url.strip()
    if url_problem(url):
        return ""
    return url if "://" in url else f"http://{url}"
