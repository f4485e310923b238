"""One file of settings. What is missing or unsafe in production keeps the process from starting.

Everything comes from the environment, or from files named by ``NAME_FILE`` (secrets of containers).
``.env.example`` lists all.
"""

import base64
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.dateparse import parse_duration
from kombu.transport import TRANSPORT_ALIASES

from samenkracht import settings_safety

env = environ.FileAwareEnv()

BASE_DIR = Path(__file__).resolve().parent.parent
RELEASE = "0.2.0"
RELEASED = date(2026, 11, 22)

# --- which kind of installation -----------------------------------------------------------------------------------

MODES = ("production", "acceptance", "development", "demo", "test")
MODE: str = env.str("MODE", default="production")
if MODE not in MODES:
    raise ImproperlyConfigured(f"MODE is {MODE!r}; it must be one of {', '.join(MODES)}.")
# Production in all that keeps people's data safe; it says on every page and paper that nothing is real there.
ACCEPTANCE = MODE == "acceptance"
PRODUCTION = MODE == "production" or ACCEPTANCE
DEMO = MODE == "demo"
DEBUG = MODE == "development"
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()


def secret(name: str, development_value: str) -> str:
    """A secret from the environment. Only outside production there is a value for whoever gives none."""
    value: str = env.str(name, default="")
    if value:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"{name} is not set. Production does not start without it.")
    return development_value


SECRET_KEY = secret("SECRET_KEY", "development-only-" + "k" * 50)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
# "number:base64 of 32 bytes", newest first. They encrypt personal data; they are not derived from SECRET_KEY.
FIELD_KEYS = secret("FIELD_KEYS", "1:" + base64.b64encode(b"development-only-field-key-32byt").decode())
# "version:secret", newest first. They make receipt codes; rotating SECRET_KEY must not kill a resident's code.
RECEIPT_SECRETS = secret("RECEIPT_SECRETS", "1:development-only-receipt-secret")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
BASE_URL: str = env.str("BASE_URL", default="" if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
BEHIND_TLS: bool = env.bool("BEHIND_TLS", default=PRODUCTION)
# How many proxies stand in front, each of which adds the address that it saw to X-Forwarded-For. Limits on logging in
# count by the address that the outermost of them saw; what a visitor wrote there is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("PROXIES", default=1 if PRODUCTION else 0)
# How long a process hands out a public page as it drew it, to people without cookies; 0: each anew.
PAGE_SECONDS: float = env.float("PAGE_SECONDS", default=1.0 if PRODUCTION else 0.0)
SHOW_GALLERY = MODE in ("development", "test")
# Moves the portal's clock as a whole, to see what a day to come will bring (core.clock): days, or "45 12:30:00".
CLOCK_OFFSET: timedelta = parse_duration(env.str("CLOCK_OFFSET", default="0")) or timedelta()

# --- apps and middleware ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "samenkracht.core.apps.CoreConfig",
    "samenkracht.backups.apps.BackupsConfig",
    "samenkracht.audit.apps.AuditConfig",
    "samenkracht.accounts.apps.AccountsConfig",
    "projects.apps.ProjectsConfig",
    "participation.apps.ParticipationConfig",
    "reports.apps.ReportsConfig",
    "samenkracht.pages.apps.PagesConfig",
    "samenkracht.demo.apps.DemoConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "samenkracht.core.web.middleware.SecurityHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samenkracht.core.web.compression.Compressed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "samenkracht.core.web.languages.LanguageOfAddress",
    "samenkracht.core.web.middleware.ReadableRequest",
    "samenkracht.core.web.middleware.RestoreLockMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samenkracht.accounts.middleware.ActorMiddleware",
    "samenkracht.core.web.middleware.SaysWhatCannotBeRead",
]

ROOT_URLCONF = "samenkracht.urls"
WSGI_APPLICATION = "samenkracht.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["samenkracht.core.web.loaders.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "samenkracht.core.web.context.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["samenkracht"]
CRISPY_TEMPLATE_PACK = "samenkracht"
CRISPY_FAIL_SILENTLY = False

