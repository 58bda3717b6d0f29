// The marks of a finding's trend, drawn and not typed: fonts draw such signs in as many sizes as there are fonts.
const trends = {
  ORDER: ["new", "more", "present", "same", "less", "absent", "not reported"],

  // What each looks like in a box of 12 x 12, as [tag, attributes].
  SHAPES: {
    new: [["path", { d: "M1.5,1.5H10.5V10.5H1.5ZM6,3.5V8.5M3.5,6H8.5", class: "line" }]],
    more: [["path", { d: "M6,1L11,10.5H1Z" }]],
    present: [["circle", { cx: 6, cy: 6, r: 4 }]],
    same: [["path", { d: "M1.5,2.8H10.5V5H1.5ZM1.5,7H10.5V9.2H1.5Z" }]],
    less: [["path", { d: "M1.4,1.8H10.6L6,10.4Z", class: "line" }]],
    absent: [
      ["circle", { cx: 6, cy: 6, r: 4, class: "line" }],
      ["path", { d: "M1.5,10.5L10.5,1.5", class: "line" }],
    ],
    "not reported": [["path", { d: "M0,4L3,1M0,8L7,1M1,11L11,1M5,11L12,4M9,11L12,8", class: "hatch" }]],
  },

  mark(trend) {
    const { svg } = window.dash_clientside.dom,
      shapes = trends.SHAPES[trend] || [];
    return svg(
      "svg",
      { class: "trend", width: 12, height: 12, viewBox: "0 0 12 12", "aria-hidden": "true" },
      ...shapes.map(([tag, given]) => svg(tag, given)),
    );
  },

  // What a study says of a finding, in words: the source's own, and the ids of conflicts. Pure.
  words: (said) => (said ? [said.word || said.trend, ...said.conflicts].join(" ") : "not reported"),

  // The same with its trend, for who cannot see the mark. Pure.
  spoken: (said) =>
    said && said.word && said.word !== said.trend ? `${said.trend}: ${said.word}` : said ? said.trend : "not reported",
};

if (typeof module !== "undefined") module.exports = trends;
else (window.dash_clientside = window.dash_clientside || {}).trends = trends;
