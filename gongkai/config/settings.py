"""Settings of an installation. Everything that differs between installations comes from the environment: GONGKAI_*."""

import os

from gongkai.config.folder import data_folder, database, secret_key


def _listed(name: str, otherwise: str = "") -> list[str]:
    return [each.strip() for each in os.environ.get(name, otherwise).split(",") if each.strip()]


GONGKAI_DATA = data_folder(os.environ.get("GONGKAI_DATA", "var"))

SECRET_KEY = os.environ.get("GONGKAI_SECRET_KEY") or secret_key(GONGKAI_DATA)
DEBUG = os.environ.get("GONGKAI_DEBUG", "") == "1"
ALLOWED_HOSTS = _listed("GONGKAI_HOSTS", "localhost,127.0.0.1")

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"

# The site may live under a path of somebody else's portal (国办公开办函〔2019〕61号 wants no separate site).
FORCE_SCRIPT_NAME = os.environ.get("GONGKAI_PREFIX", "").rstrip("/") or None

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "gongkai.reports",
    "gongkai.portal",
]
MIDDLEWARE = [
    "gongkai.config.middleware.log_requests",
    "gongkai.config.middleware.restrict",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
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

# There are no sessions: a message to the next page travels in a signed cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

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
