// A field to search in, with its label: asks when the reader pauses.
const search = {
  WAIT_MS: 200,

  field(words, ask, value = "") {
    const { el } = window.dash_clientside.dom;
    let timer = 0;
    const input = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, search.WAIT_MS);
    };
    const given = { type: "search", className: "search", autocomplete: "off", value, placeholder: "code, question or diagnosis" };
    const field = el("input", { ...given, "aria-label": words, on: { input } });
    return [el("span", { className: "search-name", "aria-hidden": "true" }, words), field];
  },
};

if (typeof module !== "undefined") module.exports = search;
else (window.dash_clientside = window.dash_clientside || {}).search = search;
