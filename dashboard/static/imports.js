// Files that are to be imported: dropped on a zone or chosen, looked at, and sent once more when all is clear.
(() => {
  "use strict";
  const kept = new WeakMap(); // zone → the file that is being looked at
  const zoneOf = (el) => el?.closest?.("[data-imports]");
  const tell = (zone, name, detail) => zone.dispatchEvent(new CustomEvent(name, { detail }));

  function post(zone, path, fields) {
    const file = kept.get(zone), form = new FormData();
    if (!file) return;
    if (file.size > Number(zone.dataset.limit)) return tell(zone, "tt-refused", { status: 413 });
    form.append("workspace_id", zone.dataset.imports);
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", file, file.name);
    const call = new XMLHttpRequest();
    call.open("POST", `/data/imports${path}`);
    call.upload.onprogress = (e) => zone.style.setProperty("--sent", e.loaded / e.total);
    call.onload = () => {
      let body = {};
      try { body = JSON.parse(call.responseText); } catch { /* no document */ }
      zone.style.removeProperty("--sent");
      if (call.status >= 300) return tell(zone, "tt-refused", { status: call.status, said: String(body.errors?.[0]?.msg || body.detail || "") });
      if (!path) kept.delete(zone);
      tell(zone, path ? "tt-seen" : "tt-begun", { name: file.name, body });
    };
    call.onerror = () => tell(zone, "tt-refused", { status: 0 });
    call.send(form);
  }

  // A board says itself what it is; of a table one says first what its columns hold.
  function take(zone, file) {
    if (!file || zone.dataset.busy) return;
    kept.set(zone, file);
    const isBoard = /\.json$/i.test(file.name) || file.type === "application/json";
    tell(zone, "tt-taken", { name: file.name });
    post(zone, isBoard ? "" : "/preview", { source: isBoard ? "trello" : "csv" });
  }

  window.tasktide.pickImport = (el) => {
    const zone = zoneOf(el), input = document.createElement("input");
    input.type = "file";
    input.accept = ".json,.csv,.tsv,.txt,application/json,text/csv";
    input.onchange = () => take(zone, input.files[0]);
    input.click();
  };
  window.tasktide.sendImport = (fields) => { const zone = document.querySelector("[data-imports]"); if (zone) post(zone, "", fields); };

  const carries = (e) => e.dataTransfer?.types.includes("Files");
  const shade = (on) => document.querySelector("[data-imports]")?.classList.toggle("tt-dropping", on);
  let within = 0;
  document.addEventListener("dragenter", (e) => { if (carries(e)) { within += 1; shade(true); } });
  document.addEventListener("dragleave", (e) => { if (carries(e) && --within <= 0) { within = 0; shade(false); } });
  document.addEventListener("dragover", (e) => { if (carries(e) && zoneOf(e.target)) { e.preventDefault(); e.dataTransfer.dropEffect = "copy"; } });
  document.addEventListener("drop", (e) => {
    if (!carries(e)) return;
    within = 0;
    shade(false);
    const zone = zoneOf(e.target);
    if (zone) { e.preventDefault(); take(zone, e.dataTransfer.files[0]); }
  });
})();
