// What the calendar and the timeline share: days, cards on their way to other days, and what is dragged.
import { Deck, Marks } from "tasktide_cards";

const { word, language } = window.tasktide;

// A day is a whole number, counted from 1 January 1970: no clock is ever put forward between two of them.
const DAY = 86400000;
const date = (day) => new Date(day * DAY);
export const iso = (day) => date(day).toISOString().slice(0, 10);
export const weekday = (day) => (((day + 3) % 7) + 7) % 7; // 0: Monday
export const monday = (day) => day - weekday(day);
export const weekOf = (day, first) => day - ((weekday(day) + 8 - first) % 7); // its first day; `first` 0: Sunday
export const firstOf = (day, months = 0) => Date.UTC(date(day).getUTCFullYear(), date(day).getUTCMonth() + months, 1) / DAY;
export const dayOfMonth = (day) => date(day).getUTCDate();
export const year = (day) => date(day).getUTCFullYear();
export const yearOf = (day) => Date.UTC(year(day), 0, 1) / DAY;
export const inMonths = (day, months) => Math.min(firstOf(day, months) + dayOfMonth(day) - 1, firstOf(day, months + 1) - 1);
const format = (options) => { const words = new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options }); return (day) => words.format(date(day)); };
export const monthName = format({ month: "long", year: "numeric" });
export const shortMonthYear = format({ month: "short", year: "numeric" });
export const shortMonth = format({ month: "short" });
export const shortDay = format({ month: "short", day: "numeric" });
export const longDay = format({ weekday: "long", month: "long", day: "numeric" });
export const weekdayName = format({ weekday: "short" });
export const ascending = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
export const isClosed = (t) => t.category === "done" || t.category === "cancelled";

// The day on which an instant falls where the reader is; null for what no calendar can show.
function daysIn(zone) {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit" };
  let words;
  try { words = new Intl.DateTimeFormat("en-CA", { ...parts, timeZone: zone }); } catch { words = new Intl.DateTimeFormat("en-CA", parts); }
  const known = new Map();
  const day = (instant) => { const found = Date.parse(words.format(new Date(instant))) / DAY; return Number.isFinite(found) ? found : null; };
  return {
    today: () => day(Date.now()),
    of(instant) { if (!instant) return null; if (!known.has(instant)) known.set(instant, day(instant)); return known.get(instant); },
  };
}

export const stored = (key, otherwise) => { try { return localStorage.getItem(`tasktide-${key}`) ?? otherwise; } catch { return otherwise; } };
export const store = (key, value) => { try { localStorage.setItem(`tasktide-${key}`, value); } catch { /* private mode */ } };

// A mouse drags after four pixels, a finger when it has rested for a moment; `take` says what, or nothing.
export function draggable(root, { take, begin, move, drop, end }) {
  let held = null;
  const start = () => { held.on = true; document.body.classList.add("tt-dragging-on"); begin(held.what, held); };
  const stop = (dropped) => {
    if (!held) return;
    const { on, what, timer } = held;
    held = null;
    clearTimeout(timer);
    for (const [name, handler] of heard) removeEventListener(name, handler, true);
    if (!on) return;
    document.body.classList.remove("tt-dragging-on");
    if (dropped) {
      const deaf = (e) => { e.stopPropagation(); e.preventDefault(); };
      addEventListener("click", deaf, { capture: true, once: true });
      setTimeout(() => removeEventListener("click", deaf, true));
      drop(what, dropped);
    }
    end();
  };
  const heard = [
    ["pointermove", (e) => {
      if (e.pointerId !== held.id) return;
      if (!held.on) {
        if (Math.hypot(e.clientX - held.x, e.clientY - held.y) < (held.touch ? 10 : 4)) return;
        if (held.touch) return void stop(null); // it scrolls
        start();
      }
      move(held.what, e);
    }],
    ["pointerup", (e) => e.pointerId === held.id && stop(e)],
    ["pointercancel", () => stop(null)],
    ["keydown", (e) => { if (e.key === "Escape" && held.on) { e.stopPropagation(); e.preventDefault(); stop(null); } }],
    ["contextmenu", (e) => held.touch && e.preventDefault()],
  ];
  const down = (e) => {
    if (e.button || held) return;
    const what = take(e);
    if (!what) return;
    held = { what, id: e.pointerId, x: e.clientX, y: e.clientY, target: e.target, touch: e.pointerType === "touch", on: false };
    if (held.touch) held.timer = setTimeout(start, 300);
    for (const [name, handler] of heard) addEventListener(name, handler, true);
  };
  root.addEventListener("pointerdown", down);
  root.addEventListener("touchmove", (e) => { if (held?.on) e.preventDefault(); }, { passive: false });
  return () => stop(null);
}

const NOTHING = {};

