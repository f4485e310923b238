from datetime import timedelta

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "samenkracht.accounts"
    label = "accounts"

    def ready(self) -> None:
        from samenkracht.accounts import rules  # noqa: F401  # registers the rules
        from samenkracht.accounts.factor_secrets import FactorSecrets
        from samenkracht.core.jobs.housekeeping import term
        from samenkracht.core.security import key_rotation

        key_rotation.add(FactorSecrets())

        term("accounts.User", after=None, why="stays when it is closed: the audit log and what was decided point to it")
        term("accounts.Invitation", after=timedelta(days=30), why="a week valid, then only proof of who was asked")
        term("accounts.Identity", after=None, why="goes with its user")
        term("account.EmailAddress", after=None, why="goes with its user")
        term("account.EmailConfirmation", after=timedelta(days=30), field="created", why="of no use after a month")
        term("mfa.Authenticator", after=None, why="goes with its user")
