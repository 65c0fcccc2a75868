// The browser's half of timeline.py: any number of rows and years, of which only what is in sight is drawn.
import { Parts, bars, faces, groupsOf, order } from "tasktide_cards";
import { Dated, ascending, dayOfMonth, draggable, firstOf, isClosed, monday, monthName, shortDay, shortMonth, store, stored, weekdayName, year, yearOf } from "tasktide_days";

const { word } = window.tasktide;
const ZOOM_NAMES = { days: word("Days"), weeks: word("Weeks"), months: word("Months") };
const HEAD = 34, AXIS = 48, MOST_UNDATED = 100, FURTHEST = 3660;
const ZOOMS = { days: 36, weeks: 14, months: 4.5 }; // px for a day
const KEYS = "Enter Alt+ArrowLeft Alt+ArrowRight Alt+Shift+ArrowLeft Alt+Shift+ArrowRight";

// A row of its own, so that scrolling draws anew only what has changed.
const TaskRow = {
  mixins: [Parts],
  props: ["t", "x", "w", "half", "words", "far", "late", "closed", "held", "sel", "marked", "writable", "label", "project"],
  template: `<div class="tt-tl-r" role="listitem" tabindex="0" :data-task="t.id" :class="{'tt-sel':sel,'tt-marked':marked,'tt-archived':t.archived,'tt-closed':closed}" :aria-label="label" aria-keyshortcuts="${KEYS}">
    <span class="tt-tl-t" data-open>${bars("t")}<i :class="'tt-st tt-st-'+t.category" :title="t.status_name"/><i v-if="project" class="tt-square" :style="{'--c':project.color}" :title="project.name"/><span class="tt-key">{{t.key}}</span><span class="tt-tl-n" dir="auto">{{t.title}}</span>${faces("t")}</span>
    <button v-if="far" class="tt tt-tl-far" :class="{'tt-tl-right':far>0}" data-far tabindex="-1"><i v-if="far<0" class="tt-icon tt-icon-chevron-left"/>{{words}}<i v-if="far>0" class="tt-icon tt-icon-chevron-right"/></button>
    <span class="tt-tl-b" data-open data-bar :class="['tt-tl-'+t.category,{'tt-late':late,'tt-tl-open':half==='start','tt-tl-short':w<90,'tt-tl-gone':far,'tt-tl-held':held}]" :style="{left:x+'px',width:w+'px'}" :title="t.title+'\\n'+words"><i v-if="writable" data-edge="start"/><span dir="auto">{{t.title}}</span><i v-if="writable" data-edge="due"/></span>
    <span v-if="held" class="tt-tl-tip" :style="{left:x+w+8+'px'}">{{words}}</span></div>`,
};

