// Links to a sample. What they carry stands behind the #, which no server sees.

/** The address of a card's sample, with these values in its fragment. */
export function linkTo(card, values) {
  const page = new URL(`../../samples/${card.dataset.category}/`, import.meta.url);
  const details = new URLSearchParams(values).toString();
  page.hash = details ? `${card.id}&${details}` : card.id;
  return page.href;
}

/** The card's id and the values in a fragment such as #general&tone=warm. */
export function readFragment(fragment) {
  const [id, ...details] = fragment.replace(/^#/, "").split("&");
  return { id, values: new URLSearchParams(details.join("&")) };
}
