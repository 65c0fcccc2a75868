// What the board and the lists share: order, filter, dates, and the small parts of a card.
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

export function matches(t, f) {
  if (!f) return !t.archived;
  const any = (wanted, has) => !wanted?.length || wanted.some(has);
  return (f.archived || !t.archived) && (f.subtasks || !t.parent || f.mine)
    && (!f.project || t.project === f.project)
    && (!f.mine || (t.assignees.some((p) => p.id === f.mine) && !closed(t)))
    && any(f.status, (s) => s === t.status || s === t.category)
    && any(f.priority, (p) => p === t.priority)
    && any(f.assignee, (a) => (a === "none" ? !t.assignees.length : t.assignees.some((p) => p.id === a)))
    && any(f.label, (l) => (l === "none" ? !t.labels.length : t.labels.some((x) => x.id === l)))
    && any(f.due, (d) => { const w = when(t); return d === "overdue" ? w === -1 : d === "today" ? w === 0 : d === "week" ? w === 0 || w === 1 : w === 3; })
    && (!f.words || f.found?.includes(t.id) || f.words.every((w) => fold(`${t.key} ${t.title}`).includes(w)));
}
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const initials = (name) => { const w = name.trim().split(/\s+/); return ((w[0]?.[0] || "?") + (w.length > 1 ? w.at(-1)[0] : w[0]?.[1] || "")).toUpperCase(); };
const hue = (id) => parseInt(id.slice(-2), 16) % 6 || 0;
const short = new Intl.DateTimeFormat("en", { month: "short", day: "numeric" });
const long = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", year: "numeric" });
const exact = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "short" });
const NAMES = { none: "No priority", low: "Low", medium: "Medium", high: "High", urgent: "Urgent" };

export const Parts = {
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
      if (!closed(t) && days === 0) return "Today";
      if (!closed(t) && days === 1) return "Tomorrow";
      return (due.getFullYear() === now.getFullYear() ? short : long).format(due);
    },
  },
};

export const bars = (t) => `<span :class="'tt-pr tt-pr-'+${t}.priority" role="img" :aria-label="'Priority: '+priorityName(${t})" :title="priorityName(${t})"><i/><i/><i/></span>`;
export const faces = (t) => `<span class="tt-avs" role="img" :aria-label="names(${t})?'Assigned to '+names(${t}):'Unassigned'" :title="names(${t})"><span v-for="p in faces(${t})" :key="p.id" :class="'tt-av tt-av'+hue(p.id)">{{initials(p.name)}}</span></span>`;
export const labels = (t) => `<span v-for="l in ${t}.labels" :key="l.id" class="tt-label" :style="{'--c':l.color}">{{l.name}}</span>`;
export const due = (t) => `<span v-if="${t}.due" class="tt-due" :class="dueClass(${t})" :title="exactDue(${t})">{{dueText(${t})}}</span>`;
export const counts = (t) => `<span v-if="${t}.total" class="tt-count" :title="${t}.done+' of '+${t}.total+' subtasks done'"><i class="tt-icon tt-icon-list-tree"/>{{${t}.done}}/{{${t}.total}}</span>
  <span v-if="${t}.attachments" class="tt-count" title="Links"><i class="tt-icon tt-icon-paperclip"/>{{${t}.attachments}}</span>
  <span v-if="${t}.comments" class="tt-count" title="Comments"><i class="tt-icon tt-icon-message-square"/>{{${t}.comments}}</span>`;

// Keeps `cards` (id → card) true: patches may come twice, late, or before the first load.
export class Deck {
  constructor() { this.cards = new Map(); this.waiting = null; }
  async load(url) {
    this.waiting = [];
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) { this.waiting = null; throw new Error(String(answer.status)); }
    const body = await answer.json();
    this.cards = new Map(body.cards.map((t) => [t.id, t]));
    const late = this.waiting; this.waiting = null;
    this.take(late);
  }
  take(patches) {
    if (this.waiting) return void this.waiting.push(...patches);
    for (const p of patches) {
      if (p.gone) this.cards.delete(p.id);
      else if (!(this.cards.get(p.id)?.version > p.version)) this.cards.set(p.id, p);
    }
  }
}
