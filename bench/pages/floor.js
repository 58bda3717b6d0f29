// The floor: a figure that is there, drawn by the same Plotly, and nothing else.
(() => {
  const config = { displayModeBar: false, showSendToCloud: false, scrollZoom: true, doubleClick: false }, plot = document.getElementById("plot");
  let shown = "", whole;
  const draw = (name, { data, layout }) => Plotly.react(plot, data, layout, config).then(() => {
    whole = plot._fullLayout.xaxis.range.map(Number);
    shown = name;
  });
  window.bench = {
    drawn: (name) => shown === name,
    show: async (name) => draw(name, await (await fetch(`/${name}.json`)).json()),
    zoom(from, to) {
      const [x0, x1] = whole, place = (part) => x0 + part * (x1 - x0);
      return Plotly.relayout(plot, { "xaxis.range[0]": place(from), "xaxis.range[1]": place(to) });
    },
    plot: () => plot.querySelector(".nsewdrag").getBoundingClientRect().toJSON(),
  };
  draw(window.first, window.figure).then(() => requestAnimationFrame(() => performance.mark("timeline-drawn")));
})();
