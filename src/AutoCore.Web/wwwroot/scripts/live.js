'use strict';

// Everything works without these files. This one keeps the page up to date while somebody looks at it, and says when it cannot.
(() => {
  const root = document.documentElement;
  const byId = id => document.getElementById(id);

  // All in milliseconds.
  const longestRest = 10000;
  const pollEvery = 60000;
  const ageEvery = 15000;
  const doubtAfter = 12000;
  const awayAfter = 20000;
  const sleptAfter = 30000;
  const [firstWait, longestWait] = [2000, 60000];

  // What a script has set, and the server does not know.
  const ours = new Set(['hidden', 'open', 'aria-valuetext']);

  const keyOf = node => node.nodeType === Node.ELEMENT_NODE
    ? `${node.tagName} ${node.id || node.dataset?.key || node.dataset?.picture || ''}` : `${node.nodeType}`;

  // Brings a part to what the server says now: what is the same stays the same element, with its focus and its scroll.
  function follow(now, next) {
    if (now.isEqualNode(next))
      return;
    if (now.nodeType !== Node.ELEMENT_NODE) {
      now.nodeValue = next.nodeValue;
      return;
    }
    for (const { name } of [...now.attributes]) {
      if (!next.hasAttribute(name) && !ours.has(name))
        now.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (now.getAttribute(name) !== value && !ours.has(name))
        now.setAttribute(name, value);
    }
    let at = now.firstChild;
    for (const child of next.childNodes) {
      const key = keyOf(child);
      let same = at;
      while (same && keyOf(same) !== key)
        same = same.nextSibling;
      if (!same) {
        now.insertBefore(document.importNode(child, true), at);
        continue;
      }
      for (; at !== same; at = remove(at));
      follow(at, child);
      at = at.nextSibling;
    }
    while (at)
      at = remove(at);
  }

  function remove(node) {
    const next = node.nextSibling;
    node.remove();
    return next;
  }

  // When the server was last heard, by this clock; what its own clock is ahead of this one; since when somebody looks.
  let heardAt = Date.now();
  let ahead = 0;
  let lookingSince = heardAt;
  // Answers come, but no news: a proxy that holds them back, or too many who listen.
  let isPolling = false;

  function heard(serverNow) {
    heardAt = Date.now();
    if (Number.isFinite(serverNow))
      ahead = serverNow - heardAt;
    showAway(false);
  }

  function showAway(isAway) {
    const bar = byId('away');
    if (bar.hidden !== isAway)
      return;
    bar.hidden = !isAway;
    root.classList.toggle('away', isAway);
    const since = new Date(heardAt + ahead + root.dataset.zone * 60000).toISOString();
    const isToday = Date.now() - heardAt < 86400000;
    bar.textContent = isAway ? bar.dataset.text.replace('{0}', isToday ? since.slice(11, 16) : since.slice(0, 16).replace('T', ' ')) : '';
  }

  function ageOf(at) {
    const [now, minutes, hours, yesterday, days] = root.dataset.ages.split('|');
    const age = Math.floor((Date.now() + ahead - Date.parse(at)) / 60000);
    return age < 1 ? now : age < 60 ? minutes.replace('{0}', age) : age < 36 * 60 ? hours.replace('{0}', Math.floor(age / 60))
      : age < 48 * 60 ? yesterday : days.replace('{0}', Math.floor(age / 1440));
  }

  function showAges() {
    for (const time of document.querySelectorAll('time[data-age]')) {
      const text = ageOf(time.dateTime);
      if (time.textContent !== text)
        time.textContent = text;
    }
  }

  let asked = Date.now();
  let turn = 0;
  let waiting = 0;

  async function refresh() {
    asked = Date.now();
    const [address, mine] = [location.href, ++turn];
    try {
      const answer = await fetch(address, { headers: { Accept: 'text/html' }, cache: 'no-cache', signal: AbortSignal.timeout(longestRest) });
      const text = await answer.text();
      if (!answer.ok)
        throw new Error(answer.status);
      isPolling = !isListening;
      heard(Date.parse(answer.headers.get('date')));
      if (address !== location.href || mine !== turn)
        return;
      const page = new DOMParser().parseFromString(text, 'text/html');
      document.dispatchEvent(new Event('following'));
      for (const part of document.querySelectorAll('[data-live]')) {
        const next = page.getElementById(part.id);
        if (next)
          follow(part, next);
      }
      document.dispatchEvent(new Event('followed'));
    } catch {
      // The server is away; the bar will say so.
      isPolling = false;
    }
  }

  function refreshSoon() {
    if (!waiting)
      waiting = setTimeout(() => { waiting = 0; refresh(); }, Math.max(0, asked + longestRest - Date.now()));
  }

  // The news. A tab that nobody sees asks for nothing: the server may end.
  let news = null;
  let isListening = false;
  let wasOpened = false;
  let opened = 0;
  let wait = firstWait;
  let retry = 0;

  function listen() {
    clearTimeout(retry);
    retry = 0;
    if (document.hidden || news)
      return;
    opened = Date.now();
    const mine = news = new EventSource(root.dataset.news);
    const take = event => {
      [isListening, isPolling, wait] = [true, false, firstWait];
      heard(event.type === 'beat' ? JSON.parse(event.data).ts * 1000 : NaN);
    };
    // What happened meanwhile was not told; right after the page itself, nothing was missed.
    if (wasOpened)
      mine.addEventListener('open', refresh);
    wasOpened = true;
    mine.addEventListener('beat', take);
    for (const change of ['status', 'cameras', 'event', 'fleet'])
      mine.addEventListener(change, event => { take(event); refreshSoon(); });
    mine.addEventListener('error', () => { if (news === mine) listenLater(); });
  }

  function hush() {
    news?.close();
    news = null;
    isListening = false;
  }

  // Not left to the browser: it gives up for good where a proxy answers in the server's place.
  function listenLater() {
    const wasListening = isListening;
    hush();
    if (document.hidden || retry)
      return;
    retry = setTimeout(listen, wait);
    wait = Math.min(longestWait, wait * 2);
    if (wasListening || !isPolling)
      refresh();
  }

  function wake() {
    if (document.hidden) {
      hush();
      clearTimeout(retry);
      retry = 0;
      return;
    }
    lookingSince = Date.now();
    wait = firstWait;
    listen();
    refresh();
    showAges();
  }

  let ticked = Date.now();
  let aged = ticked;

  setInterval(() => {
    const now = Date.now();
    const slept = now - ticked > sleptAfter;
    ticked = now;
    if (document.hidden)
      return;
    if (slept) {
      hush();
      wake();
    }
    const silent = now - Math.max(heardAt, lookingSince);
    if (news && Math.min(silent, now - opened) > doubtAfter)
      listenLater();
    if (silent > (isPolling ? pollEvery : 0) + awayAfter)
      showAway(true);
    if (now - asked >= pollEvery)
      refresh();
    if (now - aged >= ageEvery) {
      aged = now;
      showAges();
    }
  }, 1000);

  document.addEventListener('refresh', refresh);
  document.addEventListener('visibilitychange', wake);
  addEventListener('pageshow', event => { if (event.persisted) { hush(); wake(); } });
  listen();
})();
