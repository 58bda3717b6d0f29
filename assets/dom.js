// Building elements: every text is text, never markup.
const dom = {
  // An element with properties, attributes (data-*, aria-*, role …) and children (elements or texts).
  el(tag, given = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") for (const [event, call] of Object.entries(value)) made.addEventListener(event, call);
      else if (name === "style") Object.assign(made.style, value);
      else if (name in made && !name.startsWith("aria")) made[name] = value;
      else made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  },

  // An SVG element with attributes.
  svg(tag, given = {}, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  },

  px: (number) => `${Math.round(number * 10) / 10}px`,
};

if (typeof module !== "undefined") module.exports = dom;
else (window.dash_clientside = window.dash_clientside || {}).dom = dom;
