"""A page of the desk: who is there, in which roles, on which day; and what every page answers to the same troubles."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.applications.access import Absent
from gongkai.bodies.actors import Actor, actor
from gongkai.bodies.models import Body, Person
from gongkai.documents import access as documents
from gongkai.reports import access as reports


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who has signed in."""

    request: HttpRequest
    actor: Actor
    on: date

    @property
    def person(self) -> Person:
        """Who it is."""
        assert self.actor.person is not None
        return self.actor.person

    def render(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """A page in the frame of the desk."""
        frame = {"actor": self.actor, "today": self.on, "is_keeper": self.actor.has("keeper")}
        return render(self.request, template, frame | context, status=status)

    def form(self, form: BaseForm, *, title: str, button: str, back: str, **context: Any) -> HttpResponse:  # noqa: ANN401
        """A page with one form; what is wrong with it stands above it and beside each field."""
        shown = {"form": form, "title": title, "button": button, "back": back, **context}
        return self.render("desk/form_page.html", shown, status=422 if form.is_bound and form.errors else 200)

    def bodies(self) -> list[Body]:
        """The bodies that the person works for."""
        return list(Body.objects.filter(pk__in=self.actor.body_ids))


Page = Callable[..., HttpResponse]


def page(view: Page) -> Page:
    """Sign-in first; absent and not-theirs answer alike, as 404."""

    @wraps(view)
    @login_required
    def shown(request: HttpRequest, **given: Any) -> HttpResponse:  # noqa: ANN401 - what the address holds
        today = timezone.localdate()
        assert isinstance(request.user, Person)
        try:
            return view(Visit(request, actor(request.user, on=today), today), **given)
        except (Absent, documents.Absent, reports.Absent) as error:
            raise Http404 from error

    return shown


def for_keepers(view: Page) -> Page:
    """Only those who keep the machine: bodies, people, posts."""

    @wraps(view)
    def shown(visit: Visit, **given: Any) -> HttpResponse:  # noqa: ANN401
        if not visit.actor.has("keeper"):
            raise Http404
        return view(visit, **given)

    return page(shown)
