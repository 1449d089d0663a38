"""The addresses of disclosure on application, for the public."""

from django.urls import path

from gongkai.portal import application_people as lists
from gongkai.portal import application_views as apply
from gongkai.portal import progress_views as progress
from gongkai.portal import reply_views as replies

urlpatterns = [
    path("apply/", apply.start, name="apply"),
    path("apply/search/", apply.search, name="apply-search"),
    path("apply/found/", apply.found, name="apply-found"),
    path("apply/begin/", apply.begin, name="apply-begin"),
    path("apply/body/", apply.body, name="apply-body"),
    path("apply/people/", lists.people, name="apply-people"),
    path("apply/people/agent/", lists.agent, name="apply-agent"),
    path("apply/people/<int:at>/", lists.person, name="apply-person"),
    path("apply/contact/", apply.contact, name="apply-contact"),
    path("apply/content/", apply.content, name="apply-content"),
    path("apply/delivery/", apply.delivery, name="apply-delivery"),
    path("apply/files/", lists.files, name="apply-files"),
    path("apply/help/", apply.help_, name="apply-help"),
    path("apply/check/", apply.check, name="apply-check"),
    path("apply/done/", apply.done, name="apply-done"),
    path("progress/", progress.ask, name="progress"),
    path("progress/<str:key>/", progress.progress, name="progress-case"),
    path("progress/<str:key>/correct/", progress.correct, name="progress-correct"),
    path("progress/<str:key>/reasons/", progress.reasons, name="progress-reasons"),
    path("progress/<str:key>/withdraw/", progress.withdraw, name="progress-withdraw"),
    path("progress/<str:key>/delivery/", progress.delivery, name="progress-delivery"),
    path("progress/<str:key>/late/", progress.late, name="progress-late"),
    path("progress/<str:key>/papers/<int:position>/", progress.paper, name="progress-paper"),
    path("progress/<str:key>/branch/<int:position>/", progress.branch, name="progress-branch"),
    path("progress/<str:key>/leave/", progress.leave, name="progress-leave"),
    path("replies/", replies.replies, name="replies"),
    path("replies/<int:number>/", replies.reply, name="reply"),
    path("feedback/", replies.feedback, name="feedback"),
    path("feedback/<slug:kind>/", replies.hand_in, name="feedback-form"),
]
