// The page of a case on its way to a printer: how much smaller it gets, and a dark timeline turned light for the while.
const printing = {
  PAGE_PX: 1047, // A4 across without its margins, as @page in print.css

  listen() {
    window.addEventListener("beforeprint", printing.before);
    window.addEventListener("afterprint", printing.after);
  },

  // What one px of the screen becomes: a timeline as wide as the paper, never larger than on screen. Pure.
  zoom: (width) => Math.min(printing.PAGE_PX / width, 1),

  before() {
    const chart = document.getElementById("timeline"), { style, dataset } = document.documentElement;
    if (!chart) return;
    const width = chart.clientWidth;
    style.setProperty("--print-width", `${width}px`);
    style.setProperty("--print-zoom", String(printing.zoom(width)));
    if (dataset.theme !== "dark") return;
    printing.dark = true;
    dataset.theme = "light"; // the figure itself was drawn for the dark: it is turned
    document.getElementById("timeline-plot").classList.add("print-turned");
  },

  after() {
    if (!printing.dark) return;
    printing.dark = false;
    document.documentElement.dataset.theme = "dark";
    document.getElementById("timeline-plot").classList.remove("print-turned");
  },
};

if (typeof module !== "undefined") module.exports = printing;
else {
  (window.dash_clientside = window.dash_clientside || {}).printing = printing;
  printing.listen();
}
