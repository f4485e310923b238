"""What residents were told is what the database holds, whatever is killed; and the ledger sees it when it is not so."""

import pytest

from tests.faults.run import Ledger, summary_line

pytestmark = [pytest.mark.processes, pytest.mark.once]


def run(here, **size):
    """A run, told on the screen (-s)."""
    result = Ledger(here, **size).run()
    print(f"\n{summary_line(result)}")
    for kill in result["each_kill"]:
        print(f"  {kill}")
    return result


def test_two_hundred_submissions_over_four_kills_are_each_there_once(installation):
    result = run(installation.fresh(), submissions=200, kill_count=4, rate=8)

    assert result["residents"]["surprises"] == []
    assert result["verdict"]["findings"] == []
    counts = result["verdict"]["counts"]
    assert (counts["acknowledged"], counts["rows"], counts["counted"], counts["refused"]) == (200, 200, 200, 20)
    assert [kill["kind"] for kill in result["each_kill"]] == ["web", "worker", "redis", "postgresql"]
    assert result["kills_with_nothing_in_hand"] == 0
    # A worker may end itself when Redis dies just as it takes a message (kombu); a service manager starts it again.
    assert [fall["process"] for fall in result["fell_by_themselves"] if fall["process"] != "worker"] == []


def test_without_the_unique_key_the_ledger_names_duplicates(installation):
    result = run(installation.fresh(sabotage="S2"), submissions=20, kill_count=0, rate=8)

    assert result["doubled"] > 0
    assert result["verdict"]["counts"]["rows"] > 20


def test_with_work_sent_straight_to_the_broker_the_ledger_names_missing_jobs(installation):
    result = run(installation.fresh(sabotage="S3"), submissions=40, kill_count=1, rate=8, victims=["redis"])

    assert (result["lost"], result["doubled"], result["ghosts"]) == (0, 0, 0)
    assert result["missing_jobs"] > 0
