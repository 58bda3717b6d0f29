// Keys of the case page. Pure: which key means what; none acts while a text field has the focus.
const keys = {
  MEANING: {
    ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", PageUp: "previous", Home: "first", End: "last",
    Escape: "clear", "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", 0: "reset",
    h: "hours", H: "month", e: "around", l: "scale", x: "linear", t: "lines", "[": "day-back", "]": "day-on", Enter: "pictures", "?": "help",
    z: "zero", c: "beside", D: "hide-dates", m: "pin", r: "ruler", s: "since", n: "next-case", p: "previous-case", P: "present",
  },

  SHIFTED: { ArrowRight: "next-in-lane", ArrowLeft: "previous-in-lane" },

  // The action of a key press, or "".
  action(event) {
    const target = event.target || {};
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return "";
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName || "") || target.isContentEditable) return "";
    if ((event.key === " " || event.key === "Enter") && /^(BUTTON|A|SUMMARY)$/.test(target.tagName || "")) return "";
    if (event.key === " " && event.shiftKey) return "previous";
    if (event.shiftKey && keys.SHIFTED[event.key]) return keys.SHIFTED[event.key];
    return keys.MEANING[event.key] || "";
  },
};

if (typeof module !== "undefined") module.exports = keys;
else (window.dash_clientside = window.dash_clientside || {}).keys = keys;
