// The theme of the page: follows the system until the reader chooses; the choice stays in this browser
// and goes with each request, so that the page comes in it.
(function () {
  "use strict";
  const KEY = "timeline-theme";

  // What a click on the switch makes of the theme on screen.
  function other(theme) {
    return theme === "dark" ? "light" : "dark";
  }

  function title(theme) {
    return "Switch to the " + other(theme) + " theme";
  }

  // Puts a theme on screen and tells whoever draws by its colours.
  function show(theme) {
    document.documentElement.dataset.theme = theme;
    document.dispatchEvent(new CustomEvent("timeline-theme", { detail: theme }));
  }

  function choice() {
    try {
      return document.cookie.split("; ").find((one) => one.startsWith(`${KEY}=`))?.slice(KEY.length + 1) || null;
    } catch (error) {
      return null;
    }
  }

  function keep(theme) {
    try {
      const secure = window.location.protocol === "https:" ? "; secure" : "";
      document.cookie = `${KEY}=${theme}; path=/; max-age=31536000; samesite=strict${secure}`;
    } catch (error) {
      // A browser that keeps nothing still switches.
    }
  }

  function switch_theme(clicks) {
    if (clicks) {
      const theme = other(document.documentElement.dataset.theme);
      keep(theme);
      show(theme);
    }
    return title(document.documentElement.dataset.theme);
  }

  if (typeof window !== "undefined" && window.matchMedia) {
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function (event) {
      if (!choice()) {
        show(event.matches ? "dark" : "light");
      }
    });
    (window.dash_clientside = window.dash_clientside || {}).shell = { switch_theme };
  }
  if (typeof module !== "undefined") {
    module.exports = { other, title };
  }
})();
