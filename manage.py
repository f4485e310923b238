#!/usr/bin/env python3
"""Django's command line for the portal."""

import gc
import os
import sys


def main() -> None:
    # Loading leaves no garbage, and looking for it is a fifth of a start. CoreConfig.ready() begins to look.
    gc.disable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenkracht.settings")
    from samenkracht.demo import environment

    environment.settle(sys.argv[1:])
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
