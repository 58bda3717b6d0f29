// vis-timeline: Graph2d for the series (it has no log axis, so it is given logarithms), Timeline for the rest, moved together.
(() => {
  const box = document.getElementById("plot"), DAY = 864e5, FIRST = Date.UTC(2021, 2, 1), date = (day) => new Date(FIRST + day * DAY);
  let shown = "", graph = null, chart = null, days = 1;

  function points(series) {
    return series.flatMap(({ days: at, values }, group) => at.map((day, i) => ({ x: date(day), y: Math.log10(values[i]), group })));
  }

  function items({ bars, states, studies }) {
    return [
      ...bars.map(({ name, start, end }, i) => ({ id: `b${i}`, group: name, start: date(start), end: date(end), content: "", title: name })),
      ...states.map(({ day, name }, i) => ({ id: `s${i}`, group: "status", start: date(day), type: "point", content: "", title: name })),
      ...studies.map(({ day, name }, i) => ({ id: `i${i}`, group: "imaging", start: date(day), type: "box", content: name, title: name })),
    ];
  }

  const visible = () => box.querySelectorAll(".lower .vis-item").length > 3 && getComputedStyle(box.querySelector(".lower .vis-timeline")).visibility === "visible";

  function draw(name, patient) {
    graph?.destroy();
    chart?.destroy();
    box.innerHTML = '<div class="upper"></div><div class="lower"></div>';
    days = patient.days;
    const window_ = { start: date(-0.01 * days), end: date(1.01 * days) }, [upper, lower] = box.children;
    const groups = new vis.DataSet(patient.series.map((one, id) => ({ id, content: one.name, options: { drawPoints: false, interpolation: false } })));
    graph = new vis.Graph2d(upper, new vis.DataSet(points(patient.series)), groups, { height: 440, width: "1500px", sampling: true, interpolation: false, ...window_ });
    const rows = [...new Set(patient.bars.map((bar) => bar.name)), "status", "imaging"].map((id) => ({ id, content: id }));
    chart = new vis.Timeline(lower, new vis.DataSet(items(patient)), new vis.DataSet(rows), { width: "1500px", stack: false, maxHeight: 420, ...window_ });
    let tied = false;
    const tie = (from, to) => from.on("rangechange", ({ start, end }) => {
      if (tied) return;
      tied = true;
      to.setWindow(start, end, { animation: false });
      tied = false;
    });
    tie(graph, chart);
    tie(chart, graph);
    const done = () => (visible() && box.querySelector(".upper path") ? (shown = name) : requestAnimationFrame(done));
    requestAnimationFrame(done);
  }

  window.bench = {
    drawn: (name) => shown === name,
    show: async (name) => draw(name, await (await fetch(`/${name}.patient.json`)).json()),
    async zoom(from, to) {
      for (const one of [graph, chart]) {
        one.setWindow(date(from * days), date(to * days), { animation: false });
        one.redraw();
      }
    },
    plot: () => box.querySelector(".upper .vis-center").getBoundingClientRect().toJSON(),
  };
  draw(window.first, window.patient);
  (function wait() {
    if (shown) performance.mark("timeline-drawn");
    else requestAnimationFrame(wait);
  })();
})();
