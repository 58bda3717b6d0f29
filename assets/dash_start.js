// Starting Dash after the timeline stands: its scripts wait in a template of the document.
const dash_start = {
  // Lets the scripts of Dash run that wait in the document, in their order; the inline one when all others have.
  run() {
    if (document.readyState === "loading") return document.addEventListener("DOMContentLoaded", dash_start.run);
    const scripts = [...document.getElementById("dash-scripts").content.querySelectorAll("script")];
    const add = (given) => document.body.append(Object.assign(document.createElement("script"), given));
    const load = (src) => new Promise((done) => add({ src, async: false, onload: done, onerror: done }));
    Promise.all(scripts.filter((one) => one.src).map((one) => load(one.src)))
      .then(() => scripts.filter((one) => !one.src).forEach(({ id, textContent }) => add({ id, textContent })));
  },
};

if (typeof module !== "undefined") module.exports = dash_start;
else (window.dash_clientside = window.dash_clientside || {}).dash_start = dash_start;
