"""The broker of the demo and of development: messages as files.

kombu's own transport makes a message's file first and writes it after that; a worker that looks in between reads an
empty file and ends. Here a message appears whole or not at all, by renaming, and is taken by renaming too.
"""

import os
import uuid
from pathlib import Path
from queue import Empty
from time import monotonic_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class FileChannel(filesystem.Channel):
    """Writes aside and renames; both folders lie beside each other, so a rename is one step."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # as its own parent
        name = f"{monotonic_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        aside = Path(self.control_folder) / f"{name}.new"
        aside.write_text(dumps(payload), encoding="utf-8")
        os.replace(aside, Path(self.data_folder_out) / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        for name in sorted(os.listdir(self.data_folder_in)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = Path(self.control_folder) / f"{name}.taken"
            try:
                os.replace(Path(self.data_folder_in) / name, taken)
            except FileNotFoundError:
                continue  # another worker was first
            payload: dict[str, Any] = loads(taken.read_text(encoding="utf-8"))
            taken.unlink()
            return payload
        raise Empty


class Transport(filesystem.Transport):
    """Named in settings in place of kombu's own."""

    Channel = FileChannel
