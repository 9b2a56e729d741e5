"""The real Celery app with one thing swapped: its reader child runs bad_reader.py, which loads no models.

So a killed reader is back in half a second and hundreds of kills fit into a minute. Everything else is as deployed.
"""

import sys
from dataclasses import replace
from pathlib import Path

from celery import Celery

from uplift.settings import Settings
from workers import pipeline
from workers.app import make_app
from workers.reader import ReaderOptions, options_from

BAD_READER = (sys.executable, str(Path(__file__).with_name("bad_reader.py")))


def scripted(settings: Settings, *, warm: bool = False) -> ReaderOptions:
    return replace(options_from(settings, warm=warm), command=BAD_READER)


def build() -> Celery:
    pipeline.options_from = scripted
    return make_app()


app = build()
