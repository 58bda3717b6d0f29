// The pictures of a presentation, fetched once and kept while its page lives: a step shows them at once, with or without a
// server. Nothing of them stays in the browser.
const present_pictures = {
  kept: {},

  source: (address) => present_pictures.kept[address] || address,

  // Fetches the pictures of these views, one after the other, in their order.
  async keep(views) {
    for (const { address } of views.flatMap((view) => view.pictures)) {
      if (!address || present_pictures.kept[address]) continue;
      const answer = await fetch(address).catch(() => null);
      if (answer?.ok) present_pictures.kept[address] = URL.createObjectURL(await answer.blob());
    }
  },
};

if (typeof module !== "undefined") module.exports = present_pictures;
else (window.dash_clientside = window.dash_clientside || {}).present_pictures = present_pictures;
