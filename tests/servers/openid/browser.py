"""A person at a browser, for the tests: opens an address, fills in every form that comes, and follows where it leads.

    browser.py URL USER PASSWORD [no]

Ends once a page has no form any more. With "no" it declines instead of signing in. Prints the last page's address, then
the page. Python's own HTTP client, with cookies.
"""
import html.parser
import http.cookiejar
import sys
import urllib.parse
import urllib.request


class Forms(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.action, self.fields, self.links = None, {}, {}

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form" and self.action is None:
            self.action = given.get("action", "")
        elif tag == "input" and given.get("name"):
            self.fields[given["name"]] = given.get("value") or ""
        elif tag == "a" and given.get("href"):
            self.links[given["href"]] = True


def main(url, user, password, declines=False):
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar))
    answer = browser.open(url, timeout=30)
    for _ in range(10):
        page = answer.read().decode()
        forms = Forms()
        forms.feed(page)
        abort = [link for link in forms.links if link.endswith("/abort")]
        if declines and abort:
            answer = browser.open(urllib.parse.urljoin(answer.url, abort[0]), timeout=30)
            continue
        if forms.action is None:
            print(answer.url)
            print(page)
            return
        for name, value in (("login", user), ("password", password)):
            if name in forms.fields:
                forms.fields[name] = value
        data = urllib.parse.urlencode(forms.fields).encode()
        answer = browser.open(urllib.parse.urljoin(answer.url, forms.action), data, timeout=30)
    sys.exit("too many forms")


main(*sys.argv[1:4], declines=len(sys.argv) > 4)
