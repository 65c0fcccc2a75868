"""The event of a change, written in the change's own transaction."""

from procrastinate.contrib.django import app

from bench.drf.models import Counter, Event


def record(kind, task, data, *, actor, request_id, before=None, tell=False):
    """One event with the task as the API shows it; with `tell`, a job for whoever is to be told."""
    changes = {} if before is None else _difference(before, data)
    counter = Counter.objects.select_for_update().get(workspace_id=task.workspace_id)
    counter.seq += 1
    counter.save(update_fields=["seq"])
    Event.objects.create(
        workspace_id=task.workspace_id,
        seq=counter.seq,
        type=kind,
        project_id=task.project_id,
        task_id=task.id,
        actor_id=actor.id,
        actor_name=actor.name,
        object_type="task",
        object_id=task.id,
        object_key=data["key"],
        changes=changes,
        data=data,
        request_id=request_id,
    )
    if tell:
        job = app.configure_task("notify.events", queue="notify")
        job.defer(workspace_id=str(task.workspace_id), first=counter.seq, last=counter.seq)


def _difference(before, after):
    return {name: [before[name], after[name]] for name in after if name != "version" and before[name] != after[name]}
