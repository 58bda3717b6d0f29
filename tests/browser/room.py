"""What tests of presentations measure and wait for: a view, its pictures, the size and contrast of its words."""

from tests.browser.conftest import until

NOW = "window.dash_clientside.present.now"
SIZES = ((1280, 720), (3840, 2160), (1280, 1024))  # 1920x1080 is that of the first test
MEASURE = """() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const linear = (c) => (c <= 10 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ratio = (one, two) => (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = rgb(getComputedStyle(at).backgroundColor);
      if (found.length && found[3] !== 0) return found;
    }
    return [255, 255, 255];
  };
  const stage = document.querySelector(".present-stage"), svg = stage.querySelector("svg");
  const zoom = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width, focus = [255, 241, 191];
  const found = { size: Infinity, contrast: Infinity, words: "", clipped: [] };
  const walk = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, node = text.parentElement;
    if (!text.textContent.trim() || node.tagName.toLowerCase() === "title") continue;
    const drawn = node.closest("svg"), style = getComputedStyle(node);
    const size = parseFloat(style.fontSize) * (drawn ? zoom : 1);
    const back = drawn ? [[255, 255, 255], focus] : [ground(node)];
    const contrast = Math.min(...back.map((one) => ratio(light(rgb(drawn ? style.fill : style.color)), light(one))));
    if (size < found.size) Object.assign(found, { size, words: text.textContent });
    found.contrast = Math.min(found.contrast, contrast);
  }
  const over = (box) => box.scrollHeight > box.clientHeight + 2 || box.scrollWidth > box.clientWidth + 2;
  for (const box of [...stage.querySelectorAll(".present-words, .present-body, .present-head"), document.body]) {
    if (over(box)) found.clipped.push(box.className);
  }
  const below = stage.lastElementChild.getBoundingClientRect();
  if (below.bottom > innerHeight || below.right > innerWidth) found.clipped.push("foot");
  return found;
}"""


def at(page, number):
    page.locator(f".present-stage[data-view='{number}']").wait_for()


def shown_pictures(page):
    until(page, "[...document.querySelectorAll('.present-stage img')].every(i => i.complete && i.naturalWidth > 0)")


def measured(page, height):
    """The view on screen: its smallest letters, its contrast, and that nothing is cut off."""
    shown_pictures(page)
    found = page.evaluate(MEASURE)
    assert found["size"] >= height / 45 - 0.01 and found["contrast"] >= 4.5 and not found["clipped"], (page.url, found)
