// Each check returns what is wrong with the page that is shown, a line each.

const isSeen = element => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === 'visible' && !element.closest('[aria-hidden=true], details:not([open]) > :not(summary)');
};

const describe = element => element.outerHTML.slice(0, 120).replace(/\s+/g, ' ');

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
