// The browser's half of board.py: props in, events out, apply(patches) for what changes meanwhile.
import { Deck, Parts, bars, compare, counts, due, faces, labels, matches } from "tasktide_cards";

const PAGE = 50;
const TaskCard = {
  mixins: [Parts],
  props: ["t", "sel", "fresh"],
  template: `<article :class="['tt-card',{'tt-sel':sel,'tt-archived':t.archived,'tt-new':fresh}]" :data-task="t.id" tabindex="0" role="button" :aria-label="t.key+' '+t.title" aria-keyshortcuts="Enter Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight">
    <div class="tt-card-r">${bars("t")}<span class="tt-key">{{t.key}}</span>${faces("t")}</div>
    <div class="tt-card-t" dir="auto">{{t.title}}</div>
    <div class="tt-card-m">${labels("t")}${due("t")}${counts("t")}</div></article>`,
};

export default {
  components: { TaskCard },
  props: { url: String, columns: Array, filter: Object, project: String, writable: Boolean },
  emits: ["open", "move", "add"],
  template: `<div class="tt-board" data-list @click="pick" @keydown="key"><section class="tt-col" v-for="c in columns" :key="c.id" :aria-label="c.name">
    <header class="tt-col-h"><i :class="'tt-st tt-st-'+c.category" aria-hidden="true"/><h2>{{c.name}}</h2><span class="tt-n" :aria-label="(lists[c.id]||[]).length+' tasks'">{{loaded?(lists[c.id]||[]).length:''}}</span>
      <button v-if="writable" class="tt tt-ib" :aria-label="'New task in '+c.name" :title="'New task in '+c.name" @click="$emit('add',c.id)"><i class="tt-icon tt-icon-plus"/></button></header>
    <div class="tt-col-b" ref="bodies" :data-col="c.id" @scroll.passive="more(c.id,$event)">
      <template v-if="!loaded"><div v-for="n in 3" :key="n" class="tt-bone tt-bone-card"/></template>
      <TaskCard v-for="t in (lists[c.id]||[]).slice(0,limit(c.id))" :key="t.id" :t="t" :sel="t.id===selected" :fresh="fresh.has(t.id)"/>
      <div v-if="loaded" class="tt-col-empty">{{hint(c)}}</div>
    </div></section></div>`,
  data: () => ({ revision: 0, loaded: false, failed: false, selected: null, limits: {}, fresh: new Set() }),
  created() {
    this.deck = new Deck();
    this.moving = new Map(); // id → {count, status, index, held}: cards on their way, kept where the person put them
    this.queue = [];
    this.dragging = false;
    this.reload();
  },
  mounted() { this.sort(); },
  updated() { this.sort(); },
  beforeUnmount() { for (const s of this.sortables?.values() || []) s.destroy(); },
  watch: { url() { this.reload(); } },
  computed: {
    isEmpty() { void this.revision; return ![...this.deck.cards.values()].some((t) => t.project === this.project); },
    lists() {
      void this.revision;
      const lists = Object.fromEntries(this.columns.map((c) => [c.id, []]));
      for (const t of this.deck.cards.values()) if (t.project === this.project && lists[t.status] && !this.moving.has(t.id) && matches(t, this.filter)) lists[t.status].push(t);
      for (const c of this.columns) lists[c.id].sort(compare);
      for (const [id, m] of this.moving) { const t = this.deck.cards.get(id); if (t) lists[m.status]?.splice(this.place(lists[m.status], m), 0, t); }
      return lists;
    },
  },
  methods: {
    hint(column) {
      if (this.failed) return "The tasks could not be loaded. Reload the page to try again.";
      const first = this.columns.find((c) => c.category === "todo") || this.columns[0];
      return this.writable && this.isEmpty && column === first ? "Press C, or the plus above, to add the first task" : "No tasks here";
    },
    async reload() {
      this.failed = false;
      try { await this.deck.load(this.url); } catch { this.failed = true; }
      this.loaded = true; this.revision++;
    },
    limit(column) { return this.limits[column] || PAGE; },
    more(column, e) { const b = e.target; if (b.scrollTop + b.clientHeight > b.scrollHeight - 600 && this.lists[column].length > this.limit(column)) this.limits = { ...this.limits, [column]: this.limit(column) + PAGE }; },
    select(id) { this.selected = id; if (id) this.$nextTick(() => this.$el.querySelector(`[data-task="${id}"]`)?.scrollIntoView?.({ block: "nearest", inline: "nearest" })); },
    // one delegated listener: handlers on each card would make all of them re-render whenever the page does
    pick(e) { const card = e.target.closest?.("[data-task]"); if (card) this.$emit("open", card.dataset.task); },
    place(list, m) {
      if (m.after) { const i = list.findIndex((t) => t.id === m.after); if (i >= 0) return i + 1; }
      if (m.before) { const i = list.findIndex((t) => t.id === m.before); if (i >= 0) return i; }
      return m.after ? list.length : 0;
    },
    move(id, status, index) {
      const rest = this.lists[status].filter((t) => t.id !== id);
      const after = rest[index - 1]?.id ?? null, before = rest[index]?.id ?? null;
      this.moving.set(id, { count: (this.moving.get(id)?.count || 0) + 1, status, after, before });
      this.revision++;
      this.$emit("move", { id, status, after, before });
      const name = this.columns.find((c) => c.id === status)?.name;
      window.tasktide?.say(`${this.deck.cards.get(id)?.key} moved to ${name}, position ${index + 1} of ${rest.length + 1}`);
    },
    settle(id, text) { this.apply(text); const m = this.moving.get(id); if (m && --m.count <= 0) this.moving.delete(id); if (!this.dragging) this.revision++; },
    apply(text) {
      const patches = JSON.parse(text);
      if (this.dragging) return void this.queue.push(...patches); // never move what is under the pointer
      if (this.loaded) for (const p of patches) if (!p.gone && !this.deck.cards.has(p.id)) { this.fresh.add(p.id); setTimeout(() => this.fresh.delete(p.id), 1500); }
      this.deck.take(patches);
      this.revision++;
    },
    async sort() {
      if (!this.writable) return;
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
      if (from !== to || oldDraggableIndex !== newDraggableIndex) this.move(item.dataset.task, to.dataset.col, newDraggableIndex);
      if (this.queue.length) this.apply(JSON.stringify(this.queue.splice(0)));
    },
    // the keyboard's twin of dragging, and j k between cards
    key(e) {
      const id = e.target.dataset?.task;
      if (!id || e.metaKey || e.ctrlKey) return;
      const c = this.columns.findIndex((x) => this.lists[x.id].some((t) => t.id === id));
      if (c < 0) return;
      const list = this.lists[this.columns[c].id], i = list.findIndex((t) => t.id === id);
      const step = { ArrowUp: [0, -1], k: [0, -1], ArrowDown: [0, 1], j: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[e.key];
      if (!step) return;
      e.preventDefault();
      const column = this.columns[c + step[0]];
      if (!column) return;
      const target = this.lists[column.id];
      if (!e.altKey) return void this.focus(target[step[0] ? Math.min(i, target.length - 1) : i + step[1]]?.id);
      if (!this.writable) return;
      const index = step[0] ? Math.min(i, target.length) : i + step[1];
      if (index < 0 || index > target.length - (step[0] ? 0 : 1)) return;
      this.move(id, column.id, index);
      this.$nextTick(() => this.focus(id));
    },
    focus(id) { if (id) this.$el.querySelector(`[data-task="${id}"]`)?.focus(); },
  },
};
