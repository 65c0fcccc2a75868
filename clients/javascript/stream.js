// What happens in a workspace, as it happens, with the browser's own EventSource:
//
//   const stop = follow({
//     workspace, after: answer.headers.get("Tasktide-Cursor"), // of the list that you have read
//     token: async () => session.access, // an access token that is good now
//     onEvent: (event) => tasks.set(event.data.id, event.data),
//     onReset: async () => readTheListsAgain(),
//     onEnd: (reason) => showThatItIsOver(reason),
//   });
//
// EventSource sends no headers, so a ticket opens the stream: once, and its use leaves a cookie, with which the browser
// comes back by itself to where it was. Messages are handled one after the other, also where that takes time.

export function follow({ workspace, after = "", selection = {}, token, onEvent, onReset, onEnd = () => {} }) {
  let source, timer, isOver = false, cursor = after, queue = Promise.resolve();

  async function open() {
    try {
      const [names, url] = await Promise.all([messages(), ticket()]);
      if (isOver) return;
      source = new EventSource(cursor ? `${url}&after=${cursor}` : url);
      for (const name of names) source.addEventListener(name, hear);
      source.onerror = () => source.readyState === EventSource.CLOSED && reopen(5000);
    } catch {
      reopen(5000);
    }
  }

  async function ticket() {
    const headers = { Authorization: `Bearer ${await token()}`, "Content-Type": "application/json" };
    const body = JSON.stringify({ workspace, ...selection });
    const answer = await fetch("/api/events/ticket", { method: "POST", headers, body });
    if ([403, 404].includes(answer.status)) stop("forbidden");
    return (await answer.json()).url ?? Promise.reject(answer);
  }

  function hear({ type, data, lastEventId }) {
    const body = JSON.parse(data);
    cursor = lastEventId || cursor;
    if (["forbidden", "revoked"].includes(body.reason) && type === "bye") stop(body.reason);
    else if (body.reason === "ticket_spent" && type === "bye") reopen(0); // the cookie is gone
    else if (type === "reset") queue = queue.then(() => onReset(body));
    else if (!["ready", "bye"].includes(type)) queue = queue.then(() => onEvent(body, type));
  }

  function reopen(wait) {
    source?.close();
    if (!isOver) timer = setTimeout(open, wait);
  }

  function stop(reason) {
    isOver = true;
    source?.close();
    clearTimeout(timer);
    if (reason) queue.then(() => onEnd(reason));
  }

  // EventSource hears only the names that it was told.
  const messages = async () => Object.keys((await (await fetch("/events/schema.json")).json()).messages);
  open();
  return () => stop();
}
