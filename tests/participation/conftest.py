from tests.real_commits import real_commits

__all__ = ["real_commits"]
