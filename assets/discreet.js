// Dates that are hidden stay hidden from page to page: the address of the page says so, and so does all it asks for and
// leads to.
const discreet = {
  asked: (search) => new URLSearchParams(search ?? window.location.search).get("dates") === "0",

  // `address` as a page asks for it or leads to it, with what `search`, the page's own, hides.
  kept(address, search) {
    const [path, text] = address.split("?"), query = new URLSearchParams(text);
    if (!discreet.asked(search)) return address;
    query.set("dates", "0");
    return `${path}?${query}`;
  },

  // The page with dates, or without any: it is loaded anew, so that nothing of it stays in the browser.
  toggle() {
    const query = new URLSearchParams(window.location.search);
    if (discreet.asked()) query.delete("dates");
    else query.set("dates", "0");
    window.location.replace(window.location.pathname + (query.size ? `?${query}` : ""));
  },
};

if (typeof module !== "undefined") module.exports = discreet;
else (window.dash_clientside = window.dash_clientside || {}).discreet = discreet;
