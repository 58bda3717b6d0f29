// The wizard for tables: what each column is, as a proposal that a person corrects, and the first rows as events in words.
const import_tables = {
  WAIT_MS: 500,
  ITEM_ROLES: ["", "at", "at_time", "until", "until_time", "name", "code", "value", "unit", "low", "high", "flag", "specimen", "group", "note", "keep", "birth", "age", "sex", "diagnosis"],

  // Opens the wizard for the job that is shown.
  async open(said = {}) {
    const { importing } = window.dash_clientside;
    importing.say("Looking at the tables …");
    const got = await importing.ask("POST", `imports/${importing.now.told.id}/tables`, { ...importing.now.choices, ...said });
    importing.say(got.error || (got.tables.length + got.unreadable.length ? "" : "There are no tables among these files."));
    if (got.error || !(got.tables.length + got.unreadable.length)) return;
    Object.assign(got.plan.dialect, said);
    import_tables.now = { got, plan: got.plan };
    importing.show(...import_tables.page());
    importing.box().dataset.shown = "tables";
    importing.box().querySelector("h2").focus();
    import_tables.later(0);
  },

  page() {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside, { got, plan } = import_tables.now;
    return [
      el("section", { className: "importing-head" },
        el("div", {}, el("h2", { tabIndex: -1 }, "What the columns are"),
          el("p", {}, "The choices below are proposals, made from names and first rows. Correct them; nothing is stored by this.")),
        el("span", { className: "importing-buttons" }, importing.button("Back", () => importing.load()),
          importing.button("Read with this description", () => import_tables.read(), "main"))),
      import_tables.known(got),
      import_tables.common(plan),
      el("div", { className: "wizard-tables" }, ...got.tables.map((table, place) => import_tables.table(table, plan.tables[place]))),
      ...got.unreadable.map((one) => el("p", { className: "importing-problem" }, `${one.name}: ${one.problem}`)),
      el("section", { className: "wizard-result" }, el("h3", {}, "The first rows, as they would be read"),
        el("div", { id: "wizard-result", "aria-live": "polite" }), import_tables.keeping()),
    ];
  },

  // What knows these tables already: a mapping that ships with the program, and those that were kept.
  known(got) {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside;
    const shipped = got.known && el("p", {}, `The program knows these tables as ${got.known}. `, importing.button(`Read them as ${got.known}`, () => import_tables.readKept("", got.known)));
    const kept = got.kept.map((one) => el("li", {}, importing.button(`Read them with ${one.title}`, () => import_tables.readKept(one.name)),
      ` kept by ${one.who} `, el("a", { href: `${importing.now.root}mappings/${encodeURIComponent(one.name)}.toml`, download: `${one.name}.toml` }, `${one.name}.toml`), " ",
      importing.button("Forget", (event) => import_tables.forget(one.name, event.currentTarget), "plain")));
    return el("section", { className: "wizard-known" }, shipped || "", kept.length ? el("h3", {}, "Descriptions that were kept") : "", kept.length ? el("ul", {}, ...kept) : "");
  },

  async forget(name, button) {
    const { importing } = window.dash_clientside, got = await importing.ask("DELETE", `mappings/${encodeURIComponent(name)}`);
    if (!got.error) button.closest("li").remove();
    importing.say(got.error || `${name} is forgotten.`);
  },

  // What holds for all tables.
  common(plan) {
    const { import_report } = window.dash_clientside, { el } = window.dash_clientside.dom;
    const field = (words, value, size, change) => el("label", {}, `${words} `, el("input", { type: "text", value, size, maxLength: 200, on: { input: (event) => { change(event.target.value); import_tables.later(); } } }));
    const select = (name, words, options) => el("label", {}, `${words} `, import_report.select(name, plan.dialect[name], options, (value) => { plan.dialect[name] = value; import_tables.later(); }));
    return el("p", { className: "importing-choices" },
      field("Name of the source", plan.name, 16, (value) => (plan.name = value)), field("For people", plan.title, 20, (value) => (plan.title = value)),
      field("Cells that hold nothing", plan.missing.join(" "), 12, (value) => (plan.missing = value.split(/\s+/).filter(Boolean))),
      select("dates", "Dates are", [["", "not said"], "day first", "month first", "year first"]),
      select("decimal", "Decimal mark is", [["", "not said"], "point", "comma"]),
      el("label", {}, "Encoding is ", import_report.select("encoding", plan.dialect.encoding, [["", "as detected"], "utf-8", "cp1252", "utf-16", "iso-8859-15"],
        (value) => import_tables.open(value ? { encoding: value } : {}))));
  },

  // One table: what it holds, its columns with their roles over the first rows, and for answers what the items are.
  table(table, plan) {
    const { el } = window.dash_clientside.dom, { import_report } = window.dash_clientside, { got } = import_tables.now;
    const box = el("details", { className: "wizard-table", open: got.tables.length < 4 || table === got.tables[0] });
    const used = el("input", { type: "checkbox", checked: plan.used, "aria-label": `Use ${table.name}` });
    used.addEventListener("change", () => { plan.used = used.checked; import_tables.later(); });
    const again = () => { const next = import_tables.table(table, plan); next.open = true; box.replaceWith(next); import_tables.later(); };
    const kind = import_report.select("kind", plan.kind, Object.entries(got.kinds), (value) => { plan.kind = value; again(); });
    const layout = import_report.select("layout", plan.layout, Object.entries(got.layouts), (value) => { plan.layout = value; again(); });
    const words = el("input", { type: "text", value: plan.words, size: 18, maxLength: 100 });
    words.addEventListener("input", () => { plan.words = words.value; import_tables.later(); });
    const needsWords = plan.layout !== "columns" && plan.kind !== "person" && ![...plan.columns, ...plan.items].some((one) => one.role === "name");
    box.append(
      el("summary", {}, el("b", {}, [table.name, table.sheet].filter(Boolean).join(", sheet ")), ` ${import_tables.said(plan, got)}`),
      el("p", { className: "importing-choices" }, el("label", {}, used, " use it"), el("label", {}, "It holds ", kind), el("label", {}, "and ", layout),
        needsWords ? el("label", {}, "All of them are called ", words) : ""),
      import_tables.columns(table, plan, again), plan.layout === "items" ? import_tables.items(plan, again) : "");
    return box;
  },

  // What a table is taken for, in a few words. Pure.
  said: (plan, got) => (plan.used ? `${got.kinds[plan.kind]}; ${got.layouts[plan.layout]}` : "is not used"),

  columns(table, plan, again) {
    const { el } = window.dash_clientside.dom, roles = Object.keys(import_tables.now.got.roles).filter((role) => import_tables.fits(role, plan.layout));
    const heads = plan.columns.map((one) => el("th", { scope: "col" }, el("span", {}, one.name), import_tables.role(one, roles, again),
      one.role === "measure" ? import_tables.measured(one) : ""));
    const rows = table.rows.slice(0, 5).map((row) => el("tr", {}, ...plan.columns.map((_, place) => el("td", {}, row[place] || ""))));
    return el("div", { className: "importing-scroll", tabIndex: 0, role: "region", "aria-label": `Columns of ${table.name}` },
      el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows)));
  },

  // Whether a role makes sense in a layout. Pure.
  fits(role, layout) {
    if (["item", "itemvalue", "record"].includes(role)) return layout === "items";
    if (role === "measure") return layout === "columns";
    return layout !== "columns" || !["value", "unit", "low", "high", "flag", "code", "name", "until", "until_time", "specimen"].includes(role);
  },

  role(one, roles, again) {
    const { got } = import_tables.now, { import_report } = window.dash_clientside;
    const options = [...new Set([...roles, one.role])].map((role) => [role, got.roles[role]]);
    const select = import_report.select("role", one.role, options, (value) => { one.role = value; again(); });
    select.setAttribute("aria-label", `What ${one.name} is`);
    return select;
  },

  measured(one) {
    const { el } = window.dash_clientside.dom;
    const field = (key, words, size) => el("input", { type: "text", value: one[key], size, maxLength: 60, placeholder: words, "aria-label": `${words} of ${one.name}`,
      on: { input: (event) => { one[key] = event.target.value; import_tables.later(); } } });
    return el("span", { className: "wizard-measure" }, field("title", "what it measures", 10), field("unit", "unit", 6));
  },

  items(plan, again) {
    const { el } = window.dash_clientside.dom;
    const rows = plan.items.map((one) => el("tr", {}, el("td", {}, one.name), el("td", {}, import_tables.role(one, import_tables.ITEM_ROLES, again))));
    return el("div", {}, el("h4", {}, "Its items"), el("div", { className: "importing-scroll wizard-items", tabIndex: 0, role: "region", "aria-label": `Items of ${plan.file}` },
      el("table", {}, el("tbody", {}, ...rows))));
  },

  // The first rows anew, a moment after the last change.
  later(wait = import_tables.WAIT_MS) {
    clearTimeout(import_tables.timer);
    import_tables.timer = setTimeout(import_tables.preview, wait);
  },

  async preview() {
    const { importing } = window.dash_clientside, ask = (import_tables.asked = (import_tables.asked || 0) + 1);
    const box = () => document.getElementById("wizard-result");
    box()?.setAttribute("aria-busy", "true");
    const got = await importing.ask("POST", `imports/${importing.now.told.id}/tables/try`, import_tables.now.plan);
    if (!box() || ask !== import_tables.asked) return;
    import_tables.now.toml = got.toml;
    box().replaceChildren(...import_tables.result(got));
    box().removeAttribute("aria-busy");
    box().dataset.asked = String(ask);
  },

  result(got) {
    const { el } = window.dash_clientside.dom, { import_report } = window.dash_clientside;
    const problem = (words) => el("p", { className: "importing-problem" }, words);
    if (got.error) return [problem(got.error)];
    const asked = (got.asked || []).map((one) => problem(`${one.file}${one.field ? `, ${one.field}` : ""}: ${one.reason}.`));
    const rows = got.events.map((one) => [one.patient, one.when, one.kind, one.what, one.value, one.place]);
    const table = import_report.table("", ["Patient", "When", "Kind", "What", "Value", "Row"], rows, "events");
    if (table) table.querySelector("h3").remove();
    return [...got.problems.map(problem), ...asked, table || (got.problems.length || asked.length ? "" : problem("These rows give no event.")),
      el("details", {}, el("summary", {}, "As a mapping for the command line (TOML)"), el("pre", {}, got.toml))];
  },

  keeping() {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside;
    return el("p", { className: "importing-buttons" },
      importing.button("Keep for next time", () => import_tables.keep()), importing.button("Save as TOML", () => import_tables.save()));
  },

  async keep() {
    const { importing } = window.dash_clientside, got = await importing.ask("POST", "mappings", import_tables.now.plan);
    importing.say(got.error || `Kept as ${got.name}: next time it stands at the top of this page.`);
  },

  save() {
    const { el } = window.dash_clientside.dom, address = URL.createObjectURL(new Blob([import_tables.now.toml || ""], { type: "application/toml" }));
    el("a", { href: address, download: `${import_tables.now.plan.name}.toml` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  },

  async read() {
    const { importing } = window.dash_clientside, { id } = importing.now.told;
    const got = await importing.ask("POST", `imports/${id}/tables/try`, import_tables.now.plan);
    if (got.error || got.problems.length) return importing.say(got.error || got.problems.join(" "));
    importing.now.choices = { mapping: "own", toml: got.toml };
    await importing.read();
  },

  readKept(name, format = "") {
    const { importing } = window.dash_clientside;
    importing.now.choices = name ? { mapping: name } : { format };
    return importing.read();
  },
};

if (typeof module !== "undefined") module.exports = import_tables;
else (window.dash_clientside = window.dash_clientside || {}).import_tables = import_tables;
