// What the layouts share: groups, order, dates, marked cards, and the small parts of a card.
const { word, plural, language } = window.tasktide;
export const Words = { methods: { word, plural } };

export const compare = (a, b) => (a.position < b.position ? -1 : a.position > b.position ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const closed = (t) => t.category === "done" || t.category === "cancelled";
const day = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
const DAY = 86400000;

// -1 overdue, 0 today, 1 within seven days, 2 later, 3 no date
export function when(t, now = new Date()) {
  if (!t.due) return 3;
  const due = new Date(t.due);
  if (due < now && !closed(t)) return -1;
  const days = Math.round((day(due) - day(now)) / DAY);
  return days <= 0 ? 0 : days < 7 ? 1 : 2;
}

// The groups that a card stands in: ids of the columns or headings of that kind.
const GROUPS = {
  status: (t) => [t.status],
  category: (t) => [t.category],
  priority: (t) => [t.priority],
  project: (t) => [t.project],
  due: (t) => [String(when(t))],
  assignee: (t) => (t.assignees.length ? t.assignees.map((p) => p.id) : ["none"]),
  label: (t) => (t.labels.length ? t.labels.map((l) => l.id) : ["none"]),
};
export const groupsOf = (t, by) => (GROUPS[by] ? GROUPS[by](t) : ["all"]);

// `-priority,due` → a comparison; what has no value comes last; ties as on the board.
const RANKS = { none: 0, low: 1, medium: 2, high: 3, urgent: 4 };
const KEYS = { title: (t) => fold(t.title), number: (t) => +t.key.split("-")[1], priority: (t) => RANKS[t.priority] };
export function order(sort) {
  const steps = (sort || "").split(",").filter((s) => s && s !== "position").map((s) => [s.replace("-", ""), s[0] === "-" ? -1 : 1]);
  return (a, b) => {
    for (const [name, sign] of steps) {
      const key = KEYS[name] || ((t) => t[name] ?? null), x = key(a), y = key(b);
      if (x === y) continue;
      if (x === null || y === null) return x === null ? 1 : -1;
      return (x < y ? -1 : 1) * sign;
    }
    return compare(a, b);
  };
}
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const initials = (name) => { const w = name.trim().split(/\s+/); return ((w[0]?.[0] || "?") + (w.length > 1 ? w.at(-1)[0] : w[0]?.[1] || "")).toUpperCase(); };
const hue = (id) => parseInt(id.slice(-2), 16) % 6 || 0;
const short = new Intl.DateTimeFormat(language, { month: "short", day: "numeric" });
const long = new Intl.DateTimeFormat(language, { month: "short", day: "numeric", year: "numeric" });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
const NAMES = { none: word("No priority"), low: word("Low"), medium: word("Medium"), high: word("High"), urgent: word("Urgent") };

export const Parts = {
  mixins: [Words],
  methods: {
    initials, hue,
    faces: (t) => t.assignees.slice(0, 3),
    names: (t) => t.assignees.map((p) => p.name).join(", "),
    priorityName: (t) => NAMES[t.priority],
    exactDue: (t) => exact.format(new Date(t.due)),
    dueClass: (t) => { const w = closed(t) ? 2 : when(t); return { "tt-late": w === -1, "tt-soon": w === 0 }; },
    dueText(t) {
      if (!t.due) return "";
      const due = new Date(t.due), now = new Date(), days = Math.round((day(due) - day(now)) / DAY);
      if (!closed(t) && days === 0) return word("Today");
      if (!closed(t) && days === 1) return word("Tomorrow");
      return (due.getFullYear() === now.getFullYear() ? short : long).format(due);
    },
  },
};

export const bars = (t) => `<span :class="'tt-pr tt-pr-'+${t}.priority" role="img" :aria-label="word('Priority: {name}',{name:priorityName(${t})})" :title="priorityName(${t})"><i/><i/><i/></span>`;
export const faces = (t) => `<span class="tt-avs" role="img" :aria-label="names(${t})?word('Assigned to {people}',{people:names(${t})}):word('Unassigned')" :title="names(${t})"><span v-for="p in faces(${t})" :key="p.id" :class="'tt-av tt-av'+hue(p.id)" :data-face="p.id">{{initials(p.name)}}</span></span>`;
export const labels = (t) => `<span v-for="l in ${t}.labels" :key="l.id" class="tt-label" :style="{'--c':l.color}">{{l.name}}</span>`;
export const due = (t) => `<span v-if="${t}.due" class="tt-due" :class="dueClass(${t})" :title="exactDue(${t})">{{dueText(${t})}}</span>`;
export const counts = (t) => `<span v-if="${t}.total" class="tt-count" :title="plural('{done} of {n} subtask done','{done} of {n} subtasks done',${t}.total,{done:${t}.done})"><i class="tt-icon tt-icon-list-tree"/>{{${t}.done}}/{{${t}.total}}</span>
  <span v-if="${t}.attachments" class="tt-count" :title="word('Links')"><i class="tt-icon tt-icon-paperclip"/>{{${t}.attachments}}</span>
  <span v-if="${t}.comments" class="tt-count" :title="word('Comments')"><i class="tt-icon tt-icon-message-square"/>{{${t}.comments}}</span>`;

// Keeps `cards` (id → card) true: patches may come twice, late, or before the first load.
export class Deck {
  constructor() { this.cards = new Map(); this.waiting = null; }
  // Whoever is overtaken by a newer load, or by `clear`, changes nothing any more.
  async load(url) {
    const mine = (this.newest = {});
    this.waiting = [];
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } }), body = await answer.json().catch(() => ({}));
      if (mine !== this.newest) return;
      if (!answer.ok || !body.cards) throw new Error(body.detail || String(answer.status));
      this.cards = new Map(body.cards.map((t) => [t.id, t]));
    } catch (e) {
      if (mine !== this.newest) return;
      this.waiting = null;
      throw e;
    }
    const late = this.waiting; this.waiting = null;
    this.take(late);
  }
  clear() { this.newest = this.waiting = null; this.cards.clear(); }
  take(patches) {
    if (this.waiting) return void this.waiting.push(...patches);
    for (const p of patches) {
      if (p.gone) this.cards.delete(p.id);
      else if (!(this.cards.get(p.id)?.version > p.version)) this.cards.set(p.id, p);
    }
  }
}

