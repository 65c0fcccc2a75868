"""What the browser does by itself while it is measured."""

# When each changed title was in the DOM, by its number; milliseconds since 1970.
WATCH_TITLES = """(mark) => {
  window.benchSeen = {};
  const titled = new RegExp(`${mark} (\\\\d+)$`);
  new MutationObserver((records) => {
    const now = Date.now();
    for (const record of records) {
      const element = record.target.nodeType === Node.TEXT_NODE ? record.target.parentElement : record.target;
      const found = titled.exec(element?.closest?.(".tt-card-t")?.textContent || "");
      if (found) window.benchSeen[found[1]] ??= now;
    }
  }).observe(document.querySelector(".tt-board"), { subtree: true, childList: true, characterData: true });
}"""

DRAWN_CARDS = '() => [...document.querySelectorAll(".tt-card")].map((card) => card.dataset.task)'

# Milliseconds from the click on a card to the frame that shows the drawer's outline, and to all of its task.
OPEN_CARD = """(id) => new Promise((done, refuse) => {
  const card = document.querySelector(`[data-task="${id}"]`);
  const title = card.querySelector(".tt-card-t").textContent;
  const started = performance.now();
  let outline = 0;
  const look = () => {
    const drawer = document.querySelector(".tt-drawer.tt-open"), now = performance.now() - started;
    const field = drawer?.querySelector('textarea[aria-label="Title"]');
    const isTitled = field ? field.value === title : drawer?.textContent.includes(title);
    if (isTitled && drawer.checkVisibility()) outline ||= now;
    if (outline && field) return done({ outline, whole: now });
    if (now > 10000) return refuse(new Error("the drawer did not open"));
    requestAnimationFrame(look);
  };
  card.click();
  requestAnimationFrame(look);
})"""

# From top to bottom, a frame for each step and one to breathe: tasks of more than 50 ms, and the time between frames.
SCROLL = """async (steps) => {
  const list = document.querySelector(".tt-list"), long = [], frames = [];
  const watch = new PerformanceObserver((told) => long.push(...told.getEntries().map((entry) => entry.duration)));
  watch.observe({ type: "longtask" });
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const wait = (time) => new Promise((next) => setTimeout(next, time));
  await frame();
  for (let step = 1; step <= steps; step++) {
    const before = performance.now();
    list.scrollTop = ((list.scrollHeight - list.clientHeight) * step) / steps;
    await frame();
    await frame();
    frames.push((performance.now() - before) / 2);
  }
  await wait(300);
  long.push(...watch.takeRecords().map((entry) => entry.duration));
  return { long, frames, rows: document.querySelectorAll(".tt-lr").length, height: list.scrollHeight };
}"""
