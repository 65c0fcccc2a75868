// The browser's half of task_list.py: any number of rows, of which only those in sight are drawn.
import { Deck, Parts, bars, compare, counts, due, faces, labels, matches, when } from "tasktide_cards";

const HEAD = 36;
const WHEN = [["-1", "Overdue"], ["0", "Today"], ["1", "Next seven days"], ["2", "Later"], ["3", "No due date"]];
const CATEGORIES = [["active", "In progress"], ["todo", "Todo"], ["backlog", "Backlog"], ["done", "Done"], ["cancelled", "Cancelled"]];

export default {
  mixins: [Parts],
  props: { url: String, groups: Array, by: String, filter: Object, project: String, projects: Object, writable: Boolean },
  emits: ["open", "pick", "count"],
  template: `<div class="tt-list" data-list ref="scroller" @scroll.passive="top=$refs.scroller.scrollTop" @click="click" @keydown="key">
    <div v-if="failed" class="tt-notice" role="alert">The tasks could not be loaded. Reload the page to try again.</div>
    <template v-if="!loaded"><div v-for="n in 12" :key="n" class="tt-bone tt-bone-row" :style="{width:35+n*37%50+'%'}"/></template>
    <div class="tt-list-in" :style="{height:height+'px'}" role="list">
    <template v-for="r in sight" :key="r.k"><div v-if="r.head" class="tt-lg" :class="{'tt-shut':shut.has(r.k)}" :data-head="r.k" :style="{top:r.y+'px'}"><i class="tt-icon tt-icon-chevron-down"/><i v-if="r.category" :class="'tt-st tt-st-'+r.category"/><h2>{{r.name}}</h2><span class="tt-n">{{r.n}}</span></div>
    <div v-else class="tt-lr" role="listitem" tabindex="0" :data-task="r.t.id" :class="{'tt-sel':r.t.id===selected,'tt-archived':r.t.archived}" :style="{top:r.y+'px'}" :aria-label="r.t.key+' '+r.t.title">
      <span class="tt-hit" data-field="priority">${bars("r.t")}</span><span class="tt-key">{{r.t.key}}</span><span class="tt-hit" data-field="status" :title="r.t.status_name"><i :class="'tt-st tt-st-'+r.t.category" role="img" :aria-label="'Status: '+r.t.status_name"/></span>
      <span class="tt-lr-t"><span>{{r.t.title}}</span>${counts("r.t")}</span><span class="tt-lr-l">${labels("r.t")}</span>
      <span class="tt-pj"><template v-if="projects[r.t.project]"><i class="tt-square" :style="{'--c':projects[r.t.project].color}"/>{{projects[r.t.project].name}}</template></span>
      <span class="tt-lr-e">${due("r.t")}</span><span class="tt-lr-e" data-field="assignee">${faces("r.t")}</span></div></template></div></div>`,
  data: () => ({ top: 0, seen: 900, revision: 0, loaded: false, failed: false, selected: null, shut: new Set() }),
  created() { this.deck = new Deck(); this.row = innerWidth < 768 ? 44 : 40; this.reload(); },
  mounted() { this.observer = new ResizeObserver(() => (this.seen = this.$refs.scroller?.clientHeight || 900)); this.observer.observe(this.$refs.scroller); },
  beforeUnmount() { this.observer?.disconnect(); },
  watch: { url() { this.reload(); }, total(n) { this.$emit("count", n); } },
  computed: {
    heads() { return this.by === "status" ? this.groups.map((g) => [g.id, g.name, g.category]) : this.by === "category" ? CATEGORIES.map(([k, n]) => [k, n, k]) : WHEN; },
    flat() {
      void this.revision;
      const found = new Map(this.heads.map(([k]) => [k, []]));
      for (const t of this.deck.cards.values()) if (matches(t, { ...this.filter, project: this.project || null })) found.get(this.by === "when" ? String(when(t)) : t[this.by])?.push(t);
      const order = this.by === "status" ? compare : (a, b) => (a.due || "9").localeCompare(b.due || "9") || b.updated.localeCompare(a.updated);
      const flat = []; let y = 0;
      for (const [k, name, category] of this.heads) {
        const rows = found.get(k);
        if (!rows.length) continue;
        flat.push({ k, head: true, name, category, n: rows.length, y }); y += HEAD;
        if (!this.shut.has(k)) for (const t of rows.sort(order)) { flat.push({ k: t.id, t, y }); y += this.row; }
      }
      return flat;
    },
    total() { return this.loaded && !this.failed ? this.flat.reduce((sum, r) => sum + (r.head ? r.n : 0), 0) : -1; },
    height() { const last = this.flat.at(-1); return last ? last.y + (last.head ? HEAD : this.row) : 0; },
    sight() {
      const from = this.top - 240, to = this.top + this.seen + 240, flat = this.flat;
      let low = 0, high = flat.length;
      while (low < high) { const middle = (low + high) >> 1; if (flat[middle].y < from) low = middle + 1; else high = middle; }
      const sight = [];
      for (let i = Math.max(0, low - 1); i < flat.length && flat[i].y < to; i++) sight.push(flat[i]);
      return sight;
    },
  },
  methods: {
    async reload() { this.failed = false; try { await this.deck.load(this.url); } catch { this.failed = true; } this.loaded = true; this.revision++; },
    apply(text) { this.deck.take(JSON.parse(text)); this.revision++; },
    settle(_id, text) { this.apply(text); },
    select(id) { this.selected = id; },
    click(e) {
      const head = e.target.closest("[data-head]")?.dataset.head, id = e.target.closest("[data-task]")?.dataset.task, field = e.target.closest("[data-field]")?.dataset.field;
      if (head) { this.shut.has(head) ? this.shut.delete(head) : this.shut.add(head); this.revision++; }
      else if (id && field && this.writable) this.$emit("pick", { id, field });
      else if (id) this.$emit("open", id);
    },
    key(e) {
      const id = e.target.dataset?.task, step = { ArrowUp: -1, k: -1, ArrowDown: 1, j: 1 }[e.key];
      if (!id || !step || e.metaKey || e.ctrlKey || e.altKey) return;
      e.preventDefault();
      const rows = this.flat.filter((r) => r.t), next = rows[rows.findIndex((r) => r.t.id === id) + step];
      if (!next) return;
      const box = this.$refs.scroller;
      if (next.y < box.scrollTop + HEAD) box.scrollTop = next.y - HEAD; else if (next.y + this.row > box.scrollTop + box.clientHeight) box.scrollTop = next.y + this.row - box.clientHeight;
      this.top = box.scrollTop;
      this.$nextTick(() => this.$el.querySelector(`[data-task="${next.t.id}"]`)?.focus());
    },
  },
};