// The sheet shows at once what the card says of its task; the server puts the rest in its place.
const SOON = 5000;
function glimpse(t) {
  const sheet = document.querySelector(".tt-drawer");
  if (!t || !sheet || sheet.dataset.key === t.key) return;
  const make = (parent, tag, classes, text = "") => { const el = document.createElement(tag); el.className = classes; el.textContent = text; parent.append(el); return el; };
  sheet.querySelector(".tt-glimpse")?.remove();
  const seen = make(sheet, "div", "tt-glimpse"), head = make(seen, "div", "tt-d-head"), body = make(seen, "div", "tt-d-body");
  make(head, "span", "tt-key", t.key);
  make(body, "h2", "tt-d-outline", t.title).dir = "auto";
  for (const width of [90, 70, 40, 60, 50]) make(body, "div", "tt-bone tt-bone-row").style.cssText = `width:${width}%;margin:14px 0`;
  sheet.classList.add("tt-open");
  const escape = (e) => { if (e.key === "Escape") end(); };
  const end = () => { removeEventListener("keydown", escape, true); watch.disconnect(); clearTimeout(late); seen.remove(); if (!sheet.dataset.key) sheet.classList.remove("tt-open"); };
  const watch = new MutationObserver(end), late = setTimeout(end, SOON);
  watch.observe(sheet, { attributeFilter: ["data-key"] });
  addEventListener("keydown", escape, true);
}

// What is done to cards in any layout: opened; marked for one change to all (`x`, Ctrl-click, Shift for those between).
export const Marks = {
  mixins: [Words],
  data: () => ({ marks: new Set() }),
  methods: {
    open(id) { glimpse(this.deck.cards.get(id)); this.$emit("open", id); },
    mark(id, ids = []) {
      const from = ids.indexOf(this.lastMark), to = ids.indexOf(id);
      if (ids.length && from >= 0 && to >= 0) for (const one of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) this.marks.add(one);
      else this.marks.has(id) ? this.marks.delete(id) : this.marks.add(id);
      this.lastMark = id;
      this.tellMarks();
    },
    // what could not be loaded is asked for again
    retry(url) { setTimeout(() => { if (this.failed && url === this.url) this.reload(); }, SOON); },
    unmark() { this.marks.clear(); this.lastMark = null; this.tellMarks(); },
    dropMarks(patches) { const gone = patches.filter((p) => p.gone && this.marks.delete(p.id)); if (gone.length) this.tellMarks(); },
    tellMarks() { this.revision++; this.$emit("mark", [...this.marks]); },
  },
};
