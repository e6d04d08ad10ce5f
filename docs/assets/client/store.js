// What the reader typed and picked, shared by every card of the visit. It stays in this browser.

const KEY = "kind-regrets";
const LONGEST_VALUE = 1000; // wherever it comes from, so that nothing cuts what another has let in

/**
 * Read, write or remove; storage that is blocked or full counts as empty.
 * @template Result
 * @param {() => Result} use
 */
function attempt(use) {
  try {
    return use();
  } catch {
    return null;
  }
}

/**
 * The values that are kept there, or null if none ever were.
 * @param {() => Storage} area
 * @returns {Map<string, string> | null}
 */
function read(area) {
  const data = attempt(() => JSON.parse(area().getItem(KEY) ?? "null"));
  const entries = data && typeof data === "object" ? Object.entries(data) : [];
  return data && new Map(entries.filter(([, value]) => typeof value === "string"));
}

const session = () => window.sessionStorage;
const device = () => window.localStorage;

/** Emits "change" when values change, here or in another tab; its detail names them if known. */
class Store extends EventTarget {
  constructor() {
    super();
    const kept = read(device);
    this.remembered = kept !== null;
    this.values = read(session) ?? kept ?? new Map();
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(KEY) : null;
    this.channel?.addEventListener("message", () => this.forget());
    window.addEventListener("storage", (event) => {
      if (event.key !== KEY) return;
      this.remembered = event.newValue !== null;
      if (this.remembered) {
        this.values = read(device) ?? this.values;
        const { newValue } = event;
        attempt(() => session().setItem(KEY, newValue ?? "{}")); // or a reload would bring back older ones
      }
      this.changed();
    });
  }

  /** @param {string} name */
  get(name) {
    return this.values.get(name);
  }

  /**
   * Sets several values at once; undefined removes one.
   * @param {Record<string, string | undefined>} changes
   */
  set(changes) {
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) this.values.delete(name);
      else this.values.set(name, value.slice(0, LONGEST_VALUE));
    }
    this.save();
    this.changed(Object.keys(changes));
  }

  /**
   * Keeps the values after the visit, or no longer; false if the browser does not allow it.
   * @param {boolean} wanted
   */
  remember(wanted) {
    this.remembered = wanted;
    if (!wanted) attempt(() => device().removeItem(KEY));
    this.save();
    this.remembered = wanted && attempt(() => device().getItem(KEY)) !== null;
    this.changed();
    return this.remembered === wanted;
  }

  /** Empties both storages, here and in every other tab. */
  clear() {
    this.forget();
    this.channel?.postMessage("clear");
  }

  forget() {
    this.values = new Map();
    this.remembered = false;
    attempt(() => session().removeItem(KEY));
    attempt(() => device().removeItem(KEY));
    this.changed();
    this.dispatchEvent(new Event("clear"));
  }

  save() {
    const text = JSON.stringify(Object.fromEntries(this.values));
    attempt(() => session().setItem(KEY, text));
    if (this.remembered) attempt(() => device().setItem(KEY, text));
  }

  /** @param {string[]} [names] */
  changed(names) {
    this.dispatchEvent(new CustomEvent("change", { detail: names }));
  }
}

export const store = new Store();
