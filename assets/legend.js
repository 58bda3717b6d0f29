// The legend: every kind of time and every state of a fact with the mark that stands for it, drawn as in the chart.
const legend = {
  // [words, drawing]; a drawing is a list of [tag, attributes, text?] in a box of 30 x 14.
  ENTRIES: [
    ["exact", [["circle", { cx: 15, cy: 7, r: 4.5, class: "solid" }]]],
    ["exact on another clock, bar = window here", [
      ["rect", { x: 4, y: 5, width: 22, height: 4, class: "solid" }],
      ["circle", { cx: 15, cy: 7, r: 4.5, class: "solid" }],
    ]],
    ["bounded, earliest to latest", [
      ["path", { d: "M5,1.5H2V12.5H5M25,1.5H28V12.5H25M2,7H28" }],
      ["circle", { cx: 15, cy: 7, r: 4.5, class: "hollow" }],
    ]],
    ["approximate, ends fade", [
      ["path", { d: "M2,7H7", opacity: 0.25, class: "thick" }],
      ["path", { d: "M7,7H23", opacity: 0.7, class: "thick" }],
      ["path", { d: "M23,7H28", opacity: 0.25, class: "thick" }],
      ["circle", { cx: 15, cy: 7, r: 4.5, class: "hollow" }],
    ]],
    ["order known, day unknown", [
      ["path", { d: "M1,7H29M1,4V10M29,4V10", class: "dots" }],
      ["rect", { x: 8, y: 0.5, width: 13, height: 13, class: "hollow" }],
      ["text", { x: 14.5, y: 10.5 }, "7"],
    ]],
    ["no order either", [
      ["path", { d: "M4,7H28M24,4L28,7L24,10", class: "dots" }],
      ["rect", { x: 2, y: 0.5, width: 13, height: 13, class: "hollow" }],
      ["text", { x: 8.5, y: 10.5 }, "\u2013"],
    ]],
    ["as of writing, past a break", [
      ["path", { d: "M6,0L9,3L6,6L9,9L6,13M12,0L15,3L12,6L15,9L12,13", class: "thin" }],
      ["circle", { cx: 23, cy: 7, r: 4.5, class: "solid" }],
    ]],
    ["given, possible, end not reported", [
      ["rect", { x: 1, y: 3, width: 9, height: 8, class: "solid" }],
      ["rect", { x: 10, y: 3.5, width: 9, height: 7, class: "hollow" }],
      ["rect", { x: 20, y: 3, width: 3, height: 8, class: "solid", opacity: 0.6 }],
      ["rect", { x: 23, y: 3, width: 3, height: 8, class: "solid", opacity: 0.35 }],
      ["rect", { x: 26, y: 3, width: 3, height: 8, class: "solid", opacity: 0.15 }],
    ]],
    ["absent", [["circle", { cx: 15, cy: 7, r: 4.5, class: "hollow" }], ["path", { d: "M10,12L20,2" }]]],
    ["presumed", [["circle", { cx: 15, cy: 7, r: 5, class: "hollow" }], ["text", { x: 15, y: 10 }, "?"]]],
    ["planned", [["circle", { cx: 13, cy: 7, r: 4.5, class: "hollow" }], ["path", { d: "M17.5,7H23M20,4L23,7L20,10" }]]],
    ["considered, rejected", [
      ["circle", { cx: 15, cy: 7, r: 4.5, class: "hollow" }],
      ["path", { d: "M10.5,2.5L19.5,11.5M10.5,11.5L19.5,2.5" }],
    ]],
    ["not reported", [["path", { d: "M4,12L14,2M10,12L20,2M16,12L26,2", class: "thin" }]]],
    ["flag beside a status", [["path", { d: "M11,0V14M11,0L21,3.5L11,7Z", class: "solid" }]]],
    ["finding: new, more, same, less, present", "trends"],
  ],

  // Only large cases have these.
  MANY: [
    ["so many under one mark", [["circle", { cx: 9, cy: 6, r: 4.5, class: "solid" }], ["text", { x: 21, y: 10 }, "12"], ["path", { d: "M3,13H28", class: "thin" }]]],
    ["administrations, one line each", [["path", { d: "M4,2V12M9,2V12M14,2V12M19,2V12M24,2V12" }]]],
  ],

  // `many`: also what stands for many events.
  draw(box, many) {
    const { el } = window.dash_clientside.dom;
    if (box.childElementCount) return;
    const drawn = (drawing) => (drawing === "trends" ? ["new", "more", "same", "less", "present"].map(trends.mark) : [legend.picture(drawing)]);
    box.replaceChildren(...[...legend.ENTRIES, ...(many ? legend.MANY : [])].map(([words, drawing]) => el("li", {}, ...drawn(drawing), words)));
  },

  picture(drawing) {
    const { svg } = window.dash_clientside.dom, picture = svg("svg", { width: 30, viewBox: "0 0 30 14", height: 14, "aria-hidden": "true" });
    for (const [tag, given, text] of drawing) picture.append(svg(tag, given, ...(text ? [text] : [])));
    return picture;
  },
};

if (typeof module !== "undefined") module.exports = legend;
else (window.dash_clientside = window.dash_clientside || {}).legend = legend;
