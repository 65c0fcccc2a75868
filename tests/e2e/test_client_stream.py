"""A program follows a workspace with the Python client alone, on the system as it runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from tasktide_client import AuthenticatedClient
from tasktide_client.api.tasks import create_task, list_tasks, update_task
from tasktide_client.models import Task, TaskChanges, TaskIn, TaskList
from tasktide_stream import Ended, LiveTasks, Stream
from tasktide_stream.events import CommentCreated, TaskCreated, TaskUpdated

from tests.e2e.system import Account, Crew, System


def client(system: System, account: Account) -> AuthenticatedClient:
    return AuthenticatedClient(base_url=system.url, token=account.token)


@asynccontextmanager
async def kept(tasks: LiveTasks) -> AsyncIterator[LiveTasks]:
    """The list, kept true in a task of its own."""

    async def keep() -> None:
        async for _ in tasks:
            pass

    async with tasks:
        keeping = asyncio.create_task(keep())
        yield tasks
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def test_whoever_writes_hears_of_it_in_the_place_where_it_belongs(system: System, crew: Crew) -> None:
    heard: list[str] = []
    async with client(system, crew.ann) as ann:
        stream = Stream(ann, crew.workspace["id"])

        async def listen() -> None:
            async with stream:
                async for message in stream:
                    match message:
                        case TaskCreated(data=task) | TaskUpdated(data=task):
                            heard.append(f"{task.key} {task.title} {task.comment_count}")
                        case CommentCreated(data=comment, actor=actor):
                            heard.append(f"{actor.name if actor else ''}: {comment.body}")

        listening = asyncio.create_task(listen())
        await asyncio.sleep(0.5)
        made = await create_task.asyncio_detailed(
            client=ann, body=TaskIn(project_id=UUID(crew.project["id"]), title="Sweep")
        )
        await stream.passed(made.headers["Tasktide-Cursor"])
        assert heard == ["OPS-1 Sweep 0"]
        assert isinstance(made.parsed, Task)
        path = f"/api/tasks/{made.parsed.id}/comments"
        said = await asyncio.to_thread(crew.bob.client.post, path, json={"body": "With a broom?"})
        await stream.passed(said.headers["Tasktide-Cursor"])
        assert sorted(heard) == ["Bob Mori: With a broom?", "OPS-1 Sweep 0", "OPS-1 Sweep 1"]
        await asyncio.to_thread(crew.ann.client.delete, f"/api/workspaces/{crew.workspace['id']}")
        [ending] = await asyncio.gather(listening, return_exceptions=True)
    assert isinstance(ending, Ended)
    assert ending.reason == "forbidden"


async def test_a_list_stays_what_a_fresh_one_would_be(system: System, crew: Crew) -> None:
    workspace, query = UUID(crew.workspace["id"]), "is:open priority:>=high"
    titles = ["crane", "quay", "rope", "tide"]
    made = [crew.task(title, priority="high" if title != "rope" else "low") for title in titles]
    async with client(system, crew.ann) as ann, kept(LiveTasks(ann, workspace, query)) as tasks:
        assert {task.title for task in tasks.tasks.values()} == {"crane", "quay", "tide"}
        for task, changes in [
            (made[0], TaskChanges(priority="low")),
            (made[1], TaskChanges(title="the long quay")),
            (made[2], TaskChanges(priority="urgent")),
            (made[3], TaskChanges(status="Done")),
            (made[3], TaskChanges(status="Todo")),
        ]:
            answer = await update_task.asyncio_detailed(task["id"], client=ann, body=changes)
            assert answer.status_code == 200
            async with asyncio.timeout(20):
                await tasks.passed(answer.headers["Tasktide-Cursor"])
            fresh = await list_tasks.asyncio(client=ann, workspace=workspace, q=query)
            assert isinstance(fresh, TaskList)
            assert tasks.tasks == {task.id: task for task in fresh.items}
        assert {task.title for task in tasks.tasks.values()} == {"the long quay", "rope", "tide"}
