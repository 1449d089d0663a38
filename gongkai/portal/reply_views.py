"""Replies for everybody to read (答复选登), and the three forms that are no applications."""

from collections.abc import Callable

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.applications import public
from gongkai.portal import application_steps as way
from gongkai.portal import proofs
from gongkai.portal.progress_forms import KINDS, AnswerLookUpForm, FeedbackForm
from gongkai.portal.public_pages import address, posted, private, sentences, show

_SALT = "gongkai.portal.feedback"
_VALID_SECONDS = 24 * 60 * 60
_HAND_IN: dict[str, Callable[..., public.FeedbackReceipt]] = {
    "record-correction": public.record_correction,
    "complaint": public.complain,
    "suggestion": public.suggest,
}


@require_safe
def replies(request: HttpRequest) -> HttpResponse:
    """The newest, or those that match."""
    words = request.GET.get("q", "").strip()[:200]
    if words:
        return show(request, "replies", {"words": words, "rows": public.find(words)}, at="replies")
    page = public.replies(request.GET.get("page", "1"))
    return show(request, "replies", {"words": "", "rows": page.rows, "page": page}, at="replies")


@require_safe
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """One of them; nothing of one that was taken down."""
    found = public.reply(number)
    if found is None:
        raise Http404
    response = show(request, "reply", {"reply": found, "is_asked": "asked" in request.GET}, at="replies")
    response.headers["Cache-Control"] = "no-cache"  # taken down is gone at once
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """The three forms, and how an earlier one stands."""
    form = AnswerLookUpForm(posted(request))
    wrong, answer, status = way.problems(form) if form.is_bound else [], None, 200
    if form.is_bound and not wrong:
        try:
            fault = proofs.fault(request.POST, "answer", address(request))
            wrong = [("#id_sum", fault)] if fault else []
            given = form.cleaned_data
            if not fault:
                answer = public.feedback(given["number"], given["code"], address=address(request), at=timezone.now())
        except public.NotProved:
            wrong = [("#id_number", "编号或者查询码不对，请对照回执再核对一次")]
        except public.TooMany as error:
            wrong, status = [("#main", str(error))], 429
    context = {"form": form, "problems": wrong, "answer": answer, "kinds": KINDS, "proof": proofs.proof("answer")}
    return private(show(request, "feedback", context, at="feedback", status=status))


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, kind: str) -> HttpResponse:
    """One of the three forms."""
    if kind not in KINDS:
        raise Http404
    offices = public.bodies(timezone.localdate())
    form = FeedbackForm(posted(request), offices=offices, kind=kind)
    wrong = way.problems(form) if form.is_bound else []
    key = _key(request)
    if form.is_bound and not wrong:
        receipt, wrong = _taken(request, kind, key, form.cleaned_data)
        if receipt is not None:
            return private(show(request, "feedback_done", {"receipt": receipt, "kind": KINDS[kind]}, at="feedback"))
    context = {
        "form": form,
        "kind": kind,
        "title": KINDS[kind],
        "problems": wrong,
        "proof": proofs.proof("feedback"),
        "key": signing.dumps(key, salt=_SALT),
    }
    return private(show(request, "feedback_form", context, at="feedback"))


def _key(request: HttpRequest) -> str:
    """The mark of this form, as we handed it out; a new one where there is none."""
    try:
        return str(signing.loads(request.POST.get("key", ""), salt=_SALT, max_age=_VALID_SECONDS))
    except signing.BadSignature:
        return public.new_key()


def _taken(
    request: HttpRequest, kind: str, key: str, given: dict[str, str]
) -> tuple[public.FeedbackReceipt | None, list[tuple[str, str]]]:
    said = public.Said(key=key, kind=kind, **given)
    try:
        if fault := proofs.fault(request.POST, "feedback", address(request)):
            return None, [("#id_sum", fault)]
        public.count_submission(address(request), at=timezone.now())
        return _HAND_IN[kind](said, on=timezone.localdate()), []
    except (ValidationError, public.TooMany) as error:
        return None, [("#main", sentence) for sentence in sentences(error)]
