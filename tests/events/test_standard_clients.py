"""What others have written reads the stream as it is."""

import json
import shutil
import subprocess

import httpx
import pytest
from httpx_sse import aconnect_sse

from tests.events.service import Service
from tests.events.world import Person, Workspace


async def test_httpx_sse_reads_it(service: Service, workspace: Workspace, ann: Person) -> None:
    await workspace.log("task.created", text="Grüße ✓", count=3)
    headers = {"Authorization": f"Bearer {ann.token()}", "Last-Event-ID": workspace.cursor(1)}
    query = {"workspace": workspace.id}
    heard = []
    async with (
        httpx.AsyncClient(headers=headers, timeout=10) as client,
        aconnect_sse(client, "GET", f"{service.url}/events", params=query) as source,
    ):
        async for message in source.aiter_sse():
            if message.data:
                heard.append((message.event, message.id, message.json().get("request_id")))
            if message.event == "ready":
                break
    assert heard == [
        ("task.created", workspace.cursor(2), "Grüße ✓"),
        ("task.created", workspace.cursor(3), "Grüße ✓"),
        ("ready", workspace.cursor(3), None),
    ]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_prints_it_as_it_comes(service: Service, workspace: Workspace, ann: Person) -> None:
    url = f"{service.url}/events?workspace={workspace.id}"
    command = ["curl", "-N", "--silent", "-H", f"Authorization: Bearer {ann.token()}", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as curl:
        assert curl.stdout is not None
        lines = [curl.stdout.readline() for _ in range(5)]
        curl.terminate()
    assert lines[0].startswith("retry: ")
    assert {"id: k3f9-0\n", "event: ready\n"} <= set(lines)
    [data] = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    assert data == {"workspace_id": workspace.id, "cursor": "k3f9-0"}
