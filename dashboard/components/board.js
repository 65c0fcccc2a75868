// The browser's half of board.py: props in, events out, apply(patches) for what changes meanwhile.
import { Deck, Marks, Parts, bars, counts, due, faces, groupsOf, labels, order } from "tasktide_cards";

const PAGE = 50;
const MOST = 12; // columns; of more only those with cards are shown
const TaskCard = {
  mixins: [Parts],
  props: ["t", "sel", "fresh", "marked", "where"],
  template: `<div :class="['tt-card',{'tt-sel':sel,'tt-archived':t.archived,'tt-new':fresh,'tt-marked':marked}]" :data-task="t.id" tabindex="0" role="button" :aria-label="t.key+' '+t.title" aria-keyshortcuts="Enter Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight">
    <div class="tt-card-r">${bars("t")}<span class="tt-key">{{t.key}}</span><span v-if="where" class="tt-pj"><i class="tt-square" :style="{'--c':where.color}"/><span>{{where.name}}</span></span>${faces("t")}</div>
    <div class="tt-card-t" dir="auto">{{t.title}}</div>
    <div class="tt-card-m">${labels("t")}${due("t")}${counts("t")}</div></div>`,
};

export default {
  components: { TaskCard },
  mixins: [Parts, Marks],
  props: { url: String, columns: Array, by: String, sort: String, projects: Object, writable: Boolean, adds: Boolean, movable: Boolean },
  emits: ["open", "move", "add", "mark", "count"],
  template: `<div class="tt-board" :class="{'tt-failed':failed}" data-list @click="pick" @keydown="key"><div v-if="failed" class="tt-notice" role="alert">{{failed}}</div><section class="tt-col" v-for="c in shown" :key="c.id" :aria-label="c.name">
    <header class="tt-col-h"><i v-if="c.category" :class="'tt-st tt-st-'+c.category" aria-hidden="true"/><span v-else-if="c.person" :class="'tt-av tt-av'+hue(c.id)" :data-face="c.id" aria-hidden="true">{{initials(c.name)}}</span><i v-else-if="c.color" class="tt-square" :style="{'--c':c.color}"/><h2 dir="auto">{{c.name}}</h2><span class="tt-n" :aria-label="plural('{n} task','{n} tasks',(lists[c.id]||[]).length)">{{loaded?(lists[c.id]||[]).length:''}}</span>
      <button v-if="writable&&adds" class="tt tt-ib" :aria-label="word('New task in {name}',c)" :title="word('New task in {name}',c)" @click="$emit('add',c.id)"><i class="tt-icon tt-icon-plus"/></button></header>
    <div class="tt-col-b" ref="bodies" :data-col="c.id" @scroll.passive="more(c.id,$event)">
      <template v-if="!loaded"><div v-for="n in 3" :key="n" class="tt-bone tt-bone-card"/></template>
      <TaskCard v-for="t in (lists[c.id]||[]).slice(0,limit(c.id))" :key="t.id" :t="t" :sel="t.id===selected" :fresh="fresh.has(t.id)" :marked="marks.has(t.id)" :where="projects[t.project]"/>
      <div v-if="loaded&&!(lists[c.id]||[]).length" class="tt-col-empty">{{hint(c)}}</div>
    </div></section></div>`,
  data: () => ({ revision: 0, loaded: false, failed: "", selected: null, limits: {}, fresh: new Set() }),
  created() {
    this.deck = new Deck();
    this.moving = new Map(); // id → {count, from, to, after, before}: cards on their way, kept where the person put them
    this.queue = [];
    this.dragging = false;
    this.reload();
  },
  mounted() { this.arrange(); },
  updated() { this.arrange(); },
  beforeUnmount() { for (const s of this.sortables?.values() || []) s.destroy(); },
  watch: { url() { this.unmark(); this.reload(); }, total: { immediate: true, handler(n) { this.$emit("count", n); } } },
  computed: {
    total() { void this.revision; return this.loaded && !this.failed ? this.deck.cards.size : -1; },
    shown() { return this.columns.length > MOST ? this.columns.filter((c) => this.lists[c.id].length) : this.columns; },
    isManual() { return !this.sort || this.sort === "position"; },
    lists() {
      void this.revision;
      const lists = Object.fromEntries(this.columns.map((c) => [c.id, []]));
      for (const t of this.deck.cards.values()) for (const id of groupsOf(t, this.by)) if (lists[id] && !this.moving.get(t.id)?.from.has(id)) lists[id].push(t);
      for (const c of this.columns) lists[c.id].sort(order(this.sort));
      for (const [id, m] of this.moving) {
        const t = this.deck.cards.get(id), list = lists[m.to];
        if (!t || !list) continue;
        const rest = list.filter((x) => x.id !== id);
        rest.splice(this.isManual ? this.place(rest, m) : rest.filter((x) => order(this.sort)(x, t) < 0).length, 0, t);
        lists[m.to] = rest;
      }
      return lists;
    },
  },
  methods: {
    hint(column) { return this.writable && this.adds && !this.total && column === this.columns[0] ? this.word("Press C, or the plus above, to add a task") : this.word("No tasks here"); },
    async reload() {
      const url = this.url;
      if (!url) { this.deck.clear(); this.failed = this.word("The filter above cannot be read yet."); this.loaded = true; this.revision++; return; }
      try { await this.deck.load(url); this.failed = ""; } catch (e) { if (url === this.url) { this.failed = this.word("The tasks could not be loaded. {reason}", { reason: e.message }); this.retry(url); } }
      if (url === this.url) { this.loaded = true; this.revision++; }
    },
    limit(column) { return this.limits[column] || PAGE; },
    more(column, e) { const b = e.target; if (b.scrollTop + b.clientHeight > b.scrollHeight - 600 && this.lists[column].length > this.limit(column)) this.limits = { ...this.limits, [column]: this.limit(column) + PAGE }; },
    select(id) { this.selected = id; if (id) this.$nextTick(() => this.$el.querySelector(`[data-task="${id}"]`)?.scrollIntoView?.({ block: "nearest", inline: "nearest" })); },
    // one delegated listener: handlers on each card would make all of them re-render whenever the page does
    pick(e) {
      const id = e.target.closest?.("[data-task]")?.dataset.task;
      if (!id) return;
      if (this.writable && (e.metaKey || e.ctrlKey || e.shiftKey)) { getSelection()?.removeAllRanges(); return this.mark(id, e.shiftKey ? this.shown.flatMap((c) => this.lists[c.id].map((t) => t.id)) : []); }
      this.open(id);
    },
    place(list, m) {
      if (m.after) { const i = list.findIndex((t) => t.id === m.after); if (i >= 0) return i + 1; }
      if (m.before) { const i = list.findIndex((t) => t.id === m.before); if (i >= 0) return i; }
      return m.after ? list.length : 0;
    },
    move(id, from, to, index) {
      const rest = this.lists[to].filter((t) => t.id !== id), m = this.moving.get(id) || { count: 0, from: new Set() };
      const after = (this.isManual && rest[index - 1]?.id) || null, before = (this.isManual && rest[index]?.id) || null;
      this.moving.set(id, { count: m.count + 1, from: m.from.add(from), to, after, before });
      this.revision++;
      this.$emit("move", { id, from, to, after, before });
      const name = this.columns.find((c) => c.id === to)?.name, at = this.lists[to].findIndex((t) => t.id === id);
      window.tasktide.say(this.word("{task} moved to {column}, position {place} of {n}", { task: this.deck.cards.get(id)?.key, column: name, place: at + 1, n: rest.length + 1 }));
    },
    settle(id, text) { this.apply(text); const m = this.moving.get(id); if (m && --m.count <= 0) this.moving.delete(id); if (!this.dragging) this.revision++; },
    apply(text) {
      const patches = JSON.parse(text);
      if (this.dragging) return void this.queue.push(...patches); // never move what is under the pointer
      if (this.loaded) for (const p of patches) if (!p.gone && !this.deck.cards.has(p.id)) { this.fresh.add(p.id); setTimeout(() => this.fresh.delete(p.id), 1500); }
      this.deck.take(patches);
      this.dropMarks(patches);
      this.revision++;
    },
    async arrange() {
      if (!this.writable || !this.movable) return;
      const { Sortable } = (this.lib ??= await import("nicegui-sortable"));
      this.sortables ??= new Map();
      for (const el of this.$refs.bodies || []) {
        if (this.sortables.has(el)) continue;
        this.sortables.set(el, Sortable.create(el, {
          group: "tasks", draggable: ".tt-card", animation: 140, ghostClass: "tt-ghost", dragClass: "tt-dragging", delay: 180, delayOnTouchOnly: true,
          forceFallback: true, fallbackTolerance: 4, fallbackOnBody: true, scroll: true, bubbleScroll: true, filter: ".tt-ib", preventOnFilter: false,
          onStart: () => { this.dragging = true; document.body.classList.add("tt-dragging-on"); },
          onEnd: (e) => this.drop(e),
        }));
      }
      for (const [el, s] of this.sortables) if (!el.isConnected) { s.destroy(); this.sortables.delete(el); }
    },
    drop(e) {
      const { item, from, to, oldDraggableIndex, newDraggableIndex } = e;
      item.remove(); from.insertBefore(item, from.querySelectorAll(":scope > .tt-card")[oldDraggableIndex] || from.querySelector(".tt-col-empty")); // hand the DOM back to Vue
      document.body.classList.remove("tt-dragging-on");
      this.dragging = false;
      this.revision++;
      if (from !== to || (this.isManual && oldDraggableIndex !== newDraggableIndex)) this.move(item.dataset.task, from.dataset.col, to.dataset.col, newDraggableIndex);
      if (this.queue.length) this.apply(JSON.stringify(this.queue.splice(0)));
    },
    // the keyboard's twin of dragging, and j k between cards
    key(e) {
      const id = e.target.dataset?.task, own = e.target.closest?.("[data-col]")?.dataset.col;
      if (!id || e.metaKey || e.ctrlKey) return;
      if (e.key === "x" && this.writable && !e.altKey) { e.stopPropagation(); return this.mark(id); }
      const c = this.shown.findIndex((x) => x.id === own);
      if (c < 0) return;
      const list = this.lists[this.shown[c].id], i = list.findIndex((t) => t.id === id);
      const step = { ArrowUp: [0, -1], k: [0, -1], ArrowDown: [0, 1], j: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[e.key];
      if (!step) return;
      e.preventDefault();
      const column = this.shown[c + step[0]];
      if (!column) return;
      const target = this.lists[column.id];
      if (!e.altKey) return void this.focus(target[step[0] ? Math.min(i, target.length - 1) : i + step[1]]?.id, column.id);
      if (!this.writable || !this.movable || (!step[0] && !this.isManual)) return;
      const index = step[0] ? Math.min(i, target.length) : i + step[1];
      if (index < 0 || index > target.length - (step[0] ? 0 : 1)) return;
      this.move(id, own, column.id, index);
      this.$nextTick(() => this.focus(id, column.id));
    },
    focus(id, column) { if (id) this.$el.querySelector(`[data-col="${column}"] [data-task="${id}"]`)?.focus(); },
  },
};
