"""nchan, a module of nginx in C: what a stream costs that neither checks a token nor keeps a log."""

import os
import shutil
from pathlib import Path

MODULE = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
ABSENT = "nchan is left out: there is no nginx with it here (on Debian the package libnginx-mod-nchan)"

_CONFIGURATION = """\
load_module {module};
{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
worker_processes 1;
worker_rlimit_nofile 20000;
events {{ worker_connections 16000; }}
http {{
  access_log off;
  client_body_temp_path {folder};
  nchan_shared_memory_size 256m;
  server {{
    listen 127.0.0.1:{port} backlog=8192;
    keepalive_requests 1000000000;
    location = /events {{
      nchan_subscriber eventsource;
      nchan_channel_id $arg_workspace;
      nchan_subscriber_first_message newest;
    }}
    location = /publish {{
      nchan_publisher;
      nchan_channel_id $arg_workspace;
      nchan_message_buffer_length 1024;
    }}
  }}
}}
"""


def found(module: Path) -> Path | None:
    """The module, where it and nginx are installed."""
    return module if module.exists() and shutil.which("nginx") else None


def command(folder: Path, module: Path, port: int) -> list[str | Path]:
    """How it is started."""
    place = folder / "nchan"
    place.mkdir(exist_ok=True)
    settings = place / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""
    settings.write_text(_CONFIGURATION.format(module=module, folder=place, port=port, user=user), encoding="utf-8")
    return ["nginx", "-p", place, "-c", settings]
