"""`python -m events`: the event service alone, on the host and port of the settings."""

import sys

import uvicorn

from config.settings import ConfigurationError, load


def main() -> None:
    """Serve until SIGTERM."""
    try:
        settings = load()
    except ConfigurationError as error:
        sys.exit(str(error))
    uvicorn.run(
        "events.app:app",
        host=settings.host,
        port=settings.port,
        log_level=settings.log_level,
        access_log=False,
        timeout_graceful_shutdown=10,
    )


if __name__ == "__main__":
    main()
