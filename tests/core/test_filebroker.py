"""Messages as files: whole or not at all, each to one worker."""

import threading
from pathlib import Path
from queue import Empty

from kombu import Connection

from samenkracht.core.jobs.filebroker import Transport

MESSAGES = 150


def channel(folder: Path):
    (folder / "messages").mkdir(exist_ok=True)
    (folder / "control").mkdir(exist_ok=True)
    connection = Connection(
        "filesystem://",
        transport=Transport,
        transport_options={
            "data_folder_in": str(folder / "messages"),
            "data_folder_out": str(folder / "messages"),
            "control_folder": str(folder / "control"),
        },
    )
    return connection.channel()


def test_three_workers_take_every_message_once_while_it_is_being_written(tmp_path):
    taken: list[int] = []
    stop = threading.Event()

    def work() -> None:
        mine = channel(tmp_path)
        while True:
            all_sent = stop.is_set()  # asked before looking: what is written after a look is not seen by it
            try:
                taken.append(mine._get("q")["number"])
            except Empty:
                if all_sent:
                    return

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    mine = channel(tmp_path)
    for number in range(MESSAGES):
        mine._put("q", {"number": number, "body": "x" * 5000})
    stop.set()
    for worker in workers:
        worker.join(120)
    assert sorted(taken) == list(range(MESSAGES))


def test_messages_are_taken_in_the_order_in_which_they_came(tmp_path):
    mine = channel(tmp_path)
    for number in range(5):
        mine._put("q", {"number": number})
    mine._put("other", {"number": 99})
    assert [mine._get("q")["number"] for _ in range(5)] == [0, 1, 2, 3, 4]


def test_the_portal_uses_this_transport_and_not_kombus_own(settings):
    from celery import current_app

    if settings.REDIS_URL:
        assert settings.CELERY_BROKER_URL == settings.REDIS_URL
    else:
        assert type(current_app.connection_for_write().transport) is Transport
