"""How staff sign in: nobody signs up, five wrong passwords for one name from one address pause that address only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from gongkai.bodies.models import Person


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The local sign-in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's own face
        """People are engaged by the keeper of the machine."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401
        """By name and address: somebody who guesses from elsewhere does not lock the owner out."""
        name = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{name}:{self.get_client_ip(request)}"


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in by the unified identity of the government: it opens accounts that exist, it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ANN401, ARG002
        """Nobody becomes staff by signing in elsewhere."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # noqa: ANN401
        """Join the outside identity to the person of the same user name, on the first time."""
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        name = str((claims.get("userinfo") or claims).get("preferred_username", ""))
        person = Person.objects.filter(username=name, is_active=True).first() if name else None
        if person is None:
            raise PermissionDenied("这个账号还没有开通，请联系本单位的系统管理员")
        sociallogin.connect(request, person)
