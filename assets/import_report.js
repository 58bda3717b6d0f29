// The report of an import, to be read before anything is shown to others: every row accounted for, what is not known, what
// each case would become. Every word of a file is put on the page as text.
const import_report = {
  MOST_ROWS: 100,

  // The whole page of an import that was read, or has been decided about.
  page(told) {
    const report = told.report || {}, { el } = window.dash_clientside.dom, open = told.state === "ready";
    const table = (...given) => import_report.table(...given);
    return [
      import_report.head(told, report),
      el("div", { className: "importing-columns" },
        el("div", {},
          import_report.refused(report), import_report.left(report), table("Values to verify with the source", ["Value", "Why", "Rows"],
            (report.verify || []).map((one) => [one.what, one.why, one.count]), "verify"),
          open ? window.dash_clientside.import_codes.section(told) : "",
          table("Where everything went, and why", ["What", "Kind", "Why", "Events"],
            (report.went_to || []).map((one) => [one.what, one.kind, one.why, one.count]), "went"),
          import_report.readAs(told, report), import_report.notes(report)),
        el("div", {}, import_report.cases(told, report), import_report.studies(told, report))),
    ];
  },

  // What is decided here, and the numbers that must add up.
  head(told, report) {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside;
    const { log } = told, name = log ? `${log.name}: ${importing.count(log.files, "file")}, ${importing.size(log.size)}` : "";
    const buttons = told.state !== "ready" ? importing.button("Another import", () => import_report.again()) : el("span", { className: "importing-buttons" },
      import_report.tables(told) ? importing.button("Describe the tables", () => window.dash_clientside.import_tables.open(), import_report.any(report) ? "" : "main") : "",
      importing.button("Discard all", () => importing.act("DELETE", "")),
      import_report.any(report) ? importing.button("Accept all", () => import_report.accept(), "main") : "");
    const pictures = told.state === "ready" && (report.studies || []).some((one) => one.case);
    return el("section", { className: "importing-head", "aria-label": "Decision" },
      el("div", {}, el("h2", {}, import_report.title(told, report)), el("p", {}, [name, report.format].filter(Boolean).join("; ")),
        told.words ? el("p", { className: "importing-problem", role: "alert" }, told.words) : ""),
      import_report.sum(report), pictures ? import_report.burnedIn() : "", buttons);
  },

  // What somebody says of pictures before they are stored: nothing in them names the patient.
  burnedIn() {
    const { el } = window.dash_clientside.dom;
    return el("label", { className: "importing-pictures" }, el("input", { type: "checkbox", id: "importing-burned-in" }), " No name or other identifier is burned into the pictures");
  },

  async accept() {
    const { importing } = window.dash_clientside, box = document.getElementById("importing-burned-in");
    await importing.act("POST", "/accept", { pictures_read: Boolean(box?.checked) });
    if (box && document.body.contains(box)) box.focus();
  },

  async again() {
    const { importing } = window.dash_clientside;
    importing.now.told = null;
    importing.go("");
    await importing.start();
  },

  // Whether tables are among the files, which a person may describe. Pure.
  tables: (told) => told.files.some((file) => /\.(csv|tsv|xlsx)(\.gz)?$|\.zip$/i.test(file.name)),

  any: (report) => (report.cases || []).length > 0 || (report.studies || []).some((one) => one.case),

  // What stands above the report. Pure but for `importing`.
  title(told, report) {
    if (told.state === "accepted") return `Accepted${told.log?.seconds ? `, ${importing_words().took(told.log.seconds)} after the upload began` : ""}`;
    if (told.state === "discarded") return "Discarded. Nothing was stored.";
    if (import_report.any(report)) return "Nothing is stored yet: read this, then accept all or discard all";
    return (report.studies || []).length ? "Say to which case the pictures belong" : "Nothing of this can be stored as it is";
  },

  sum(report) {
    const { el } = window.dash_clientside.dom, { number } = window.dash_clientside.importing;
    if (report.rows_read === undefined) return "";
    const left = Object.values(report.not_imported).reduce((sum, one) => sum + one, 0);
    const part = (count, words, sign = "") => el("span", { className: count ? "some" : "none" }, sign, el("b", {}, number(count)), ` ${words}`);
    return el("p", { className: "importing-sum", role: "group", "aria-label": "Rows" }, part(report.rows_read, report.format === "dicom" ? "files read" : "rows read"), part(report.accepted, "accepted", "= "),
      part(report.merged, "merged", "+ "), part(report.refused_rows, "refused", "+ "), part(left, "not imported", "+ "));
  },

  refused(report) {
    const { importing } = window.dash_clientside, all = report.refused || [], more = (report.refused_rows || 0) - all.length;
    const rows = all.map((one) => [one.file, one.line ?? "", one.field ?? "", import_report.sentence(one.reason)]);
    const note = more > 0 ? `and ${importing.count(more, "more row", "more rows")}; each has one of these reasons` : "";
    return import_report.table("Refused", ["File", "Row", "Field", "Why"], rows, "refused", note);
  },

  sentence: (words) => words.charAt(0).toUpperCase() + words.slice(1),

  left(report) {
    const rows = Object.entries(report.not_imported || {}).map(([what, count]) => [what, count]);
    return import_report.table("Not imported", ["What", "Rows"], rows, "left");
  },

  notes(report) {
    const { el } = window.dash_clientside.dom;
    if (!(report.notes || []).length) return "";
    return el("section", { "data-part": "notes" }, el("h3", {}, "Also to know"), el("ul", {}, ...report.notes.map((note) => el("li", {}, note))));
  },

  // A table with its heading; the first rows, and the rest on request. Nothing where there are no rows.
  table(title, heads, rows, name, note = "") {
    const { el } = window.dash_clientside.dom;
    if (!rows.length) return "";
    const look = (place) => (typeof rows[0][place] === "number" ? "number" : "");
    const line = (row) => el("tr", {}, ...row.map((cell, place) => el("td", { className: look(place) }, import_report.cell(cell))));
    const body = el("tbody", {}, ...rows.slice(0, import_report.MOST_ROWS).map(line)), rest = rows.slice(import_report.MOST_ROWS);
    const all = () => { body.append(...rest.map(line)); more.remove(); };
    const more = rest.length ? el("button", { type: "button", className: "importing-more", on: { click: all } }, `Show ${rest.length} more`) : "";
    return el("section", { "data-part": name }, el("h3", {}, title),
      el("div", { className: "importing-scroll", tabIndex: 0, role: "region", "aria-label": title },
        el("table", {}, el("thead", {}, el("tr", {}, ...heads.map((words, place) => el("th", { scope: "col", className: look(place) }, words)))), body)),
      more, note ? el("p", { className: "importing-note" }, note) : "");
  },

  cell: (cell) => (typeof cell === "number" ? window.dash_clientside.importing.number(cell) : cell instanceof Node ? cell : String(cell ?? "")),

  // What would change in each case, and the case that is looked at.
  cases(told, report) {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside, open = told.state === "ready";
    if (!(report.cases || []).length) return "";
    const look = (one) => importing.button(one.id, () => import_report.look(one.id), "plain");
    const name = (one) => (open ? look(one) : el("a", { href: importing.caseAt(one.id) }, one.id));
    const rows = report.cases.map((one) => [name(one), import_report.change(one), one.added, one.changed, one.removed, one.unchanged]);
    const more = report.all_cases - rows.length, note = more > 0 ? `and ${importing.count(more, "more case", "more cases")}, which are accepted or discarded with these` : "";
    const table = import_report.table(report.all_cases === 1 ? "The case" : `${importing.number(report.all_cases)} cases`,
      ["Case", "", "Added", "Changed", "Removed", "Unchanged"], rows, "cases", note);
    if (open) table.append(el("div", { id: "importing-look", className: "importing-look", "aria-live": "polite" }));
    return table;
  },

  // Whether a case is new, changes, or stays. Pure.
  change: (one) => (one.version === 0 ? "nothing to store" : one.version === 1 && one.added ? "new" : one.added + one.changed + one.removed ? "changes" : "stays as it is"),

  // After the page is there: the first case is looked at.
  filled(told) {
    const first = told.state === "ready" && (told.report?.cases || []).find((one) => one.version > 0);
    if (first) import_report.look(first.id);
  },

  // Draws a case as it would be, and says where its events went and what its curves are made of.
  async look(id) {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside, box = document.getElementById("importing-look");
    const theme = document.documentElement.dataset.theme || "light", query = new URLSearchParams({ case: id, theme, w: Math.round(box.clientWidth) });
    const path = `imports/${importing.now.told.id}`;
    box.replaceChildren(el("p", {}, `Drawing ${id} …`));
    const got = await importing.ask("GET", `${path}/case.json?${new URLSearchParams({ case: id })}`);
    if (!document.body.contains(box)) return;
    if (got.error) return box.replaceChildren(el("p", { className: "importing-problem" }, got.error));
    const alt = `Timeline of ${got.title} as it would be`;
    box.replaceChildren(
      el("h4", {}, `${got.title} as it would be`), el("p", { className: "importing-note" }, [got.person, `day 0: ${got.zero}`].filter(Boolean).join("; ")),
      el("a", { href: `${importing.now.root}${path}/preview.svg?${query}`, target: "_blank", rel: "noopener", title: "Open it larger" },
        el("img", { className: "importing-picture", src: `${importing.now.root}${path}/preview.svg?${query}`, alt })),
      import_report.table("Lanes", ["Lane", "Kind", "Events"], got.lanes.map((one) => [one.lane, one.kind, one.events]), "lanes"),
      import_report.table("Why a curve has gaps", ["Measured", "Values", "Joined by a line", "The others"],
        got.curves.filter((one) => one.others.length).map((one) => [one.name, one.values, one.points, import_report.others(one)]), "curves"),
      import_report.table("To verify in this case", ["Event", "When", "Value", "Why", "Row"],
        got.verify.map((one) => [one.event, one.when, one.value, one.why, one.place]), "case-verify"));
  },

  // Why values are no points of a curve. Pure.
  others: (one) => one.others.map((other) => `${other.count}: ${other.why}`).join("; "),

  studies(told, report) {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside;
    const link = (id) => (id && told.state === "accepted" ? el("a", { href: importing.caseAt(id) }, id) : id || "waits");
    const rows = (report.studies || []).map((one) => [one.date || "no date", one.modality, one.series.length, link(one.case), one.reason || ""]);
    return import_report.table("Imaging studies", ["Date", "Modality", "Series", "Case", "Why"], rows, "studies");
  },

  // How the text of each file was understood, and what a person can confirm.
  readAs(told, report) {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside;
    const delimiters = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" };
    const rows = Object.entries(report.read_as || {}).map(([file, one]) =>
      [file, one.encoding || "", delimiters[one.delimiter] || one.delimiter || "", one.decimal || "not needed", one.dates || "not needed"]);
    const table = import_report.table("How the text was read", ["File", "Encoding", "Delimiter", "Decimal mark", "Dates"], rows, "read-as");
    if (told.state !== "ready") return table;
    const chosen = importing.now.choices || {}, given = {};
    const select = (name, words, options) => el("label", {}, `${words} `, import_report.select(name, chosen[name], options, (value) => (given[name] = value)));
    const text = !import_report.tables(told) ? [] : [
      select("dates", "Dates are", [["", "as detected"], "day first", "month first", "year first"]),
      select("decimal", "Decimal mark is", [["", "as detected"], "point", "comma"]),
      select("delimiter", "Cells are parted by", [["", "as detected"], "comma", "semicolon", "tab", "pipe"]),
      select("encoding", "Encoding is", [["", "as detected"], "utf-8", "cp1252", "utf-16", "iso-8859-15"])];
    const form = el("p", { className: "importing-choices" }, ...text,
      select("case", "All of it belongs to", [["", "the patients it names"], ...(told.cases || []).map((one) => [one.id, `${one.title} (${one.id})`])]),
      importing.button("Read again so", () => import_report.reread(given)));
    const section = table || el("section", { "data-part": "read-as" }, el("h3", {}, "How it is to be read"));
    section.append(form, window.dash_clientside.import_case.forThese());
    return section;
  },

  reread(given) {
    const { importing } = window.dash_clientside;
    importing.now.choices = { ...importing.now.choices, ...given };
    return importing.read();
  },

  // A select of words, or of [value, words].
  select(name, value, options, chosen) {
    const { el } = window.dash_clientside.dom;
    const pairs = options.map((one) => (Array.isArray(one) ? one : [one, one]));
    const made = el("select", { name }, ...pairs.map(([key, words]) => el("option", { value: key }, words)));
    made.value = value || "";
    made.addEventListener("change", () => chosen(made.value));
    return made;
  },
};

const importing_words = () => (typeof window === "undefined" ? require("./importing.js") : window.dash_clientside.importing);

if (typeof module !== "undefined") module.exports = import_report;
else (window.dash_clientside = window.dash_clientside || {}).import_report = import_report;
