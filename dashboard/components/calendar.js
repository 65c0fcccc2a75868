// The browser's half of calendar.py: months and weeks of days, on which the tasks lie from their start to their due day.
import { Parts, bars, faces } from "tasktide_cards";
import { Dated, ascending, dayOfMonth, draggable, firstOf, inMonths, isClosed, iso, longDay, monthName, shortDay, shortMonth, shortMonthYear, store, stored, weekOf, weekday, weekdayName, year } from "tasktide_days";

const { word, plural } = window.tasktide;
const TURNS = { month: [word("Previous month"), word("Next month")], week: [word("Previous week"), word("Next week")] };
const LANE = { month: 26, week: 46 };
const TOP = 31, HEAD = 26;
const MOST_UNDATED = 100;
const DAYS = [0, 1, 2, 3, 4, 5, 6];
const KEYS = "Enter Alt+ArrowLeft Alt+ArrowRight Alt+ArrowUp Alt+ArrowDown";

const Chip = {
  mixins: [Parts],
  props: ["t", "tall", "late", "closed", "before", "after", "sel", "marked", "label", "project"],
  template: `<div class="tt-slip" :class="{'tt-slip-tall':tall,'tt-late':late,'tt-closed':closed,'tt-slip-before':before,'tt-slip-after':after,'tt-sel':sel,'tt-marked':marked,'tt-archived':t.archived}" :data-task="t.id" tabindex="0" role="button" :aria-label="label" aria-keyshortcuts="${KEYS}">
    <i :class="'tt-st tt-st-'+t.category" aria-hidden="true"/><template v-if="t.priority==='urgent'||t.priority==='high'">${bars("t")}</template><i v-if="project" class="tt-square" :style="{'--c':project.color}" :title="project.name"/><span class="tt-key">{{t.key}}</span><span class="tt-slip-t" dir="auto">{{t.title}}</span>${faces("t")}</div>`,
};
const chip = (x) => `:key="${x}.t.id" :t="${x}.t" :late="isLate(${x}.t)" :closed="closed(${x}.t)" :sel="${x}.t.id===selected" :marked="marks.has(${x}.t.id)" :label="described(${x}.t)" :project="projects[${x}.t.project]"`;