export default {
  components: { TaskRow },
  mixins: [Parts, Dated],
  template: `<div class="tt-tl" :class="'tt-tl-'+zoom" data-list @click="click" @keydown="key" :style="{'--names':side+'px'}">
    <div class="tt-days-bar"><button class="tt tt-ib" data-turn="-1" :aria-label="word('Earlier')" :title="word('Earlier')"><i class="tt-icon tt-icon-chevron-left"/></button>
      <button class="tt tt-ib" data-turn="1" :aria-label="word('Later')" :title="word('Later')"><i class="tt-icon tt-icon-chevron-right"/></button>
      <button class="tt tt-pill" data-turn="0" :title="word('Today (Shift T)')">{{word('Today')}}</button><h2>{{title}}</h2><span class="tt-spacer"/>
      <div class="tt-seg" role="group" :aria-label="word('Zoom')"><button v-for="z in ['days','weeks','months']" :key="z" class="tt" :data-zoom="z" :aria-pressed="String(z===zoom)">{{zoomName(z)}}</button></div></div>
    <div v-if="failed" class="tt-notice" role="alert">{{failed}}</div>
    <div class="tt-tl-scroll" ref="scroller" @scroll.passive="scrolled" tabindex="-1"><div class="tt-tl-in" :style="{width:side+width+'px',height:${AXIS}+height+'px'}">
      <div class="tt-tl-axis" aria-hidden="true"><span class="tt-tl-corner">{{word('Task')}}</span><span v-for="m in axis.major" :key="'M'+m.day" class="tt-tl-major" :style="{left:x(m.day)+'px',width:m.long*scale+'px'}"><span>{{m.name}}</span></span>
        <span v-for="m in axis.minor" :key="m.day" class="tt-tl-minor" :class="{'tt-tl-now':m.now}" :style="{left:x(m.day)+'px',width:m.long*scale+'px'}">{{m.name}}</span></div>
      <i v-for="l in axis.lines" :key="l.day" class="tt-tl-line" :class="{'tt-tl-rest':l.rest}" :style="{left:x(l.day)+'px',width:l.rest?l.rest*scale+'px':null}"/>
      <i class="tt-tl-today" :style="{left:x(today)+scale/2+'px'}"/>
      <svg class="tt-tl-links" aria-hidden="true" width="1" height="1"><path v-for="l in lines" :key="l.k" :d="l.d" :class="{'tt-late':l.late}"/></svg>
      <template v-if="!loaded"><div v-for="n in 10" :key="n" class="tt-bone tt-tl-bone" :style="{top:${AXIS}+12+n*row+'px',left:side+20+n*67%400+'px',width:90+n*53%200+'px'}"/></template>
      <div class="tt-tl-rows" role="list"><template v-for="r in sight" :key="r.k"><div v-if="r.head" class="tt-tl-g" role="listitem" :class="{'tt-shut':shut.has(r.k)}" :style="{top:r.y+'px'}"><button type="button" class="tt" :data-head="r.k" :aria-expanded="String(!shut.has(r.k))"><i class="tt-icon tt-icon-chevron-down"/><i v-if="r.g.category" :class="'tt-st tt-st-'+r.g.category"/><span v-else-if="r.g.person" :class="'tt-av tt-av'+hue(r.g.id)" :data-face="r.g.id">{{initials(r.g.name)}}</span><i v-else-if="r.g.color" class="tt-square" :style="{'--c':r.g.color}"/><b dir="auto">{{r.g.name}}</b><span class="tt-n">{{r.n}}</span></button></div>
        <TaskRow v-else :t="r.t" v-bind="looks(r.t)" :sel="r.t.id===selected" :marked="marks.has(r.t.id)" :style="{top:r.y+'px'}"/></template></div>
    </div></div>
    <div v-if="loaded&&!failed&&!flat.length" class="tt-tl-none">{{!undated.length?word('No tasks here.'):writable?word('Nothing here has a date yet. Drag a task from below onto a day.'):word('Nothing here has a date yet.')}}</div>
    <span v-if="drag&&drag.isNew" class="tt-tl-tip tt-tl-new" :style="{left:drag.x+14+'px',top:drag.y+10+'px'}">{{drag.words}}</span>
    <section v-if="undated.length" class="tt-tl-tray" :class="{'tt-shut':!tray}" :aria-label="word('Tasks without a date')"><button class="tt" data-tray :aria-expanded="String(tray)"><i class="tt-icon tt-icon-chevron-down"/>{{word('No date')}}<span class="tt-n">{{undated.length}}</span></button>
      <div v-if="tray" class="tt-tl-undated"><div v-for="t in undated.slice(0,${MOST_UNDATED})" :key="t.id" class="tt-slip" role="button" tabindex="0" :data-task="t.id" data-open :class="{'tt-sel':t.id===selected,'tt-marked':marks.has(t.id)}" :aria-label="described(t)"><i :class="'tt-st tt-st-'+t.category"/><span class="tt-key">{{t.key}}</span><span class="tt-slip-t" dir="auto">{{t.title}}</span>${faces("t")}</div>
      <span v-if="undated.length>${MOST_UNDATED}" class="tt-n">{{word('and {n} more: filter to see them',{n:undated.length-${MOST_UNDATED}})}}</span></div></section></div>`,
  data: () => ({ zoom: ZOOMS[stored("timeline", "")] ? stored("timeline", "") : "weeks", tray: stored("tray", "") === "open", top: 0, left: 0, seen: 700, wide: 900, shut: new Set() }),
  mounted() {
    const box = this.$refs.scroller;
    this.observer = new ResizeObserver(() => { this.seen = box.clientHeight; this.wide = box.clientWidth; });
    this.observer.observe(box);
    this.letGo = draggable(this.$el, { take: this.take, begin: this.begin, move: this.pull, drop: this.drop, end: this.end });
    this.show(this.today, false);
  },
  beforeUnmount() { this.observer?.disconnect(); },
  watch: {
    // the first day in the picture has changed: what one looks at stays where it is
    origin(now, before) { const box = this.$refs.scroller; if (box) this.$nextTick(() => (box.scrollLeft += (before - now) * this.scale)); },
  },
  computed: {
    scale() { return ZOOMS[this.zoom]; },
    row() { return this.phone ? 44 : 36; },
    side() { return this.phone ? 132 : Math.min(320, Math.max(220, this.wide * 0.26)); },
    all() {
      void this.revision;
      const rows = [], undated = [];
      let from = this.today, to = this.today;
      for (const t of this.deck.cards.values()) {
        const span = this.span(t);
        if (!span) { if (!isClosed(t)) undated.push(t); continue; }
        rows.push({ t, from: span.from, to: span.to }); from = Math.min(from, span.from); to = Math.max(to, span.to);
      }
      undated.sort((a, b) => ascending(b.created, a.created));
      return { rows, undated, from: Math.max(from, this.today - FURTHEST), to: Math.min(to, this.today + FURTHEST) };
    },
    undated() { return this.all.undated; },
    origin() { return firstOf(this.all.from, -2); },
    width() { return Math.max((firstOf(this.all.to, 4) - this.origin) * this.scale, this.wide - this.side); },
    flat() {
      const found = new Map(this.groups.map((g) => [g.id, []])), flat = [], sorted = order(this.sort);
      for (const r of this.all.rows) for (const id of groupsOf(r.t, this.by)) found.get(id)?.push(r);
      const compare = !this.sort || this.sort === "position" ? (a, b) => a.from - b.from || a.to - b.to || ascending(a.t.id, b.t.id) : (a, b) => sorted(a.t, b.t);
      let y = 0;
      for (const g of this.groups) {
        const rows = found.get(g.id);
        if (!rows.length) continue;
        if (this.by !== "none") { flat.push({ k: g.id, head: true, g, n: rows.length, y }); y += HEAD; }
        if (!this.shut.has(g.id)) for (const { t } of rows.sort(compare)) { flat.push({ k: g.id + t.id, t, y }); y += this.row; }
      }
      return flat;
    },
    places() { const places = new Map(); for (const r of this.flat) if (r.t && !places.has(r.t.id)) places.set(r.t.id, r); return places; },
    height() { const last = this.flat.at(-1); return (last ? last.y + (last.head ? HEAD : this.row) : 0) + 40; },
    sight() {
      const from = this.top - 240, to = this.top + this.seen + 240, flat = this.flat;
      let low = 0, high = flat.length;
      while (low < high) { const middle = (low + high) >> 1; if (flat[middle].y < from) low = middle + 1; else high = middle; }
      const sight = [];
      for (let i = Math.max(0, low - 1); i < flat.length && flat[i].y < to; i++) sight.push(flat[i]);
      return sight;
    },
    // the days between the edges of what is seen
    edges() {
      const first = this.origin + Math.floor(this.left / this.scale);
      return [first - 8, Math.min(first + Math.ceil(this.wide / this.scale) + 8, this.origin + Math.floor(this.width / this.scale))];
    },
    title() { const day = this.edges[0] + Math.round((this.edges[1] - this.edges[0]) / 3); return this.zoom === "months" ? String(year(day)) : monthName(day); },
    axis() {
      const [from, to] = this.edges, major = [], minor = [], lines = [], years = this.zoom === "months";
      for (let day = firstOf(from); day <= to; day = firstOf(day, 1)) {
        const long = firstOf(day, 1) - day;
        if (years) minor.push({ day, long, name: shortMonth(day), now: this.today >= day && this.today < day + long });
        else major.push({ day, long, name: monthName(day) });
        lines.push({ day });
      }
      if (years) for (let day = yearOf(from); day <= to; day = firstOf(day, 12)) major.push({ day, long: firstOf(day, 12) - day, name: String(year(day)) });
      if (this.zoom === "weeks") for (let day = monday(from); day <= to; day += 7) minor.push({ day, long: 7, name: dayOfMonth(day), now: monday(this.today) === day });
      if (this.zoom === "days") for (let day = from; day <= to; day++) minor.push({ day, long: 1, name: `${weekdayName(day)[0]} ${dayOfMonth(day)}`, now: day === this.today });
      if (!years) for (let day = monday(from) + 5; day <= to; day += 7) lines.push({ day, rest: 2 });
      return { major, minor, lines };
    },
    // from what blocks to what is blocked, as far as one end is in sight; red where the order is not kept
    lines() {
      void this.drag;
      const lines = [], from = this.top - 240, to = this.top + this.seen + 240;
      for (const { t, y } of this.places.values()) for (const id of t.blocks || []) {
        const other = this.places.get(id);
        if (!other || Math.max(y, other.y) < from || Math.min(y, other.y) > to) continue;
        const a = this.bar(t), b = this.bar(other.t), x1 = a.x + a.w, x2 = b.x, y1 = y + this.row / 2, y2 = other.y + this.row / 2;
        const d = x2 > x1 + 18 ? `M${x1} ${y1}H${x1 + 9}V${y2}H${x2}` : `M${x1} ${y1}h9V${y1 + (y2 > y1 ? 1 : -1) * this.row / 2}H${x2 - 9}V${y2}H${x2}`;
        lines.push({ k: t.id + id, d: `${d}m-4 -3l4 3l-4 3`, late: !isClosed(t) && !isClosed(other.t) && this.span(other.t).from <= this.span(t).to });
      }
      return lines;
    },
  },
  methods: {
    zoomName: (zoom) => ZOOM_NAMES[zoom],
    x(day) { return this.side + (day - this.origin) * this.scale; },
    held(t) { return this.drag?.id === t.id ? this.span(t, this.drag.changes) : this.span(t); },
    bar(t) {
      const span = this.held(t);
      if (!span) return null;
      const w = Math.max((span.to - span.from + 1) * this.scale, 14), half = span.start === null ? "start" : span.due === null ? "due" : "";
      const end = this.x(span.to + 1);
      return { x: half === "due" ? this.x(span.from) : end - w, w, half, words: span.from === span.to ? shortDay(span.to) : `${shortDay(span.from)} – ${shortDay(span.to)}` };
    },
    looks(t) {
      const bar = this.bar(t), far = bar.x + bar.w < this.left + this.side + 4 ? -1 : bar.x > this.left + this.wide - 8 ? 1 : 0;
      return { ...bar, far, late: this.isLate(t), closed: isClosed(t), held: this.drag?.id === t.id, writable: this.writable, label: this.described(t), project: this.projects[t.project] };
    },
    // in steps: what is drawn reaches further than what is seen
    scrolled() {
      const box = this.$refs.scroller;
      if (Math.abs(box.scrollTop - this.top) > 60) this.top = box.scrollTop;
      if (Math.abs(box.scrollLeft - this.left) > 30) this.left = box.scrollLeft;
    },
    show(day, isSmooth = true) {
      const box = this.$refs.scroller, calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      box.scrollTo({ left: (day - this.origin) * this.scale - (box.clientWidth - this.side) / 3, behavior: isSmooth && !calm ? "smooth" : "instant" });
    },
    change(zoom) {
      const box = this.$refs.scroller, middle = this.origin + (box.scrollLeft + (box.clientWidth - this.side) / 3) / this.scale;
      this.zoom = zoom; store("timeline", zoom);
      this.$nextTick(() => this.show(middle, false));
    },
    click(e) {
      const on = (name) => e.target.closest(`[data-${name}]`)?.dataset[name], id = on("task"), head = on("head"), turn = on("turn");
      if (turn !== undefined) Number(turn) ? this.$refs.scroller.scrollBy({ left: Number(turn) * (this.wide - this.side) * 0.8, behavior: "smooth" }) : this.show(this.today);
      else if (on("zoom")) this.change(on("zoom"));
      else if (on("tray") !== undefined) { this.tray = !this.tray; store("tray", this.tray ? "open" : ""); }
      else if (head) { this.shut.has(head) ? this.shut.delete(head) : this.shut.add(head); this.revision++; }
      else if (on("far") !== undefined) this.show(this.span(this.deck.cards.get(id)).from);
      else if (id && !this.marked(e, id) && on("open") !== undefined) this.open(id);
    },
    key(e) {
      if (e.isComposing || e.metaKey || e.ctrlKey) return;
      if (e.key === "T") { e.preventDefault(); return void this.show(this.today); }
      const id = e.target.dataset?.task, across = { ArrowLeft: -1, ArrowRight: 1 }[e.key], down = { ArrowUp: -1, k: -1, ArrowDown: 1, j: 1 }[e.key];
      if (!id) return;
      if (e.key === "x" && !e.altKey && this.writable) { e.stopPropagation(); return this.mark(id); }
      if (!(across || down) || (e.altKey && "jk".includes(e.key))) return;
      e.preventDefault();
      if (e.altKey && e.shiftKey && across) this.stretch(id, "due", across);
      else if (e.altKey) this.shift(id, across || down * 7);
      else if (across) return void this.$refs.scroller.scrollBy({ left: across * this.scale * 7 });
      else return void this.step(e.target, id, down);
      this.$nextTick(() => this.reveal(id));
    },
    step(from, id, by) {
      const rows = this.flat.filter((r) => r.t), key = from.closest(".tt-tl-r") && rows.findIndex((r) => r.t.id === id && this.sight.includes(r));
      if (key === null) return void (by > 0 ? from.nextElementSibling : from.previousElementSibling)?.focus();
      const next = rows[key + by];
      if (next) this.reveal(next.t.id, next);
    },
    // brings a row and its bar into sight and focuses it
    reveal(id, row = this.places.get(id)) {
      const box = this.$refs.scroller;
      if (!row) return void this.$el.querySelector(`[data-task="${id}"]`)?.focus();
      if (row.y < box.scrollTop) box.scrollTop = row.y; else if (row.y + this.row > box.scrollTop + box.clientHeight - AXIS) box.scrollTop = row.y + this.row - box.clientHeight + AXIS;
      const bar = this.bar(row.t), left = bar.x - this.side;
      if (left + bar.w < box.scrollLeft + 60 || left > box.scrollLeft + this.wide - this.side - 60) this.show(this.held(row.t).from);
      this.scrolled();
      this.$nextTick(() => this.$el.querySelector(`[data-task="${id}"]`)?.focus({ preventScroll: true }));
    },
    stretched(t, edge, by) {
      const span = this.span(t);
      if (edge === "start") return { start: Math.min((span.start ?? span.from) + by, span.due ?? Infinity) };
      if (edge === "due") return { due: Math.max((span.due ?? span.to) + by, span.start ?? -Infinity) };
      return { ...(span.start !== null && { start: span.start + by }), ...(span.due !== null && { due: span.due + by }) };
    },
    stretch(id, edge, by) { const t = this.deck.cards.get(id); if (t && this.span(t)) this.put(id, this.stretched(t, edge, by)); },
    // dragging: the bar itself follows by days; from the tray a day is chosen
    take(e) {
      const on = this.writable && e.target.closest("[data-bar], .tt-tl-undated [data-task]"), id = on && on.closest("[data-task]").dataset.task;
      const box = this.$refs.scroller;
      if (on) box.scrollTo({ left: box.scrollLeft, behavior: "instant" }); // nothing glides below one's hand
      return on && { id, edge: e.target.closest("[data-edge]")?.dataset.edge || "both", last: e.clientX, from: e.clientX + box.scrollLeft, isNew: !on.matches("[data-bar]") };
    },
    begin(what) { this.drag = { id: what.id, changes: {} }; },
    pull(what, e) {
      const box = this.$refs.scroller, at = box.getBoundingClientRect(), t = this.deck.cards.get(what.id);
      const way = e.clientX - what.last; // at an edge it scrolls as long as one pushes on
      what.last = e.clientX;
      if (way > 0 && e.clientX > at.right - 40) box.scrollLeft += 14; else if (way < 0 && e.clientX < at.left + this.side + 20) box.scrollLeft -= 14;
      if (!t) return;
      const isInside = e.clientX > at.left + this.side && e.clientX < at.right && e.clientY > at.top && e.clientY < at.bottom;
      const changes = what.isNew ? (isInside ? { due: this.origin + Math.floor((e.clientX - at.left - this.side + box.scrollLeft) / this.scale) } : {}) : this.stretched(t, what.edge, Math.round((e.clientX + box.scrollLeft - what.from) / this.scale));
      this.drag = { id: what.id, changes, isNew: what.isNew, x: e.clientX, y: e.clientY, words: "due" in changes ? `${t.key} · ${shortDay(changes.due)}` : t.key };
    },
    drop(what, e) { this.pull(what, e); if (Object.keys(this.drag.changes).length) this.put(what.id, this.drag.changes); },
    end() { this.ended(); },
  },
};
