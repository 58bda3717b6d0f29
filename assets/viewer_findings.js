// Study by finding, the header of a comparison: for two studies a row each; for more a column each, over its picture.
const viewer_findings = {
  // For two studies between their captions.
  rows(studies) {
    const { el } = window.dash_clientside.dom,
      names = viewer_caption.names(studies);
    if (!names.length) return "";
    const head = el(
      "tr",
      {},
      el("th", { scope: "col" }, el("span", { className: "sr" }, "Study")),
      ...names.map((name) => el("th", { scope: "col" }, name)),
    );
    const row = (study) =>
      el("tr", {}, el("th", { scope: "row" }, study.label), ...names.map((name) => viewer_findings.cell(study, name)));
    return el(
      "table",
      { className: "viewer-findings by-study" },
      el("thead", {}, head),
      el("tbody", {}, ...studies.map(row)),
    );
  },

  // For more: `heads` are the headings of the columns.
  columns(studies, heads) {
    const { el } = window.dash_clientside.dom,
      names = viewer_caption.names(studies);
    const head = el("tr", {}, el("td", {}), ...heads.map((node) => el("th", { scope: "col" }, node)));
    const row = (name) =>
      el("tr", {}, el("th", { scope: "row" }, name), ...studies.map((study) => viewer_findings.cell(study, name)));
    return el(
      "table",
      { className: "viewer-findings by-finding" },
      el("thead", {}, head),
      el("tbody", {}, ...names.map(row)),
    );
  },

  cell(study, name) {
    const { el } = window.dash_clientside.dom,
      said = study.findings[name],
      trend = said ? said.trend : "not reported";
    const spoken = trends.spoken(said),
      words = trends.words(said),
      place = said ? `, ${said.place}` : "";
    return el(
      "td",
      { className: `viewer-finding ${trend.replace(" ", "-")}`, title: `${spoken}${place}` },
      trends.mark(trend),
      spoken === words ? "" : el("span", { className: "sr" }, `${trend}: `),
      words,
    );
  },

  // What the marks mean, in the corner that the table leaves.
  key(studies) {
    const { el } = window.dash_clientside.dom,
      used = new Set(
        studies.flatMap((study) =>
          viewer_caption.names(studies).map((name) => study.findings[name]?.trend || "not reported"),
        ),
      );
    return el(
      "ul",
      { className: "viewer-key" },
      ...trends.ORDER.filter((trend) => used.has(trend)).map((trend) => el("li", {}, trends.mark(trend), trend)),
    );
  },
};

if (typeof module !== "undefined") module.exports = viewer_findings;
else (window.dash_clientside = window.dash_clientside || {}).viewer_findings = viewer_findings;
