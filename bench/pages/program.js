// What the bench asks of the program's own page.
window.bench = {
  drawn: (name) => document.getElementById("timeline")?.dataset.drawn === name,
  show: (name) => switching.go(name),
  zoom(from, to) {
    const end = timeline.now.meta.segments.at(-1).x1;
    return zoom.to(from * end, to * end);
  },
  plot: () => document.querySelector("#timeline-plot .nsewdrag").getBoundingClientRect().toJSON(),
};
