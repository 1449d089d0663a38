"""Settings of an installation. Everything that differs between installations comes from the environment: GONGKAI_*."""

import os

from gongkai.config.folder import data_folder, database, openid_connect, seal_keys, secret_key


def _listed(name: str, otherwise: str = "") -> list[str]:
    return [each.strip() for each in os.environ.get(name, otherwise).split(",") if each.strip()]


GONGKAI_DATA = data_folder(os.environ.get("GONGKAI_DATA", "var"))

SECRET_KEY = os.environ.get("GONGKAI_SECRET_KEY") or secret_key(GONGKAI_DATA)
SEAL_KEYS = seal_keys(GONGKAI_DATA, _listed("GONGKAI_SEAL_KEYS"))  # the newest first; personal data is sealed with it
DEBUG = os.environ.get("GONGKAI_DEBUG", "") == "1"
ALLOWED_HOSTS = _listed("GONGKAI_HOSTS", "localhost,127.0.0.1")

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"

# The site may live under a path of somebody else's portal (国办公开办函〔2019〕61号 wants no separate site).
FORCE_SCRIPT_NAME = os.environ.get("GONGKAI_PREFIX", "").rstrip("/") or None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "gongkai.desk",  # before allauth: its pages are shown in our own frame
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "gongkai.vault",
    "gongkai.journal",
    "gongkai.bodies",
    "gongkai.documents",
    "gongkai.applications",
    "gongkai.disputes",
    "gongkai.reports",
    "gongkai.portal",
    "gongkai.api",
]
MIDDLEWARE = [
    "gongkai.config.middleware.log_requests",
    "gongkai.config.middleware.restrict",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gongkai.desk.middleware.guard_the_desk",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": database(os.environ.get("GONGKAI_DATABASE_URL", ""), GONGKAI_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = f"{FORCE_SCRIPT_NAME or ''}/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 60  # seconds; then the browser asks whether the file has changed

# A message to the next page travels in a signed cookie: visitors of the public pages have no session.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# ── who signs in ──
AUTH_USER_MODEL = "bodies.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_ADAPTER = "gongkai.desk.accounts.Adapter"
SOCIALACCOUNT_ADAPTER = "gongkai.desk.accounts.OutsideAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/15m/key"
}  # five wrong passwords for one name and address, then a pause
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "政府信息公开工作台"
REQUIRE_SECOND_FACTOR = os.environ.get("GONGKAI_REQUIRE_SECOND_FACTOR", "") == "1"
SESSION_COOKIE_AGE = 8 * 3600  # a working day
SESSION_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SOCIALACCOUNT_PROVIDERS = openid_connect(os.environ)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}

# ── mail ──
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("GONGKAI_SMTP_HOST")
    else ("django.core.mail.backends.console.EmailBackend")
)
EMAIL_HOST = os.environ.get("GONGKAI_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("GONGKAI_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("GONGKAI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GONGKAI_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("GONGKAI_SMTP_TLS", "") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("GONGKAI_MAIL_FROM", "gongkai@localhost")
SITE_ADDRESS = os.environ.get("GONGKAI_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
SITE_NAME = os.environ.get("GONGKAI_SITE_NAME", "")  # "" makes it from the name of the first body
TRUSTED_PROXIES = int(os.environ.get("GONGKAI_TRUSTED_PROXIES", "0"))  # how many proxies of ours stand before the site
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SITE_ID_CODE = os.environ.get("GONGKAI_SITE_ID", "")  # 政府网站标识码, printed where it is set
ROBOTS = _listed("GONGKAI_ROBOTS")  # addresses of chat robots; they get numbers and deadlines only

# ── what comes in ──
FILE_UPLOAD_HANDLERS = [
    "gongkai.portal.uploads.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000  # readings that a page sends back; files are limited by portal.uploads
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200

# ── what goes out ──
IS_HTTPS = os.environ.get("GONGKAI_HTTPS", "") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "gongkai.portal.errors.form_too_old"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if IS_HTTPS else []
SESSION_COOKIE_SECURE = IS_HTTPS  # the cookie of messages follows it
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "gongkai.config.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "gongkai": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