export default {
  components: { Chip },
  mixins: [Dated],
  template: `<div class="tt-cal" :class="{'tt-cal-phone':phone}" data-list @click="click" @keydown="key" @focusout="left">
    <div class="tt-days-bar"><button class="tt tt-ib" data-turn="-1" :aria-label="turns[0]" :title="word('{name} (Page Up)',{name:turns[0]})"><i class="tt-icon tt-icon-chevron-left"/></button>
      <button class="tt tt-ib" data-turn="1" :aria-label="turns[1]" :title="word('{name} (Page Down)',{name:turns[1]})"><i class="tt-icon tt-icon-chevron-right"/></button>
      <button class="tt tt-pill" data-turn="0" :title="word('Today (Shift T)')">{{word('Today')}}</button><h2 aria-live="polite">{{title}}</h2><span class="tt-spacer"/>
      <div class="tt-seg" role="group" :aria-label="word('Show by')"><button v-for="v in ['month','week']" :key="v" class="tt" :data-view="v" :aria-pressed="String(v===view)">{{v==='month'?word('Month'):word('Week')}}</button></div>
      <button v-if="!phone" class="tt tt-pill" data-tray :aria-expanded="String(tray)">{{word('No date')}}<b class="tt-number">{{loaded?undated.length:''}}</b></button></div>
    <div v-if="failed" class="tt-notice" role="alert">{{failed}}</div>
    <div class="tt-cal-main"><div class="tt-cal-grid" ref="grid" role="grid" :aria-label="title" :class="'tt-cal-'+view" :style="{'--weeks':weeks.length}">
      <div class="tt-cal-head" role="row"><span v-for="n in ${JSON.stringify(DAYS)}" :key="n" role="columnheader">{{name(n)}}</span></div>
      <div v-for="w in laid" :key="w.week" class="tt-cal-w" role="row" :style="w.height&&{minHeight:w.height+'px'}">
        <div v-for="d in w.days" :key="d.day" class="tt-cal-d" role="gridcell" :data-day="d.day" :tabindex="d.day===cursor?0:-1" :aria-label="long(d.day)+', '+howMany(d.all.length)" :aria-current="d.day===today?'date':null" :aria-selected="phone?String(d.day===cursor):null" :class="{'tt-cal-out':d.out,'tt-cal-end':weekend(d.day),'tt-cal-today':d.day===today,'tt-cal-over':d.day===over,'tt-cal-on':phone&&d.day===cursor}">
          <div class="tt-cal-n"><span>{{d.label}}</span><button v-if="writable&&!phone" class="tt tt-ib" data-add tabindex="-1" :aria-label="word('New task due {day}',{day:long(d.day)})" :title="word('New task due on this day (C)')"><i class="tt-icon tt-icon-plus"/></button></div>
          <span v-if="phone" class="tt-cal-dots" aria-hidden="true"><i v-for="c in d.all.slice(0,4)" :key="c.t.id" :class="['tt-st-'+c.t.category,{'tt-late':isLate(c.t)}]"/></span>
          <template v-else><Chip v-for="c in d.chips" ${chip("c")} :tall="view==='week'" :before="c.before" :after="c.after" :style="{top:c.top+'px',width:'calc('+c.long*100+'% + '+(c.long-9)+'px)'}"/>
          <button v-if="d.more" class="tt tt-cal-more" data-more :style="{top:d.top+'px'}" :aria-label="word('{n} more on {day}',{n:d.more,day:long(d.day)})">{{word('+{n} more',{n:d.more})}}</button>
          <div v-if="!loaded&&d.day%3" class="tt-bone tt-cal-bone"/></template></div></div></div>
    <aside v-if="tray" class="tt-tray" :aria-label="word('Tasks without a date')" data-day="none" :class="{'tt-cal-over':over==='none'}"><h3 v-if="!phone">{{word('No date')}}<span class="tt-n">{{undated.length}}</span></h3>
      <div class="tt-tray-in"><Chip v-for="c in undated.slice(0,${MOST_UNDATED})" ${chip("c")}/></div>
      <p v-if="!undated.length">{{word('Every open task here has a date.')}}</p><p v-else-if="undated.length>${MOST_UNDATED}">{{word('{n} more: filter to see them.',{n:undated.length-${MOST_UNDATED}})}}</p><p v-else-if="writable">{{word('Drag one onto a day.')}}</p></aside></div>
    <section v-if="phone" class="tt-agenda" :aria-label="word('Tasks of {day}',{day:long(cursor)})"><header><h3>{{long(cursor)}}</h3><button v-if="writable" class="tt tt-ib" data-add :aria-label="word('New task due {day}',{day:long(cursor)})"><i class="tt-icon tt-icon-plus"/></button></header>
      <Chip v-for="c in at(cursor)" ${chip("c")} tall/><p v-if="loaded&&!at(cursor).length">{{word('Nothing on this day.')}}</p></section>
    <button v-if="phone" class="tt tt-cal-undated" data-tray :aria-expanded="String(tray)"><i class="tt-icon tt-icon-chevron-down"/>{{word('No date')}}<span class="tt-n">{{loaded?undated.length:''}}</span></button>
    <div v-if="popped" class="tt-cal-pop" :class="{'tt-cal-away':drag}" ref="pop" role="dialog" :aria-label="word('Tasks of {day}',{day:long(popped.day)})" :style="{left:popped.x+'px',top:popped.y+'px'}" :data-day="popped.day"><header><h3>{{long(popped.day)}}</h3><button class="tt tt-ib" data-close :aria-label="word('Close')"><i class="tt-icon tt-icon-x"/></button></header>
      <div class="tt-tray-in"><Chip v-for="c in at(popped.day)" ${chip("c")}/></div></div></div>`,
  data: () => ({ view: stored("calendar", "month") === "week" ? "week" : "month", tray: stored("tray", "") === "open", cursor: null, tall: 600, over: null, popped: null, kept: null }),
  created() { this.cursor = this.today; },
  mounted() {
    this.observer = new ResizeObserver(() => (this.tall = this.$refs.grid?.clientHeight || 600));
    this.observer.observe(this.$refs.grid);
    this.outside = (e) => { if (this.popped && !this.drag && !this.$refs.pop?.contains(e.target)) this.popped = null; };
    document.addEventListener("pointerdown", this.outside);
    this.letGo = draggable(this.$el, { take: this.take, begin: this.begin, move: this.pull, drop: this.drop, end: this.end });
  },
  beforeUnmount() { this.observer?.disconnect(); document.removeEventListener("pointerdown", this.outside); },
  computed: {
    title() {
      if (this.view === "month") return this.phone ? shortMonthYear(this.cursor) : monthName(this.cursor);
      const from = weekOf(this.cursor, this.first_day);
      return word("{from} – {to}, {year}", { from: shortDay(from), to: shortMonth(from) === shortMonth(from + 6) ? dayOfMonth(from + 6) : shortDay(from + 6), year: year(from + 6) });
    },
    weeks() {
      if (this.view === "week") return [weekOf(this.cursor, this.first_day)];
      const weeks = [], after = firstOf(this.cursor, 1);
      for (let week = weekOf(firstOf(this.cursor), this.first_day); week < after; week += 7) weeks.push(week);
      return weeks;
    },
    split() {
      void this.revision;
      const dated = [], undated = [];
      for (const t of this.deck.cards.values()) { const span = this.span(t); if (span) dated.push({ t, from: span.from, to: span.to }); else if (!isClosed(t)) undated.push({ t }); }
      dated.sort((a, b) => a.from - b.from || b.to - a.to || isClosed(a.t) - isClosed(b.t) || ascending(a.t.due || "", b.t.due || "") || ascending(a.t.created, b.t.created));
      undated.sort((a, b) => ascending(b.t.created, a.t.created));
      return { dated, undated };
    },
    undated() { return this.split.undated; },
    turns() { return TURNS[this.view]; },
    laid() { return this.weeks.map((week) => this.lay(week)); },
  },
  methods: {
    long: longDay, closed: isClosed,
    name(n) { return weekdayName(weekOf(0, this.first_day) + n); },
    weekend: (day) => weekday(day) > 4,
    howMany: (n) => (n ? plural("{n} task", "{n} tasks", n) : word("no tasks")),
    at(day) { return this.split.dated.filter((c) => c.from <= day && c.to >= day); },
    // a week's chips in lanes: each in the first that is free for all its days
    lay(week) {
      const lane = LANE[this.view], isMonth = this.view === "month";
      const fit = isMonth ? Math.max(2, Math.floor(((this.tall - TOP) / this.weeks.length - HEAD - 1) / lane)) : Infinity;
      const month = shortMonth(this.cursor), ends = [], found = [];
      const days = DAYS.map((n) => ({ day: week + n, out: isMonth && shortMonth(week + n) !== month, label: dayOfMonth(week + n) === 1 && !this.phone ? shortDay(week + n) : dayOfMonth(week + n), all: [], chips: [], more: 0, top: HEAD + (fit - 1) * lane }));
      const kept = this.split.dated.find((c) => c.t.id === this.kept); // what was moved last is never among the "more"
      for (const c of kept ? [kept, ...this.split.dated.filter((c) => c !== kept)] : this.split.dated) {
        if (c.to < week || c.from > week + 6) continue;
        const from = Math.max(c.from, week) - week, to = Math.min(c.to, week + 6) - week;
        let row = ends.findIndex((end) => end < from);
        if (row < 0) row = ends.length;
        ends[row] = to;
        found.push({ t: c.t, from, to, row, long: to - from + 1, before: c.from < week, after: c.to > week + 6, top: HEAD + row * lane });
        for (let n = from; n <= to; n++) { days[n].all.push(c); if (row >= fit) days[n].full = true; }
      }
      for (const c of found) {
        const isHidden = c.row >= fit || (c.row === fit - 1 && days.slice(c.from, c.to + 1).some((d) => d.full));
        if (!isHidden) days[c.from].chips.push(c);
        else for (let n = c.from; n <= c.to; n++) days[n].more++;
      }
      return { week, days, height: isMonth ? 0 : HEAD + ends.length * lane + 60 };
    },
    goTo(day, focus = false) {
      this.cursor = day; this.popped = null;
      if (focus) this.$nextTick(() => this.$el.querySelector(`.tt-cal-d[data-day="${day}"]`)?.focus());
    },
    turn(by, focus = false) { this.goTo(by === 0 ? this.today : this.view === "month" ? inMonths(this.cursor, by) : this.cursor + by * 7, focus); },
    focusTask(id) { const found = this.$el.querySelector(`[data-task="${id}"]`); found ? found.focus() : this.$el.querySelector(`.tt-cal-d[data-day="${this.cursor}"]`)?.focus(); },
    click(e) {
      const on = (name) => e.target.closest(`[data-${name}]`)?.dataset[name], day = Number(on("day"));
      if (on("turn") !== undefined) this.turn(Number(on("turn")));
      else if (on("view")) { this.view = on("view"); store("calendar", this.view); }
      else if (on("tray") !== undefined) { this.tray = !this.tray; store("tray", this.tray ? "open" : ""); }
      else if (on("close") !== undefined) this.close();
      else if (on("add") !== undefined) this.$emit("add", iso(on("day") === undefined ? this.cursor : day));
      else if (on("more") !== undefined) this.pop(day, e.target.closest("[data-day]"));
      else if (on("task")) this.marked(e, on("task")) || this.open(on("task"));
      else if (e.target.closest(".tt-cal-d")) this.cursor = day;
    },
    pop(day, cell) {
      const at = cell.getBoundingClientRect(), mine = this.$el.getBoundingClientRect();
      this.popped = { day, x: Math.max(8, Math.min(at.left - mine.left - 8, mine.width - 288)), y: Math.max(8, Math.min(at.top - mine.top - 4, mine.height - 300)) };
      this.$nextTick(() => this.$refs.pop?.querySelector("[data-task]")?.focus());
    },
    close() { const day = this.popped?.day; this.popped = null; if (day !== undefined) this.goTo(day, true); },
    left(e) { if (this.popped && !this.drag && e.relatedTarget && this.$refs.pop?.contains(e.target) && !this.$refs.pop.contains(e.relatedTarget)) this.popped = null; },
    // keys: between days, between chips, and Alt with an arrow for what dragging does
    key(e) {
      if (e.isComposing || e.metaKey || e.ctrlKey || e.target.closest("button") && e.key === "Enter") return;
      const id = e.target.closest("[data-task]")?.dataset.task, cell = e.target.closest(".tt-cal-d");
      const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[e.key];
      if (e.key === "Escape") { if (this.popped) { e.stopPropagation(); this.close(); } return; }
      if (e.altKey && (!id || !step)) return;
      const day = cell ? Number(cell.dataset.day) : this.cursor;
      if (e.altKey) this.push(id, step);
      else if (e.key === "x" && id && this.writable) { e.stopPropagation(); this.mark(id); }
      else if (e.key === "PageUp" || e.key === "PageDown") this.turn(e.key === "PageUp" ? -1 : 1, true);
      else if (e.key === "T") this.turn(0, true);
      else if (e.key === "c" && this.writable && cell) { e.stopPropagation(); this.$emit("add", iso(day)); }
      else if (id && (e.key === "j" || e.key === "k" || (Math.abs(step) === 7 && this.next(e.target, step) !== cell))) this.next(e.target, e.key === "j" ? 1 : e.key === "k" ? -1 : step, "jk".includes(e.key))?.focus();
      else if (cell && (e.key === "Home" || e.key === "End")) this.goTo(weekOf(day, this.first_day) + (e.key === "End" ? 6 : 0), true);
      else if (cell && step) this.goTo(day + step, true);
      else if (e.target === cell && e.key === "Enter") { const first = cell.querySelector("[data-task]"); first ? first.focus() : this.writable && this.$emit("add", iso(day)); }
      else if (e.target === cell && e.key === " ") this.cursor = day;
      else return;
      e.preventDefault();
    },
    // the chip after or before this one: anywhere, or where it stands; its day when there is none
    next(from, step, anywhere = false) {
      const here = anywhere ? this.$el : from.closest("[data-day], .tt-agenda"), all = [...here.querySelectorAll("[data-task]")];
      return all[all.indexOf(from.closest("[data-task]")) + Math.sign(step)] ?? (anywhere ? null : from.closest(".tt-cal-d"));
    },
    push(id, step) {
      if (!this.shift(id, step)) return;
      this.kept = id;
      const span = this.span(this.deck.cards.get(id));
      this.goTo(span.due ?? span.start);
      this.$nextTick(() => this.focusTask(id));
    },
    // dragging: the chip's picture follows the pointer, the day below it is lit
    take(e) {
      const chip = this.writable && e.target.closest("[data-task]");
      return chip && { id: chip.dataset.task, chip, from: this.dayAt(e) };
    },
    dayAt(e) {
      const found = document.elementsFromPoint(e.clientX, e.clientY).find((el) => el.dataset?.day !== undefined && this.$el.contains(el));
      return !found ? null : found.dataset.day === "none" ? "none" : Number(found.dataset.day);
    },
    begin(what, held) {
      const at = what.chip.getBoundingClientRect();
      const ghost = (this.ghost = what.chip.cloneNode(true));
      ghost.removeAttribute("data-task");
      ghost.className += " tt-slip-flies";
      Object.assign(ghost.style, { left: `${at.left}px`, top: `${at.top}px`, width: `${Math.min(at.width, 240)}px` });
      document.body.append(ghost);
      what.x = held.x - Math.max(0, held.x - at.left - Math.min(at.width, 240) + 12); what.y = held.y;
      this.drag = { id: what.id };
    },
    pull(what, e) {
      this.ghost.style.transform = `translate(${e.clientX - what.x}px,${e.clientY - what.y}px)`;
      this.over = this.dayAt(e);
      const turn = e.pointerType === "mouse" && document.elementFromPoint(e.clientX, e.clientY)?.closest("[data-turn]")?.dataset.turn;
      if (!turn || turn !== this.turning) { clearInterval(this.flip); this.turning = turn; if (turn) this.flip = setInterval(() => this.turn(Number(turn)), 700); }
    },
    drop(what, e) {
      const to = this.dayAt(e), t = this.deck.cards.get(what.id), span = t && this.span(t);
      if (to === null || !t || to === what.from) return;
      this.kept = what.id;
      if (to === "none") this.put(what.id, { ...(span?.start != null && { start: null }), ...(span?.due != null && { due: null }) });
      else if (!span) this.put(what.id, { due: to });
      else this.shift(what.id, to - (typeof what.from === "number" ? what.from : span.to));
    },
    end() { clearInterval(this.flip); this.turning = null; this.ghost?.remove(); this.over = null; if (this.popped) this.popped = null; this.ended(); },
  },
};
