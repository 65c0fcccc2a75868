// One chart by Apache ECharts, drawn as SVG. `picked` gives the series and the point that was clicked.
import { echarts } from "nicegui-echart";

export default {
  template: `<div class="tt-chart-of"></div>`,
  props: { options: Object },
  mounted() {
    this.chart = echarts.init(this.$el, null, { renderer: "svg" });
    this.chart.on("click", (event) => {
      if (event.componentType === "series") this.$emit("picked", { series: event.seriesIndex, point: event.dataIndex });
    });
    this.sizes = new ResizeObserver(() => this.chart.resize());
    this.sizes.observe(this.$el);
    this.draw();
  },
  beforeUnmount() {
    this.sizes.disconnect();
    this.chart.dispose();
  },
  watch: {
    options() {
      this.draw();
    },
  },
  methods: {
    draw() {
      // Series are told apart by their place: with more or fewer of them all is drawn anew.
      const notMerge = this.chart.getOption()?.series?.length !== this.options.series?.length;
      this.chart.setOption(this.options, { notMerge });
    },
  },
};
