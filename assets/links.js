// Addresses within the text of a record: shown with their host, opened by the reader alone, never fetched.
const links = {
  FOUND: /\[([^\][]{1,200})\]\((https?:\/\/[^\s()]{1,2000})\)|https?:\/\/[^\s<>"]{1,2000}/gi,

  // The text in parts: plain texts, and { words, host, href } for each address of the web. Pure.
  parts(text) {
    const parts = [];
    let at = 0;
    for (const found of text.matchAll(links.FOUND)) {
      const one = links.one(found[2] || found[0], found[1] || "");
      if (!one) continue;
      if (found.index > at) parts.push(text.slice(at, found.index));
      parts.push(one);
      at = found.index + (found[2] ? found[0].length : one.said.length);
    }
    if (at < text.length) parts.push(text.slice(at));
    return parts;
  },

  // cBioPortal marks an address that opens in a tab of its own by ":blank"; a full stop behind one ends the sentence.
  one(address, words) {
    const said = address.replace(/[.,;:!?)\]]+$/, ""), plain = said.replace(/:blank$/, "");
    try {
      const { protocol, host, href } = new URL(plain);
      return ["http:", "https:"].includes(protocol) && host ? { said, words, host, href } : null;
    } catch {
      return null;
    }
  },

  // What an element takes as children: the texts, and a link for each address.
  within(text) {
    return links.parts(String(text)).map((part) => (typeof part === "string" ? part : links.anchor(part)));
  },

  anchor({ words, host, href }) {
    const { el } = window.dash_clientside.dom;
    const given = { href, target: "_blank", rel: "noopener noreferrer", className: "outside", title: href };
    return el("a", given, words ? `${words} (${host}) \u2197` : `${host} \u2197`);
  },
};

if (typeof module !== "undefined") module.exports = links;
else (window.dash_clientside = window.dash_clientside || {}).links = links;
