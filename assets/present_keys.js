// Keys of a presentation, as clickers send them. Pure: which key means what; none acts while a text field has the focus,
// and a key that is held down acts once.
const present_keys = {
  MEANING: {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", Home: "first", End: "last",
    b: "black", B: "black", ".": "black", Escape: "leave", e: "every", i: "identify", n: "notes", f: "full", "?": "help",
  },
  WHILE_BLACK: ["black", "leave"],

  // The action of a key press, or ""; while the screen is black nothing moves unseen.
  action(event, black = false) {
    const target = event.target || {};
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return "";
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName || "") || target.isContentEditable) return "";
    if (event.key === " " && /^(BUTTON|A|SUMMARY)$/.test(target.tagName || "")) return "";
    const action = event.key === " " && event.shiftKey ? "previous" : present_keys.MEANING[event.key] || "";
    return black && !present_keys.WHILE_BLACK.includes(action) ? "" : action;
  },
};

if (typeof module !== "undefined") module.exports = present_keys;
else (window.dash_clientside = window.dash_clientside || {}).present_keys = present_keys;