export const Dated = {
  mixins: [Marks],
  props: { url: String, writable: Boolean, here: String, groups: Array, by: String, sort: String, projects: Object, first_day: Number },
  emits: ["open", "move", "add", "mark", "count"],
  data: () => ({ revision: 0, loaded: false, failed: "", selected: null, today: 0, drag: null, phone: false }),
  beforeCreate() { // what is watched is computed before anything is created
    this.deck = new Deck();
    this.moving = new Map(); // id → {start?, due?, again}: on their way, shown where the person put them
    this.queue = [];
  },
  created() {
    this.days = daysIn(this.here);
    this.small = matchMedia("(max-width: 767px)");
    this.resize = () => (this.phone = this.small.matches);
    this.small.addEventListener("change", this.resize);
    this.resize(); this.tick();
    this.clock = setInterval(() => this.tick(), 60000);
    this.reload();
  },
  beforeUnmount() { clearInterval(this.clock); this.small.removeEventListener("change", this.resize); this.letGo?.(); },
  watch: { url() { this.moving.clear(); this.unmark(); this.reload(); }, total: { immediate: true, handler(n) { this.$emit("count", n); } } },
  computed: { total() { void this.revision; return this.loaded && !this.failed ? this.deck.cards.size : -1; } },
  methods: {
    tick() { this.today = this.days.today(); if (!this.drag) this.revision++; },
    async reload() {
      const url = this.url;
      if (!url) { this.deck.clear(); this.failed = word("The filter above cannot be read yet."); this.loaded = true; this.revision++; return; }
      try { await this.deck.load(url); this.failed = ""; } catch (e) { if (url === this.url) { this.failed = word("The tasks could not be loaded. {reason}", { reason: e.message }); this.retry(url); } }
      if (url === this.url) { this.loaded = true; this.revision++; }
    },
    apply(text) {
      const patches = JSON.parse(text);
      if (this.drag) return void this.queue.push(...patches); // never move what is under the pointer
      this.deck.take(patches); this.dropMarks(patches); this.revision++;
    },
    // Ctrl or Shift and a click mark a card; whether they did
    marked(e, id) {
      if (!this.writable || !(e.metaKey || e.ctrlKey || e.shiftKey)) return false;
      getSelection()?.removeAllRanges();
      this.mark(id);
      return true;
    },
    select(id) { this.selected = id; },
    ended() { this.drag = null; if (this.queue.length) this.apply(JSON.stringify(this.queue.splice(0))); },
    // the days of a card: {start, due, from, to}, or null when it has none
    span(t, changes) {
      const way = this.moving.get(t.id), now = way || changes ? { ...way, ...changes } : NOTHING;
      const start = "start" in now ? now.start : this.days.of(t.start), due = "due" in now ? now.due : this.days.of(t.due);
      return start === null && due === null ? null : { start, due, from: Math.min(start ?? due, due ?? start), to: Math.max(due ?? start, start ?? due) };
    },
    isLate: (t) => !isClosed(t) && Boolean(t.due) && new Date(t.due) < Date.now(),
    // one request at a time for each card: of two at once either could come last
    put(id, changes) {
      const t = this.deck.cards.get(id), before = t && this.span(t);
      if (!t || !this.writable || Object.keys(changes).every((k) => changes[k] === (before?.[k] ?? null))) return false;
      const way = this.moving.get(id);
      this.moving.set(id, { ...way, ...changes, again: Boolean(way) });
      if (!way) this.send(id);
      this.revision++;
      const span = this.span(t);
      window.tasktide.say(word("{task} {dates}", { task: t.key, dates: this.spoken(span) }));
      return true;
    },
    shift(id, by) {
      const t = this.deck.cards.get(id), span = t && this.span(t);
      if (!t) return false;
      if (!span) return this.put(id, { due: this.today });
      return this.put(id, { ...(span.start !== null && { start: span.start + by }), ...(span.due !== null && { due: span.due + by }) });
    },
    spoken(span) {
      if (!span) return word("has no date");
      if (span.due === null) return word("starts {day}", { day: longDay(span.start) });
      return span.start === null || span.start === span.due ? word("is due {day}", { day: longDay(span.due) }) : word("goes from {from} to {to}", { from: longDay(span.from), to: longDay(span.to) });
    },
    send(id) {
      const way = this.moving.get(id), told = { id };
      for (const k of ["start", "due"]) if (k in way) told[k] = way[k] === null ? null : iso(way[k]);
      this.$emit("move", told);
    },
    // at once, even while one drags: what is shown already must not fall back to what was before
    settle(id, text) {
      this.deck.take(JSON.parse(text));
      const way = this.moving.get(id);
      if (way?.again) { way.again = false; this.send(id); } else this.moving.delete(id);
      this.revision++;
    },
    described(t) {
      const span = this.span(t);
      return [`${t.key} ${t.title}`, t.status_name, this.spoken(span), this.isLate(t) ? word("overdue") : "", t.blocked && !isClosed(t) ? word("blocked") : ""].filter(Boolean).join(", ");
    },
  },
};
