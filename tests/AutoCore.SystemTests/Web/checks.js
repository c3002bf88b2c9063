// Each check returns what is wrong with the page that is shown, a line each.

const isSeen = element => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === 'visible' && !element.closest('[aria-hidden=true], details:not([open]) > :not(summary)');
};

const nameOf = element => {
  const byId = (element.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean).map(id => document.getElementById(id)?.textContent || '').join(' ');
  const label = element.labels?.length ? element.labels[0].textContent : '';
  const pictures = [...element.querySelectorAll('img')].map(i => i.alt).join(' ');
  return (element.getAttribute('aria-label') || byId || label || element.textContent + pictures || '').trim();
};

const describe = element => element.outerHTML.slice(0, 120).replace(/\s+/g, ' ');

function labels() {
  const wrong = [];
  for (const image of document.images)
    if (!image.hasAttribute('alt')) wrong.push(`no alt: ${describe(image)}`);
  for (const control of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [role=img], nav, section[aria-label]'))
    if (isSeen(control) && !nameOf(control)) wrong.push(`no name: ${describe(control)}`);
  for (const element of document.querySelectorAll('[aria-labelledby]'))
    for (const id of element.getAttribute('aria-labelledby').split(' '))
      if (!document.getElementById(id)) wrong.push(`no element ${id}: ${describe(element)}`);
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  for (const id of new Set(ids))
    if (ids.filter(i => i === id).length > 1) wrong.push(`id twice: ${id}`);
  if (!document.documentElement.lang) wrong.push('the page does not tell its language');
  if (!document.title) wrong.push('the page has no title');
  return wrong;
}

function structure() {
  const wrong = [];
  for (const [selector, count] of [['h1', 1], ['main', 1], ['header', 1], ['footer', 1]])
    if (document.querySelectorAll(selector).length !== count) wrong.push(`${selector}: ${document.querySelectorAll(selector).length}, expected ${count}`);
  let last = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
    const level = +heading.tagName[1];
    if (level > last + 1) wrong.push(`h${last} is followed by ${describe(heading)}`);
    last = level;
  }
  return wrong;
}

function contrast() {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const colourOf = text => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = text;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    return { rgb: [red, green, blue], alpha: alpha / 255 };
  };
  const light = rgb => rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const groundOf = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = colourOf(getComputedStyle(at).backgroundColor);
      if (colour.alpha > 0.99) return colour.rgb;
    }
    return [255, 255, 255];
  };
  const wrong = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !isSeen(element) || element.closest('title, desc, .skip, option')) continue;
    const style = getComputedStyle(element);
    const ink = colourOf(element instanceof SVGElement ? style.fill : style.color);
    const [brighter, darker] = [light(ink.rgb), light(groundOf(element))].sort((a, b) => b - a);
    const ratio = (brighter + 0.05) / (darker + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) wrong.add(`${ratio.toFixed(2)}: ${node.textContent.trim().slice(0, 40)} in ${describe(element)}`);
  }
  return [...wrong];
}

function size() {
  const wrong = [];
  if (document.documentElement.scrollWidth > innerWidth) wrong.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);
  for (const target of document.querySelectorAll('a[href], button, select, summary, input:not([type=hidden])')) {
    const box = target.getBoundingClientRect();
    const isInText = target.closest('p:not(.actions), .crumbs');
    if (isSeen(target) && !isInText && !target.matches('.skip') && (box.width < 24 || box.height < 24)) wrong.push(`${box.width} × ${box.height}: ${describe(target)}`);
  }
  return wrong;
}

function focused() {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const stops = [...document.querySelectorAll('a[href], button, select, summary, input:not([type=hidden])')].filter(e => e.matches('.skip') || isSeen(e));
  const order = stops.indexOf(element);
  const isVisible = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const isMarked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return [String(order), String(isVisible), String(isMarked), describe(element), String(stops.length - 1)];
}
