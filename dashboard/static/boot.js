// What has to be there before the page: theme and time zone, links without a reload, keys, drafts.
(() => {
  "use strict";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const read = (store, key) => { try { return store.getItem(key); } catch { return null; } };
  const write = (store, key, value) => { try { value === null ? store.removeItem(key) : store.setItem(key, value); } catch { /* private mode */ } };

  const paint = () => {
    const chosen = read(localStorage, "tasktide-theme") || "system";
    const dark = chosen === "dark" || (chosen === "system" && system.matches);
    root.dataset.theme = dark ? "dark" : "light";
    root.dataset.chosen = chosen;
  };
  paint();
  system.addEventListener("change", paint);
  addEventListener("storage", (e) => e.key === "tasktide-theme" && paint());
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  document.cookie = `tasktide_zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;

  const emit = (name, value) => window.did_handshake && emitEvent(name, value);
  const isTyping = (el) => el.closest?.("input, textarea, select, [contenteditable=true]");
  const itemOf = (el) => el?.closest?.("[data-task]")?.dataset.task || null;
  const KEYS = new Set("c / Enter Escape s p a l d ? t".split(" "));
  const OPENS = new Set("c s p a l d ?".split(" "));
  const PATIENCE = 500; // ms in which what a key opens is on its way: no other key may open a second one
  const WAIT = 3000; // ms for which what is typed waits for the field that a key opens
  let chord = 0, opened = 0, typed = null;

  // `c`, Ctrl-K and the like open a field a moment later: what is typed meanwhile belongs into it.
  const hold = () => {
    const until = Date.now() + WAIT;
    typed = "";
    const look = () => {
      const field = document.querySelector(".q-dialog input, .q-menu input");
      if (!field && Date.now() < until) return requestAnimationFrame(look);
      const text = typed;
      typed = null;
      if (!field || !text) return;
      field.focus();
      document.execCommand("insertText", false, text);
    };
    requestAnimationFrame(look);
  };

  let isLeaving = false, faces = null;
  addEventListener("beforeunload", () => { isLeaving = true; });
  addEventListener("pageshow", () => { isLeaving = false; });

  // What the installation's language has for an English message; served before this, where it is another one.
  const said = window.tasktideWords || { language: "en", words: {} };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values?.[name] ?? all);

  window.tasktide = {
    language: said.language,
    word: (message, values) => fill(said.words[message] ?? message, values),
    plural: (one, many, n, values) => fill(said.words[one] ? said.words[one][said.plural(n)] : n === 1 ? one : many, { n, ...values }),
    theme(value) { write(localStorage, "tasktide-theme", value); paint(); },
    toggle() { this.theme(root.dataset.theme === "dark" ? "light" : "dark"); },
    copy(text) { return navigator.clipboard?.writeText(text).then(() => true, () => false) ?? false; },
    draft(key) { return read(sessionStorage, `draft:${key}`) || ""; },
    forget(key) { write(sessionStorage, `draft:${key}`, null); },
    focus(selector) { requestAnimationFrame(() => document.querySelector(selector)?.focus()); },
    say(text) { const region = document.getElementById("tt-say"); if (region) { region.textContent = ""; requestAnimationFrame(() => (region.textContent = text)); } },
    // sent away by the server; who is on the way already (out, most likely) goes where they meant to
    leave(url) { if (!isLeaving) location.assign(url); },
    // People's pictures by their ids, in one style sheet for all faces: what is nowhere shown is not fetched, and
    // where one does not come the initials stay.
    pictures(byId) {
      const rule = ([id, url]) => { try { return `.tt-av[data-face="${CSS.escape(id)}"]::after{content:"";background-image:url("${new URL(url).href.replace(/"/g, "%22").replace(/\\/g, "%5C")}")}`; } catch { return ""; } };
      if (!faces) document.adoptedStyleSheets = [...document.adoptedStyleSheets, (faces = new CSSStyleSheet())];
      faces.replaceSync(Object.entries(byId).map(rule).join(""));
    },
    push(url, replace) { history[replace ? "replaceState" : "pushState"](null, "", url); },
  };

  // Typed text survives a reload: every field with data-draft is kept until its owner forgets it.
  document.addEventListener("input", (e) => {
    const owner = e.target.closest?.("[data-draft]");
    if (owner) write(sessionStorage, `draft:${owner.dataset.draft}`, e.target.value || null);
  });

  // Whoever closes the window is gone for the others at once; who comes back by the browser's history is there again.
  addEventListener("pagehide", () => emit("tasktide_hide", null));

  // The mark of the connection, and coming back soon: within three seconds of the network.
  const follow = (socket) => {
    const mark = (state) => (state ? (root.dataset.link = state) : delete root.dataset.link);
    socket.io.reconnectionDelay(400);
    socket.io.reconnectionDelayMax(1500);
    socket.on("connect", () => mark(""));
    socket.on("disconnect", () => mark(navigator.onLine ? "reconnecting" : "offline"));
    socket.io.on("reconnect_attempt", (n) => n > 3 && mark("offline"));
    addEventListener("offline", () => mark("offline"));
    addEventListener("online", () => { mark(socket.connected ? "" : "reconnecting"); socket.connected ? socket.io.engine.close() : socket.connect(); });
  };
  const waiting = setInterval(() => { if (window.socket) { clearInterval(waiting); follow(window.socket); } }, 50);

  // Clocks of other time zones.
  setInterval(() => document.querySelectorAll("[data-clock]").forEach((el) => { try { el.textContent = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: el.dataset.clock }).format(); } catch { /* a zone that this browser does not know */ } }), 15000);

  document.addEventListener("click", (e) => {
    const link = e.target.closest?.("a[data-go]");
    if (!link || e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey || !window.did_handshake) return;
    e.preventDefault();
    emit("tasktide_go", link.getAttribute("href"));
  });
  addEventListener("popstate", () => emit("tasktide_back", location.pathname + location.search));

  document.addEventListener("keydown", (e) => {
    if ((e.metaKey || e.ctrlKey) && e.key.toLowerCase() === "k") { e.preventDefault(); hold(); return emit("tasktide_key", { key: "palette", task: null }); }
    if (typed !== null && !isTyping(e.target) && e.key.length === 1 && !e.metaKey && !e.ctrlKey && !e.altKey) { e.preventDefault(); typed += e.key; return; }
    if (e.metaKey || e.ctrlKey || e.altKey || e.isComposing) return;
    const popup = document.querySelector(".q-dialog, .q-menu");
    if (popup) opened = 0;
    if (e.key === "Escape" && !popup) { if (isTyping(e.target)) return e.target.blur(); return emit("tasktide_key", { key: "Escape", task: null }); }
    if (isTyping(e.target) || popup || Date.now() - opened < PATIENCE) return;
    if (chord && Date.now() - chord < 1200 && "blamictn".includes(e.key)) { chord = 0; e.preventDefault(); return emit("tasktide_key", { key: `g ${e.key}`, task: null }); }
    chord = e.key === "g" ? Date.now() : 0;
    const list = document.querySelector("[data-list]");
    if ("jk".includes(e.key) && list && !list.contains(e.target)) { e.preventDefault(); return list.querySelector("[data-task]")?.focus(); }
    if (!KEYS.has(e.key) || (e.key === "Enter" && !itemOf(e.target))) return;
    if (e.key === "Enter" && e.target.closest("button, a")) return;
    e.preventDefault();
    // what follows at once is already typed into the field
    if (e.key === "/") return document.querySelector(".tt-words input")?.focus();
    if (e.key === "t") return window.tasktide.toggle();
    const task = itemOf(e.target);
    const has = { c: document.querySelector("[data-new-task]"), "?": true }[e.key] ?? (task || document.querySelector(".tt-open, .tt-marked"));
    if (OPENS.has(e.key) && has) { opened = Date.now(); if (!"d?".includes(e.key)) hold(); }
    emit("tasktide_key", { key: e.key, task });
  });
})();
