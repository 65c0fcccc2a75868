// What a task needs of the browser: files dropped, pasted and picked, people named with @, links to people.
(() => {
  "use strict";
  const make = (tag, classes, text) => { const el = document.createElement(tag); el.className = classes; if (text) el.textContent = text; return el; };
  const { word } = window.tasktide;
  const size = (bytes) => (bytes < 1048576 ? word("{n} KB", { n: Math.ceil(bytes / 1024) }) : word("{n} MB", { n: (bytes / 1048576).toFixed(1).replace(".0", "") }));

  // files: the zone says which task they are for and how large one may be
  const zoneOf = (el) => el?.closest?.("[data-files]");
  const openZone = () => document.querySelector(".tt-open [data-files], .tt-page-task [data-files]");

  function send(zone, file) {
    const place = zone.querySelector("[data-uploads]");
    if (!place) return;
    const row = make("div", "tt-upload");
    const name = make("span", "tt-name", file.name || "image.png");
    const note = make("span", "tt-muted", size(file.size));
    const bar = make("i", "");
    const track = make("span", "tt-progress");
    const close = make("button", "tt tt-ib");
    const quit = (label) => { close.title = label; close.setAttribute("aria-label", label); };
    close.type = "button";
    close.append(make("i", "tt-icon tt-icon-x"));
    quit(word("Cancel the upload"));
    track.append(bar);
    row.append(name, track, note, close);
    place.append(row);
    const fail = (words) => { row.classList.add("tt-bad"); row.setAttribute("role", "alert"); track.remove(); note.textContent = words; quit(word("Dismiss")); close.onclick = () => row.remove(); };
    const limit = Number(zone.dataset.limit);
    if (file.size > limit) return fail(word("too large: {size}, and {limit} is the most", { size: size(file.size), limit: size(limit) }));
    if (!file.size) return fail(word("is empty"));
    const call = new XMLHttpRequest();
    call.open("POST", `/data/tasks/${zone.dataset.files}/files?name=${encodeURIComponent(file.name || "image.png")}`);
    call.upload.onprogress = (e) => { bar.style.width = `${(100 * e.loaded) / e.total}%`; note.textContent = word("{size} of {total}", { size: size(e.loaded), total: size(e.total) }); };
    call.onload = () => {
      if (call.status < 300) { row.remove(); zone.dispatchEvent(new CustomEvent("tt-sent")); return; }
      let said = "";
      try { said = JSON.parse(call.responseText).detail; } catch { /* no problem document */ }
      fail(said || word("was refused ({status})", { status: call.status }));
    };
    call.onerror = () => fail(word("did not get through"));
    call.onabort = () => row.remove();
    close.onclick = () => call.abort();
    call.send(file);
  }
  const sendAll = (zone, files) => { for (const file of files) send(zone, file); zone.querySelector("[data-uploads]")?.scrollIntoView({ block: "nearest" }); };

  let within = 0;
  const carries = (e) => e.dataTransfer?.types.includes("Files");
  const shade = (zone, on) => zone?.classList.toggle("tt-dropping", on);
  document.addEventListener("dragenter", (e) => { if (carries(e)) { within += 1; shade(openZone(), true); } });
  document.addEventListener("dragleave", (e) => { if (carries(e) && --within <= 0) { within = 0; shade(openZone(), false); } });
  // a file that misses the zone must not replace the page
  document.addEventListener("dragover", (e) => { if (carries(e)) { e.preventDefault(); e.dataTransfer.dropEffect = zoneOf(e.target) ? "copy" : "none"; } });
  document.addEventListener("drop", (e) => {
    if (!carries(e)) return;
    e.preventDefault();
    within = 0;
    shade(openZone(), false);
    const zone = zoneOf(e.target);
    if (zone) sendAll(zone, e.dataTransfer.files);
  });
  document.addEventListener("paste", (e) => {
    const files = e.clipboardData?.files;
    const zone = zoneOf(e.target) || (e.target === document.body ? openZone() : null);
    if (!zone || !files?.length) return;
    e.preventDefault();
    sendAll(zone, files);
  });
  window.tasktide.pickFiles = (el) => {
    const zone = zoneOf(el), input = make("input", "");
    input.type = "file";
    input.multiple = true;
    input.onchange = () => sendAll(zone, input.files);
    input.click();
  };

  // comments whose changes were typed and neither saved nor given up, by their ids
  window.tasktide.edits = () => {
    try { return Object.fromEntries(Object.entries(sessionStorage).filter(([key]) => key.startsWith("draft:edit:")).map(([key, text]) => [key.slice(11), text])); }
    catch { return {}; }
  };

  // people: `tasktide.people` is [{id, name}]; a field with data-mentions offers them after an @
  let list = null;
  const shut = () => { list?.remove(); list = null; };
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const typed = (field) => /(^|[\s([{"'])@([^@\n]{0,40})$/.exec(field.value.slice(0, field.selectionStart));

  function offer(field) {
    shut();
    const found = typed(field);
    if (!found) return;
    const words = plain(found[2]);
    const people = (window.tasktide.people || []).filter((one) => plain(one.name).split(/\s+/).some((_, i, parts) => parts.slice(i).join(" ").startsWith(words)));
    if (!people.length || (words && people.some((one) => `${plain(one.name)} ` === words))) return;
    list = make("div", "tt-mentions");
    list.setAttribute("role", "listbox");
    list.field = field;
    for (const one of people.slice(0, 7)) {
      const item = make("button", "tt tt-item", one.name);
      item.type = "button";
      item.tabIndex = -1;
      item.setAttribute("role", "option");
      item.onmousedown = (e) => { e.preventDefault(); take(one); };
      item.take = () => take(one);
      list.append(item);
    }
    mark(0);
    const at = field.getBoundingClientRect();
    document.body.append(list);
    const below = at.bottom + list.offsetHeight + 8 < innerHeight;
    list.style.cssText = `left:${Math.min(at.left, innerWidth - list.offsetWidth - 8)}px;${below ? `top:${at.bottom + 4}px` : `bottom:${innerHeight - at.top + 4}px`}`;
  }
  function mark(index) {
    const items = [...list.children];
    list.at = (index + items.length) % items.length;
    items.forEach((item, i) => { item.classList.toggle("tt-on", i === list.at); item.setAttribute("aria-selected", i === list.at); });
  }
  function take(person) {
    const { field } = list, found = typed(field);
    shut();
    if (!found) return;
    const end = field.selectionStart, start = end - found[2].length - 1;
    field.setRangeText(`@${person.written || person.name} `, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
  document.addEventListener("input", (e) => { if (e.target.closest?.("[data-mentions]")) offer(e.target); });
  document.addEventListener("focusout", shut);
  document.addEventListener("keydown", (e) => {
    if (!list || e.isComposing) return;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") mark(list.at + (e.key === "ArrowDown" ? 1 : -1));
    else if ((e.key === "Enter" && !e.ctrlKey && !e.metaKey) || e.key === "Tab") list.children[list.at].take();
    else if (e.key === "Escape") shut();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }, true);

  document.addEventListener("click", (e) => {
    const link = e.target.closest?.('.tt-prose a[href^="/people/"]');
    if (!link || e.button || e.metaKey || e.ctrlKey || e.shiftKey || !window.did_handshake) return;
    e.preventDefault();
    emitEvent("tasktide_go", link.getAttribute("href"));
  });
})();
