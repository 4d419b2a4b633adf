"""moto in server mode, where a request may say at which instant it happens.

A request with the header `x-emulator-clock: <milliseconds since the epoch>` is executed as if it were that instant: what it
creates is as old as the seeding wants it. Requests without the header happen now. Run by the Python that has moto.
"""

import contextvars
import datetime
import random
import sys
import time

asked_instant = contextvars.ContextVar("asked_instant", default=None)
real_datetime, real_time = datetime.datetime, time.time


class AnyDatetime(type):
    """Datetimes made before or beside the replacement are datetimes too."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, real_datetime)


class Datetime(real_datetime, metaclass=AnyDatetime):
    @classmethod
    def now(cls, tz=None):
        return real_datetime.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return real_datetime.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()


# Before moto is imported: its modules bind these names when they load.
time.time = lambda: real_time() if asked_instant.get() is None else asked_instant.get()
datetime.datetime = Datetime

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app  # noqa: E402
from werkzeug.serving import run_simple  # noqa: E402

moto = DomainDispatcherApplication(create_backend_app)
moto.debug = True


def at_the_asked_instant(environ, start_response):
    asked = environ.pop("HTTP_X_EMULATOR_CLOCK", None)
    if environ["PATH_INFO"] == "/moto-api/seed":
        random.seed(0)  # Some ids come from Python's own generator.
    asked_instant.set(float(asked) / 1000 if asked else None)
    return moto(environ, start_response)


run_simple("127.0.0.1", int(sys.argv[1]), at_the_asked_instant, threaded=True, request_handler=MotoRequestHandler)
