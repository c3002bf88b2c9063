'use strict';

// Everything works without this file. It moves through a day without loading the page, and keeps the page up to date while somebody looks at it.
(() => {
  const byId = id => document.getElementById(id);
  const longestRest = 10000;

  // A day: the slider, its keys, and the strip choose a picture.
  const secondOf = id => id.slice(9, 11) * 3600 + id.slice(11, 13) * 60 + +id.slice(13, 15);
  const timeOf = id => `${id.slice(9, 11)}:${id.slice(11, 13)}:${id.slice(13, 15)}`;
  const picturesOf = day => day.dataset.pictures.split(' ');

  const nearest = (pictures, second) =>
    pictures.reduce((best, id) => Math.abs(secondOf(id) - second) < Math.abs(secondOf(best) - second) ? id : best);

  function choose(id, settled) {
    const day = byId('day');
    const image = byId('view');
    day.dataset.chosen = id;
    image.src = settled ? day.dataset.whole + id : `${day.dataset.small}${id}.jpg`;
    image.alt = `${day.dataset.name} ${timeOf(id)}`;
    byId('whole').href = day.dataset.whole + id;
    byId('when').textContent = timeOf(id);
    byId('time').value = secondOf(id);
    byId('time').setAttribute('aria-valuetext', timeOf(id));
    document.querySelectorAll('[data-only]').forEach(part => part.toggleAttribute('hidden', part.dataset.only !== id));
    document.querySelectorAll('.timeline .mark').forEach((mark, i) => mark.classList.toggle('chosen', picturesOf(day)[i] === id));
    for (const link of document.querySelectorAll('#strip a')) {
      const isChosen = link.dataset.picture === id;
      if (isChosen) {
        link.setAttribute('aria-current', 'true');
        link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      } else {
        link.removeAttribute('aria-current');
      }
    }
    if (settled) {
      history.replaceState(null, '', `${location.pathname}?day=${day.dataset.day}&at=${id}`);
      refresh();
    }
  }

  function readyDay() {
    const slider = byId('time');
    if (!slider)
      return;
    slider.hidden = false;
    slider.setAttribute('aria-valuetext', byId('when').textContent);
  }

  document.addEventListener('input', event => {
    if (event.target.id === 'time')
      choose(nearest(picturesOf(byId('day')), event.target.value), false);
  });

  document.addEventListener('change', event => {
    if (event.target.id === 'time')
      choose(byId('day').dataset.chosen, true);
  });

  document.addEventListener('keydown', event => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5, Home: -Infinity, End: Infinity }[event.key];
    if (event.target.id !== 'time' || step === undefined)
      return;
    event.preventDefault();
    const pictures = picturesOf(byId('day'));
    const to = pictures.indexOf(byId('day').dataset.chosen) + step;
    choose(pictures[Math.max(0, Math.min(pictures.length - 1, to))], true);
  });

  document.addEventListener('click', event => {
    const link = event.target.closest('#strip a');
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    event.preventDefault();
    choose(link.dataset.picture, true);
  });

  // Brings the parts marked data-live to what the server says now; what is the same stays as it is, with its focus.
  function follow(now, next) {
    if (now.isEqualNode(next))
      return;
    if (now.nodeType !== Node.ELEMENT_NODE || now.tagName !== next.tagName || now.childNodes.length !== next.childNodes.length) {
      now.replaceWith(document.importNode(next, true));
      return;
    }
    for (const { name } of [...now.attributes]) {
      if (!next.hasAttribute(name) && name !== 'aria-valuetext')
        now.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (now.getAttribute(name) !== value && name !== 'hidden')
        now.setAttribute(name, value);
    }
    [...now.childNodes].forEach((child, i) => follow(child, next.childNodes[i]));
  }

  let asked = 0;
  let waiting = 0;

  async function refresh() {
    asked = Date.now();
    const address = location.href;
    try {
      const answer = await fetch(address, { headers: { Accept: 'text/html' } });
      if (!answer.ok || address !== location.href)
        return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const part of document.querySelectorAll('[data-live]')) {
        const next = page.getElementById(part.id);
        if (next)
          follow(part, next);
      }
      readyDay();
    } catch {
      // The Pi is away; the next change tells that it is back.
    }
  }

  function refreshSoon() {
    if (!waiting)
      waiting = setTimeout(() => { waiting = 0; refresh(); }, Math.max(0, asked + longestRest - Date.now()));
  }

  // A tab that nobody sees asks for nothing: the server may end.
  let news = null;

  function listen() {
    if (document.hidden) {
      news?.close();
      news = null;
    } else if (!news) {
      news = new EventSource(document.documentElement.dataset.news);
      for (const change of ['status', 'cameras', 'event', 'fleet'])
        news.addEventListener(change, refreshSoon);
    }
  }

  readyDay();
  const strip = byId('strip');
  const chosen = strip?.querySelector('[aria-current]');
  strip?.scrollTo(chosen.offsetLeft - strip.offsetLeft, chosen.offsetTop - strip.offsetTop);
  document.addEventListener('visibilitychange', () => { listen(); if (!document.hidden) refreshSoon(); });
  listen();
})();
