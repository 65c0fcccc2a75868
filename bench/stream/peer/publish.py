"""`python -m bench.stream.peer.publish`: tells groups what its standard input says, `<workspace> <event>` a line."""

import asyncio
import sys

from channels.layers import get_channel_layer

import bench.stream.peer.application  # noqa: F401  # it configures Django


async def main() -> None:
    """Until the input ends."""
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    layer = get_channel_layer()
    while line := (await lines.readline()).decode():
        workspace, _, body = line.rstrip("\n").partition(" ")
        await layer.group_send(f"workspace-{workspace}", {"type": "told", "body": body})


if __name__ == "__main__":
    asyncio.run(main())