# --- databases ----------------------------------------------------------------------------------------------------

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000; "
        "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364;"
    ),
}
POSTGRES_OPTIONS: dict[str, Any] = {
    "connect_timeout": 5,
    # Every wait has a limit. What the server may log is its own: see core/checks.py.
    "options": "-c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000",
}


def database(url: str, *, snapshot: bool) -> dict[str, Any]:
    """The connection for ``url``; the snapshot's is for reading and, on SQLite, takes no write lock."""
    config: dict[str, Any] = env.db_url_config(url)
    config.setdefault("OPTIONS", {})
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] |= SQLITE_OPTIONS | ({"transaction_mode": "DEFERRED"} if snapshot else {})
    else:
        config["ENGINE"] = "samenkracht.core.db.postgresql"
        config["OPTIONS"] |= POSTGRES_OPTIONS
        config["CONN_MAX_AGE"] = 0 if snapshot else 600
        config["CONN_HEALTH_CHECKS"] = True
    if snapshot:
        config["TEST"] = {"MIRROR": "default"}
    return config


DATABASE_URL: str = env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'samenkracht.sqlite3'}")
DATABASES = {"default": database(DATABASE_URL, snapshot=False), "snapshot": database(DATABASE_URL, snapshot=True)}
DATABASE_ROUTERS = ["samenkracht.core.db.snapshot.SnapshotRouter"]
# Only a test wrapped in a transaction may read its snapshot inside that transaction.
SNAPSHOT_INSIDE_TRANSACTION = MODE == "test"

# --- jobs ---------------------------------------------------------------------------------------------------------

REDIS_URL: str = env.str("REDIS_URL", default="")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "visibility_timeout": 3600,
        "socket_connect_timeout": 0.4,
        "socket_timeout": 10.0,
        "socket_keepalive": True,
        "max_retries": 0,
    }
else:
    TRANSPORT_ALIASES["filesystem"] = "samenkracht.core.jobs.filebroker:Transport"
    CELERY_BROKER_URL = "filesystem://"
    BROKER_DIR = VAR_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
# A message is acknowledged when its job begins; what a killed worker left, the sweepers find in our own rows. With late
# acknowledgement a worker with a job in hand ends when Redis does (kombu, restore_unacked on a closed connection).
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")

