// Codes and units that are not known: in how many rows, and a place to say what they mean, kept for the next import.
const import_codes = {
  MOST: 60,

  section(told) {
    const { el } = window.dash_clientside.dom, { importing, import_report } = window.dash_clientside, all = told.report.unmapped || [];
    if (!all.length) return "";
    const rows = all.slice(0, import_codes.MOST).map((one) => import_codes.row(one, told));
    const heads = ["Code or name", "Unit", "Rows", "Why", "Means"];
    const more = all.length > rows.length ? `and ${importing.count(all.length - rows.length, "more", "more")}` : "";
    const section = import_report.table("Codes and units that are not known", heads, rows, "codes", more);
    section.append(el("p", { className: "importing-choices" }, "Values without a meaning are shown as received. What you say here is kept for the next import of this source. ",
      importing.button("Read again with these meanings", () => importing.read())));
    return section;
  },

  row(one, told) {
    return [import_codes.name(one), one.unit, one.count, one.why, import_codes.field(one, told)];
  },

  // What a source calls it. Pure.
  name: (one) => [one.code, one.name, one.specimen].filter(Boolean).filter((word, place, all) => all.indexOf(word) === place).join(", "),

  // Whether the unit is what is not known, or what was measured. Pure.
  kind: (one) => (one.unit.trim() && /is not a unit|does not measure/.test(one.why) ? "unit" : "analyte"),

  said: (one) => (import_codes.kind(one) === "unit" ? one.unit.trim() : one.code || one.name),

  field(one, told) {
    const { el } = window.dash_clientside.dom, said = import_codes.said(one), label = `What ${said} means`;
    if (import_codes.kind(one) === "unit") {
      const input = el("input", { type: "text", size: 12, placeholder: "10*9/L", "aria-label": label, maxLength: 60 });
      input.addEventListener("change", () => import_codes.keep("unit", said, input.value, input));
      return input;
    }
    const options = [["", "not known"], ["none", "none of these"], ...told.analytes.map((each) => [each.key, `${each.title} (${each.unit})`])];
    const select = window.dash_clientside.import_report.select("analyte", "", options, (value) => import_codes.keep("analyte", said, value, select));
    select.setAttribute("aria-label", label);
    return select;
  },

  async keep(kind, said, means, field) {
    const { importing } = window.dash_clientside, { told } = importing.now;
    const got = await importing.ask("POST", `imports/${told.id}/meanings`, { kind, said, means });
    field.classList.toggle("kept", !got.error && means !== "");
    importing.say(got.error || (means ? `${said}: kept for this import and the next.` : `${said}: forgotten.`));
  },
};

if (typeof module !== "undefined") module.exports = import_codes;
else (window.dash_clientside = window.dash_clientside || {}).import_codes = import_codes;
