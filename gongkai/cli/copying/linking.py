"""The links of a page: which of them a copy has, which lead to the live site, and how each is written in the copy."""

import html
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urldefrag, urljoin, urlsplit

# What needs a server: it is asked of the live site.
LIVE = ("search/", "archive/", "apply/", "progress/", "feedback/", "tools/", "desk/", "accounts/", "api/")
_TAG = re.compile(r"<([a-z][a-z0-9-]*)((?:\s[^<>]*)?)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(\s(?:href|src|srcset|action|formaction|poster|data-[a-z-]+)=)\"([^\"]*)\"", re.IGNORECASE)
_DOMAIN = re.compile(r"(<meta name=\"SiteDomain\" content=)\"[^\"]*\"")
_IN_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")


@dataclass(frozen=True, slots=True)
class Target:
    """A page of the site: its path below the site's own prefix, and which page of a list."""

    path: str
    page: int = 1

    @property
    def query(self) -> str:
        """As it is asked for."""
        return f"page={self.page}" if self.page > 1 else ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where the site is: `home` is https://host/prefix/ as its pages write it, `live` the same as visitors reach it."""

    home: str
    live: str

    @property
    def prefix(self) -> str:
        """The path of the site on its host, with a slash at both ends."""
        return urlsplit(self.home).path

    def target(self, link: str, at: Target) -> Target | None:
        """What of the copy a link on page `at` means; None for what lies outside, or needs a server."""
        whole, _ = urldefrag(urljoin(self.page_address(at), link.strip()))
        if not whole.startswith(self.home):
            return None
        parts = urlsplit(whole)
        path = parts.path[len(self.prefix) :]
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        if path.startswith(LIVE) or set(asked) - {"page"} or not asked.get("page", "1").isdecimal():
            return None
        return Target(path, max(1, int(asked.get("page", "1"))))

    def page_address(self, at: Target) -> str:
        """The whole address of a page."""
        return self.home + at.path + (f"?{at.query}" if at.query else "")

    def live_address(self, link: str, at: Target) -> str:
        """A link as it leads to the live site; what lies outside stays as it is."""
        whole = urljoin(self.page_address(at), link.strip())
        return self.live + whole[len(self.home) :] if whole.startswith(self.home) else link

    def moved(self, text: str) -> str:
        """Whole addresses in a text, as visitors reach them."""
        return text if self.home == self.live else text.replace(self.home, self.live)


Place = Callable[[Target], str | None]  # the file of a target; None where there is none


def links(text: str, at: Target, bounds: Bounds) -> list[Target]:
    """The pages and files of the site that a page links to or loads."""
    found = []
    for tag in _TAG.finditer(text):
        if tag[1].lower() == "form":
            continue
        for attribute in _ATTRIBUTE.finditer(tag[2]):
            target = None if _is_data(attribute[1]) else bounds.target(html.unescape(attribute[2]), at)
            found += [target] if target else []
    return found


def css_links(text: str, at: Target, bounds: Bounds) -> list[Target]:
    """What a style sheet loads; its links are relative already."""
    targets = [bounds.target(each[1], at) for each in _IN_CSS.finditer(text) if not each[1].startswith("data:")]
    return [each for each in targets if each]


def xml_links(text: str, at: Target, bounds: Bounds) -> list[Target]:
    """The addresses of the site in a map or a feed."""
    pattern = re.compile(re.escape(html.escape(bounds.home)) + r"[^\s<\"']*")
    targets = [bounds.target(html.unescape(each[0]), at) for each in pattern.finditer(text)]
    return [each for each in targets if each]


def rewritten(text: str, at: Target, bounds: Bounds, place: Place) -> str:
    """A page with its links to files of the copy made relative, and everything else leading to the live site."""
    own = place(at)
    assert own is not None

    def tag(found: re.Match[str]) -> str:
        name = found[1].lower()
        inside = _ATTRIBUTE.sub(lambda each: attribute(each, name), found[2])
        if name == "form" and not re.search(r"\saction=", found[2], re.IGNORECASE):
            # A form without an address asks its own page; here that has to be the live one.
            inside += f' action="{html.escape(bounds.live_address("", at).split("?")[0])}"'
        return f"<{found[1]}{inside}>"

    def attribute(found: re.Match[str], name: str) -> str:
        link = html.unescape(found[2])
        is_kept = not link or link.startswith("#") or (_is_data(found[1]) and not link.startswith("/"))
        if is_kept:
            return found[0]
        target = None if name == "form" or _is_data(found[1]) else bounds.target(link, at)
        file = place(target) if target else None
        written = _relative(own, file, urldefrag(link)[1]) if file is not None else bounds.live_address(link, at)
        return f'{found[1]}"{html.escape(written)}"'

    host = html.escape(urlsplit(bounds.live).hostname or "")
    return _DOMAIN.sub(rf'\g<1>"{host}"', bounds.moved(_TAG.sub(tag, text)))


def _is_data(name: str) -> bool:
    return name.strip().lower().startswith("data-")


def _relative(own: str, file: str, fragment: str) -> str:
    path = quote(posixpath.relpath(file, posixpath.dirname(own) or "."))
    return f"{path}#{quote(fragment)}" if fragment else path
