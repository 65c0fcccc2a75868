// The browser's half of task_list.py: any number of rows, of which only those in sight are drawn.
import { Deck, Marks, Parts, bars, counts, due, faces, groupsOf, labels, order } from "tasktide_cards";

const HEAD = 36;

// Which drawn row shows which task. A row whose task went out of sight shows one that came into it: making elements
// is what scrolling costs. The others keep theirs, and whoever has the focus takes it along.
class Slots {
  constructor() { this.of = new Map(); this.count = 0; }
  place(sight, held) {
    const wanted = new Set(sight.map((r) => r.k)), free = [], of = new Map();
    for (const [k, slot] of this.of) if (!wanted.has(k) && k !== held && typeof slot === "number") free.push(slot);
    for (const r of sight) of.set(r.k, r.head ? r.k : (this.of.get(r.k) ?? free.shift() ?? this.count++));
    this.of = of;
    return sight.map((r) => ({ ...r, slot: of.get(r.k) }));
  }
}

export default {
  mixins: [Parts, Marks],
  props: { url: String, groups: Array, by: String, sort: String, project: Boolean, projects: Object, writable: Boolean },
  emits: ["open", "pick", "count", "mark"],
  template: `<div class="tt-list" :class="{'tt-marking':marks.size}" data-list ref="scroller" @scroll.passive="top=$refs.scroller.scrollTop" @click="click" @keydown="key">
    <div v-if="failed" class="tt-notice" role="alert">{{failed}}</div>
    <template v-if="!loaded"><div v-for="n in 12" :key="n" class="tt-bone tt-bone-row" :style="{width:35+n*37%50+'%'}"/></template>
    <div class="tt-list-in" :style="{height:height+'px'}" role="list">
    <template v-for="r in sight" :key="r.slot"><div v-if="r.head" role="listitem" class="tt-lg-at" :style="{top:r.y+'px'}"><button type="button" class="tt tt-lg" :class="{'tt-shut':shut.has(r.k)}" :data-head="r.k" :aria-expanded="!shut.has(r.k)"><i class="tt-icon tt-icon-chevron-down"/><i v-if="r.g.category" :class="'tt-st tt-st-'+r.g.category"/><span v-else-if="r.g.person" :class="'tt-av tt-av'+hue(r.g.id)" :data-face="r.g.id">{{initials(r.g.name)}}</span><i v-else-if="r.g.color" class="tt-square" :style="{'--c':r.g.color}"/><h2 dir="auto">{{r.g.name}}</h2><span class="tt-n">{{r.n}}</span></button></div>
    <div v-else class="tt-lr" role="listitem" tabindex="0" :data-row="r.k" :data-task="r.t.id" :class="{'tt-sel':r.t.id===selected,'tt-archived':r.t.archived,'tt-marked':marks.has(r.t.id)}" :style="{top:r.y+'px'}" :aria-label="r.t.key+' '+r.t.title">
      <span v-if="writable" class="tt-mark" data-mark role="checkbox" :aria-checked="marks.has(r.t.id)" :aria-label="word('Select {key}',r.t)"/><span class="tt-hit" data-field="priority">${bars("r.t")}</span><span class="tt-key">{{r.t.key}}</span><span class="tt-hit" data-field="status" :title="r.t.status_name"><i :class="'tt-st tt-st-'+r.t.category" role="img" :aria-label="word('Status: {name}',{name:r.t.status_name})"/></span>
      <span class="tt-lr-t"><span dir="auto">{{r.t.title}}</span>${counts("r.t")}</span><span class="tt-lr-l">${labels("r.t")}</span>
      <span class="tt-pj"><template v-if="projects[r.t.project]"><i class="tt-square" :style="{'--c':projects[r.t.project].color}"/><span>{{projects[r.t.project].name}}</span></template></span>
      <span class="tt-lr-e" data-field="due">${due("r.t")}</span><span class="tt-lr-e" data-field="assignee">${faces("r.t")}</span></div></template></div></div>`,
  data: () => ({ top: 0, seen: 900, revision: 0, loaded: false, failed: "", selected: null, shut: new Set() }),
  created() { this.deck = new Deck(); this.slots = new Slots(); this.row = innerWidth < 768 ? 44 : 40; this.reload(); },
  mounted() { this.observer = new ResizeObserver(() => (this.seen = this.$refs.scroller?.clientHeight || 900)); this.observer.observe(this.$refs.scroller); },
  beforeUnmount() { this.observer?.disconnect(); },
  watch: { url() { this.unmark(); this.reload(); }, total: { immediate: true, handler(n) { this.$emit("count", n); } } },
  computed: {
    flat() {
      void this.revision;
      const found = new Map(this.groups.map((g) => [g.id, []])), flat = [];
      for (const t of this.deck.cards.values()) for (const id of groupsOf(t, this.by)) found.get(id)?.push(t);
      let y = 0;
      for (const g of this.groups) {
        const rows = found.get(g.id);
        if (!rows.length) continue;
        if (this.by !== "none") { flat.push({ k: g.id, head: true, g, n: rows.length, y }); y += HEAD; }
        if (!this.shut.has(g.id)) for (const t of rows.sort(order(this.sort))) { flat.push({ k: g.id + t.id, t, y }); y += this.row; }
      }
      return flat;
    },
    total() { void this.revision; return this.loaded && !this.failed ? this.deck.cards.size : -1; },
    height() { const last = this.flat.at(-1); return last ? last.y + (last.head ? HEAD : this.row) : 0; },
    sight() {
      const from = this.top - 120, to = this.top + this.seen + 120, flat = this.flat;
      let low = 0, high = flat.length;
      while (low < high) { const middle = (low + high) >> 1; if (flat[middle].y < from) low = middle + 1; else high = middle; }
      const sight = [];
      for (let i = Math.max(0, low - 1); i < flat.length && flat[i].y < to; i++) sight.push(flat[i]);
      return this.slots.place(sight, document.activeElement?.closest?.("[data-row]")?.dataset.row);
    },
  },
  methods: {
    async reload() {
      const url = this.url;
      if (!url) { this.deck.clear(); this.failed = this.word("The filter above cannot be read yet."); this.loaded = true; this.revision++; return; }
      try { await this.deck.load(url); this.failed = ""; } catch (e) { if (url === this.url) { this.failed = this.word("The tasks could not be loaded. {reason}", { reason: e.message }); this.retry(url); } }
      if (url === this.url) { this.loaded = true; this.revision++; }
    },
    apply(text) { const patches = JSON.parse(text); this.deck.take(patches); this.dropMarks(patches); this.revision++; },
    settle(_id, text) { this.apply(text); },
    select(id) { this.selected = id; },
    ids() { return this.flat.filter((r) => r.t).map((r) => r.t.id); },
    click(e) {
      const head = e.target.closest("[data-head]")?.dataset.head, id = e.target.closest("[data-task]")?.dataset.task, field = e.target.closest("[data-field]")?.dataset.field;
      if (head) { this.shut.has(head) ? this.shut.delete(head) : this.shut.add(head); this.revision++; }
      else if (id && this.writable && (e.target.closest("[data-mark]") || e.metaKey || e.ctrlKey || e.shiftKey)) { getSelection()?.removeAllRanges(); this.mark(id, e.shiftKey ? this.ids() : []); }
      else if (id && field && this.writable) this.$emit("pick", { id, field });
      else if (id) this.open(id);
    },
    key(e) {
      const id = e.target.dataset?.task, step = { ArrowUp: -1, k: -1, ArrowDown: 1, j: 1 }[e.key];
      if (!id || e.metaKey || e.ctrlKey || e.altKey) return;
      if (e.key === "x" && this.writable) { e.stopPropagation(); return this.mark(id); }
      if (!step) return;
      e.preventDefault();
      const rows = this.flat.filter((r) => r.t), next = rows[rows.findIndex((r) => r.t.id === id) + step];
      if (!next) return;
      if (e.shiftKey && this.writable) { this.lastMark ??= id; this.mark(next.t.id, this.ids()); }
      const box = this.$refs.scroller;
      if (next.y < box.scrollTop + HEAD) box.scrollTop = next.y - HEAD; else if (next.y + this.row > box.scrollTop + box.clientHeight) box.scrollTop = next.y + this.row - box.clientHeight;
      this.top = box.scrollTop;
      this.$nextTick(() => this.$el.querySelector(`[data-task="${next.t.id}"]`)?.focus());
    },
  },
};
