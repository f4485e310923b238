# The portal as one image. Web, worker and beat differ in their command alone (docker-compose.yml).
# Both stages stand on it. By digest: docs/runbook.md, What the portal is made of.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm
FROM ${PYTHON_IMAGE} AS build
COPY requirements/base.txt /requirements.txt
RUN python -m venv /packages \
 && /packages/bin/pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes --requirement /requirements.txt
WORKDIR /portal
COPY manage.py ./
COPY samenkracht samenkracht
COPY projects projects
COPY participation participation
COPY reports reports
COPY templates templates
COPY static static
# Made-up settings, for this one command: production does not start without. Nothing of them stays.
RUN MODE=production STATIC_ROOT=/static BASE_URL=https://build.example ALLOWED_HOSTS=build.example REDIS_URL=redis://build.example \
    SECRET_KEY=made-up-for-this-one-command-and-nothing-is-signed-with-it \
    FIELD_KEYS=1:bWFkZS11cC1mb3ItdGhpcy1vbmUtY29tbWFuZC0zMmI= RECEIPT_SECRETS=1:made-up \
    /packages/bin/python manage.py collectstatic --no-input --verbosity 0

# No compiler and no lock file here: what runs is what was built. The client makes backups (docs/runbook.md).
FROM ${PYTHON_IMAGE}
RUN mkdir -p /usr/share/man/man1 /usr/share/man/man7 \
 && apt-get -q update \
 && apt-get -q install -y --no-install-recommends postgresql-client-15 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portal
COPY --from=build /packages /packages
COPY --from=build /static /static
COPY --from=build /portal /portal
WORKDIR /portal
ENV PATH=/packages/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    MODE=production STATIC_ROOT=/static VAR_DIR=/tmp/samenkracht
USER 10001
EXPOSE 8000
# Does the web answer? 503 is an answer too: without Redis residents are still served, and starting anew would not help.
HEALTHCHECK --interval=15s --timeout=6s --start-period=20s CMD ["python", "-c", "import http.client, os; c = http.client.HTTPConnection('127.0.0.1', 8000, timeout=5); c.request('GET', '/healthz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0]}); raise SystemExit(c.getresponse().status not in (200, 503))"]
CMD ["gunicorn", "--no-control-socket", "--workers", "2", "--bind", "0.0.0.0:8000", "--timeout", "60", "samenkracht.wsgi:application"]