# --- login --------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "samenkracht.accounts.passwords.UnlikeYourself"},
    {"NAME": "samenkracht.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/werkplek/"
ACCOUNT_ADAPTER = "samenkracht.accounts.adapter.ClosedSignup"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# allauth would put the name that the request came by in front.
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# allauth's own generator stores each address for which a new password is asked, as not verified. Django's stores
# nothing, and its links die by the same things: a new password, a login, another address.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a path
# Whoever asks for a mail keeps a web process waiting for the mail server: EMAIL_TIMEOUT seconds when that is silent. So
# one place may keep one busy for a quarter of the time: a town hall behind one network address still gets 300 answers
# an hour, and who comes sixth in one minute is asked to wait. No limit on asking counts by mail address, or a stranger
# could keep its owner from asking. "reset_mail" limits what is sent while the last mail's link works (ClosedSignup).
ACCOUNT_RATE_LIMITS = {"reset_password": "5/m/ip", "reset_mail": "1/5m/key,4/h/key"}
# Staff come in with a password and a code. Only a demo and tests may do without, and only when they say so.
STAFF_SECOND_FACTOR: bool = env.bool("STAFF_SECOND_FACTOR", default=True)
MFA_ADAPTER = "samenkracht.accounts.adapter.EncryptedFactors"
# An address is proven by the administrator's invitation; nothing waits for allauth's own proof.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "samenkracht.accounts.forms.AuthenticateForm",
    "reauthenticate": "samenkracht.accounts.forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Samenkracht!"

# The region's own identity provider (docs/runbook.md, "Log in with the region's own account"). Without an issuer there
# is no such way in. What of its answer counts as a second factor is said by two lists; with both empty nothing does.
OIDC_NAME: str = env.str("OIDC_NAME", default="")
OIDC_ISSUER: str = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID: str = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET: str = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_VERIFIED_CLAIM: str = env.str("OIDC_VERIFIED_CLAIM", default="email_verified")
OIDC_REQUIRED_ACR: list[str] = env.list("OIDC_REQUIRED_ACR", default=[])
OIDC_REQUIRED_AMR: list[str] = env.list("OIDC_REQUIRED_AMR", default=[])

# --- sessions, cookies, headers -----------------------------------------------------------------------------------

SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "samenkracht.core.web.views.csrf_failure"
if BEHIND_TLS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessie"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- static files, mail, cache ------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
WHITENOISE_USE_FINDERS = not PRODUCTION
# In tests each client starts the middleware anew; listing all files each time would cost more than the request.
WHITENOISE_AUTOREFRESH = DEBUG or MODE == "test"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
EMAIL_CONFIG: dict[str, Any] = env.email_url(
    "EMAIL_URL", default="smtp://127.0.0.1:25" if PRODUCTION else "consolemail://"
)
vars().update(EMAIL_CONFIG)
# Where all mail of an acceptance environment goes, whoever it is meant for (core.security.one_mailbox).
ACCEPTANCE_MAILBOX: str = env.str("ACCEPTANCE_MAILBOX", default="")
# Mails go from inside a request. A relay of one's own takes a mail over in much less; where it does not, set more.
EMAIL_TIMEOUT: int = env.int("EMAIL_TIMEOUT", default=3)
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="samenkracht@regio.example")
# It holds what limits logging in. Above MAX_ENTRIES Django throws a third of the entries away, live ones too, and with
# them the brake on guessing codes. None of ours lives longer than five minutes, and expired ones go first: to have so
# many alive at once takes more than 300 new ones a second, each by a request that counts tries in this table.
SHARED_CACHE: dict[str, Any] = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "cache_entries",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} if MODE == "test" else SHARED_CACHE}

# --- language and time --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
# The pages of residents stand in each of these, the workplace in Dutch: see samenkracht/core/web/languages.py.
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "samenkracht" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True
# Figures get their points from {% number %}. Elsewhere a point would spoil ids, years and hidden fields from 1.000 on.
USE_THOUSAND_SEPARATOR = False

# --- the region of this installation ------------------------------------------------------------------------------

# The words of a new installation: migrate copies them, and from then on the administrator writes them on screen.
REGION = {
    "name": env.str("REGION_NAME", default="Regio Gooi en Vechtstreek"),
    "motto": env.str("REGION_MOTTO", default="voor inwoners, met gemeenten"),
    "email": env.str("REGION_EMAIL", default="samenkracht@regio.example"),
    "phone": env.str("REGION_PHONE", default="(000) 000 00 00"),
}
# Who finds a leak reads this address in /.well-known/security.txt; empty: the region's own. The file holds for less
# than a year after a release: who does not upgrade for so long should look whether the address is still read.
SECURITY_EMAIL: str = env.str("SECURITY_EMAIL", default="")
SECURITY_TXT_HOLDS = timedelta(days=360)

# --- logging: ids, never answers or names -------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "samenkracht.core.logs.WithoutValues",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO" if PRODUCTION else "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "samenkracht": {"level": "INFO"},
        "celery": {"level": "INFO" if PRODUCTION else "WARNING"},
    },
}

# --- unsafe settings are refused one by one -----------------------------------------------------------------------

settings_safety.refuse_unsafe(globals())
if ACCEPTANCE:
    # After what EMAIL_URL said was judged: it stays the server that the mails go by.
    EMAIL_BACKEND = "samenkracht.core.security.one_mailbox.EmailBackend"
if not PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    for folder in () if REDIS_URL else ("messages", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
