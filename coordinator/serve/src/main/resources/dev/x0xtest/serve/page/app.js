// The shell: who asks, which view, which network and plane, the connection, the clock.
//
// A view is a module views/NAME.js with `export async function show(root, params, app)`. It fills root, whose first heading is an
// h1, and returns what it does later, each part optional:
//   on(name, data)  an event of the stream; also "reset" (ask for your state again) and "status"
//   tick(now)       once a second, with the daemon's time in ms
//   params(params)  the address has changed, but not the view: true if it has followed, else the view is shown anew
//   close()         it is left
// params holds what stands in the path by its names, and in the query: {a, b, at, …}.

import {Api, Problem} from "./api.js";
import {askForToken} from "./ask.js";
import {el, put, text} from "./dom.js";
import {find, parse} from "./routes.js";
import {age, plural} from "./words.js";

/** Intervals without a run after which what is known is old; as in the API. */
const STALE_INTERVALS = 3;
const UNSCHEDULED_S = 1200;
/** A daemon that says nothing for so long, or for an interval, may as well be gone. */
const LEAST_SILENCE_S = 30;
const HIDDEN_MS = 60000;
const RETRY_MS = 5000;
/** What was said and is about nothing that is pointed at goes after so long. */
const SAID_MS = 12000;

const main = document.getElementById("main");
const say = document.getElementById("say");
const scopes = document.getElementById("scope");

class App {
  constructor() {
    this.api = new Api(askForToken);
    this.api.heard = () => { this.heardAt = Date.now(); };
    this.heardAt = Date.now();
    this.me = null;
    this.status = null;
    // Events with the status so far.
    this.told = 0;
    this.scopes = [];
    this.network = null;
    this.plane = null;
    /** Null: nobody has tried yet. */
    this.connected = null;
    this.measuredAt = undefined;
    this.offset = 0;
    this.view = null;
    this.viewKey = "";
    this.shown = 0;
  }

  /** The daemon's wall clock, ms. */
  now() {
    return Date.now() + this.offset;
  }

  /** Says something to everybody: it is shown at the foot of the page, and read out. */
  say(words) {
    clearTimeout(this.saying);
    text(say, words);
  }

  /** The same of what has happened: it goes by itself. */
  tell(words) {
    this.say(words);
    this.saying = setTimeout(() => this.say(""), SAID_MS);
  }

  go(hash) {
    if (location.hash === hash) this.route(); else location.hash = hash;
  }

  /** A link into the page: href(["pair", "nyc", "sfo"], {at}); network and plane come with it. */
  href(path, parameters) {
    const query = new URLSearchParams(Object.entries({network: this.network, plane: this.plane, ...parameters})
      .filter(([, value]) => value !== null && value !== undefined && value !== ""));
    return "#/" + path.map(encodeURIComponent).join("/") + (query.size ? "?" + query : "");
  }

  /** A module of views/ with its style, for a view that has parts of another. */
  async part(name) {
    const [module] = await Promise.all([import("./views/" + name + ".js"), sheet(name)]);
    return module;
  }

  /** What a request says of network and plane. */
  scope() {
    return {network: this.network, plane: this.plane};
  }

  /** Whether an event is about what is shown. */
  mine(data) {
    return data.network === this.network && data.plane === this.plane;
  }

  /** Whether the person may give orders. */
  get operator() {
    return this.me !== null && this.me.role === "operator";
  }

  /** Seconds between two runs of what is shown; of several schedules the shortest. */
  every() {
    const all = (this.status ? this.status.schedule : [])
      .filter(one => this.mine(one) && one.every_s > 0).map(one => one.every_s);
    return all.length ? Math.min(...all) : UNSCHEDULED_S;
  }

  /** A view tells of when its newest data are, ms; null: it has none, or shows the past on purpose. */
  measured(at) {
    this.measuredAt = at;
    this.age();
  }

  /** Why what is shown is not to be taken for the present; empty: it is. */
  stale() {
    const silent = (Date.now() - this.heardAt) / 1000;
    if (silent > Math.max(LEAST_SILENCE_S, this.every())) return "x0xtest has not been heard for " + age(silent);
    const old = typeof this.measuredAt === "number" ? (this.now() - this.measuredAt) / 1000 : 0;
    return old > STALE_INTERVALS * this.every() ? "nothing has been measured for " + age(old) : "";
  }

  age() {
    const why = this.stale();
    const old = document.getElementById("old");
    if (old.hidden && why) this.tell("What is shown is old: " + why);
    old.hidden = !why;
    document.body.classList.toggle("stale", why !== "");
    text(old, why ? "This is old: " + why + "." : "");
    this.linkWords();
  }

  took(status) {
    this.status = status;
    this.offset = status.now - Date.now();
    text(document.getElementById("fleet"), status.fleet || "x0xtest");
    text(document.getElementById("version"), "x0xtest " + status.version);
    const standby = status.role === "standby";
    document.body.classList.toggle("standby", standby);
    this.linkWords();
  }

  linked(connected, why) {
    this.connected = connected;
    const link = document.getElementById("link");
    link.classList.toggle("off", !connected);
    link.title = why;
    this.linkWords();
  }

  linkWords() {
    if (this.connected === null) return;
    const standby = this.status && this.status.role === "standby" ? ", standing by" : "";
    const words = document.body.classList.contains("stale") ? "connected" : "live";
    text(document.getElementById("link-text"), this.connected ? words + standby : "not connected, trying again");
  }

  async start() {
    setInterval(() => this.tick(), 1000);
    addEventListener("hashchange", () => this.route());
    document.querySelector(".skip").addEventListener("click", event => {
      event.preventDefault();
      main.focus();
    });
    scopes.addEventListener("change", () => this.choose());
    scopes.addEventListener("submit", event => event.preventDefault());
    // A browser keeps pages that are left, and with them their connections, of which a host has six: from the first request on.
    let stream = null;
    addEventListener("pagehide", () => {
      if (stream) stream.pause(true);
      this.api.leave();
    });
    addEventListener("pageshow", event => {
      if (!event.persisted) return;
      if (stream) stream.pause(false);
      if (this.view) this.reset(); else this.route();
    });
    await this.route(true);
    stream = this.api.stream({
      event: (name, data) => this.event(name, data),
      reset: () => this.reset(),
      state: (connected, why) => this.linked(connected, why)
    });
    let hidden;
    document.addEventListener("visibilitychange", () => {
      clearTimeout(hidden);
      if (document.hidden) hidden = setTimeout(() => stream.pause(true), HIDDEN_MS); else stream.pause(false);
    });
  }

  /** What every view needs. */
  async load() {
    const told = this.told;
    const [me, status, known] = await Promise.all([this.api.get("me"), this.api.get("status"), this.api.get("scopes")]);
    this.me = me;
    this.scopes = known.scopes;
    // An event that came meanwhile may be newer than this answer; if it is older, the newer one is on its way.
    if (told === this.told) this.took(status);
    document.body.classList.toggle("operator", this.operator);
  }

  async reset() {
    const place = parse();
    const before = this.network + "/" + this.plane;
    try {
      await this.load();
      if (place) this.settle(place.query);
      this.options();
    } catch (failed) {
      if (!(failed instanceof Problem)) throw failed;
    }
    if (before === this.network + "/" + this.plane) this.event("reset", null); else this.route();
  }

  event(name, data) {
    if (name === "status") {
      this.told++;
      this.took(data);
    }
    if (name === "run" && data.state === "ended" && !this.scopes.some(one => one.network === data.network
      && one.plane === data.plane)) this.reset();
    if (this.view && this.view.on) this.view.on(name, data);
  }

  tick() {
    this.age();
    if (this.view && this.view.tick) this.view.tick(this.now());
  }

  /** The switch of network and plane; hidden where there is no choice. */
  options() {
    const fill = (name, values, chosen) => {
      const select = scopes.elements[name];
      if ([...select.options].map(one => one.value).join() !== values.join()) {
        put(select, values.map(value => el("option", {value}, value)));
      }
      select.value = chosen;
      document.getElementById("for-" + name).hidden = values.length < 2;
    };
    fill("network", [...new Set(this.scopes.map(one => one.network))], this.network);
    fill("plane", this.scopes.filter(one => one.network === this.network).map(one => one.plane).sort(), this.plane);
  }

  choose() {
    const network = scopes.elements.network.value;
    const planes = this.scopes.filter(one => one.network === network).map(one => one.plane);
    const wanted = scopes.elements.plane.value;
    const place = parse();
    place.query.set("network", network);
    place.query.set("plane", planes.includes(wanted) ? wanted : planes.includes("raw") ? "raw" : planes[0]);
    place.query.delete("at");
    this.go("#/" + place.path.map(encodeURIComponent).join("/") + "?" + place.query);
  }

  /** What stands in the address; else that of the last run, and raw of several planes. */
  settle(query) {
    const network = query.get("network") || this.network || (this.scopes[0] ? this.scopes[0].network : null);
    const planes = this.scopes.filter(one => one.network === network).map(one => one.plane);
    const plane = query.get("plane") || (planes.includes(this.plane) ? this.plane : null);
    this.network = network;
    this.plane = plane || (planes.includes("raw") ? "raw" : planes[0] || null);
  }

  /** The address says all that is shown, so that going back brings it back, and others who get it see the same. */
  complete(place) {
    if (this.network === null || place.query.has("network") && place.query.has("plane")) return;
    place.query.set("network", this.network);
    place.query.set("plane", this.plane);
    history.replaceState(null, "", "#/" + place.path.map(encodeURIComponent).join("/") + "?" + place.query);
  }

  async route(first) {
    const place = parse();
    if (place === null) return;
    const found = find(place.path);
    if (!found) {
      this.go("#/now");
      return;
    }
    const turn = ++this.shown;
    try {
      if (this.me === null) await this.load();
      this.settle(place.query);
      this.options();
      this.complete(place);
      const params = {...found.params, ...Object.fromEntries(place.query)};
      if (this.view && this.viewKey === found.name + "/" + this.network + "/" + this.plane
        && this.view.params && this.view.params(params)) return;
      await this.show(found, params, turn, first);
    } catch (failed) {
      if (turn === this.shown) this.failed(failed);
    }
  }

  async show(found, params, turn, first) {
    const module = await this.part(found.name);
    if (turn !== this.shown) return;
    this.leave();
    this.measured(null);
    this.say("");
    const root = el("div", {class: "view view-" + found.name});
    put(main, root);
    const view = await module.show(root, params, this) || {};
    if (turn !== this.shown) {
      if (view.close) view.close();
      return;
    }
    this.view = view;
    this.viewKey = found.name + "/" + this.network + "/" + this.plane;
    for (const link of document.querySelectorAll(".top nav a")) {
      const here = link.getAttribute("href") === "#/" + parse().path[0];
      if (here) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    const named = [params.a, params.b].filter(Boolean).join(" → ");
    document.title = [named, found.title, this.status.fleet, "x0xtest"].filter(Boolean).join(" · ");
    const heading = root.querySelector("h1");
    if (!first && heading) {
      heading.tabIndex = -1;
      heading.focus({preventScroll: true});
      scrollTo(0, 0);
    }
  }

  leave() {
    if (this.view && this.view.close) this.view.close();
    this.view = null;
    clearTimeout(this.again);
  }

  /** Why a view cannot be shown; what may pass is tried again. */
  failed(failure) {
    if (!(failure instanceof Problem)) console.error(failure);
    this.leave();
    this.measured(null);
    const passes = failure instanceof Problem && (failure.status === 0 || failure.status >= 500);
    const retry = () => this.route();
    put(main, el("div", {class: "view"},
      el("h1", {tabindex: "-1"}, passes ? "The state of the fleet is not known now" : "This cannot be shown"),
      el("p", {role: "alert"}, failure instanceof Problem ? failure.message[0].toUpperCase() + failure.message.slice(1) : "The page has a defect: " + failure.message, "."),
      passes && el("p", {class: "hint"}, "It is asked again every ", plural(RETRY_MS / 1000, "second"), "."),
      el("p", {}, el("button", {type: "button", onclick: retry}, "Ask again"), " ", el("a", {href: "#/now"}, "Now"))));
    if (passes) this.again = setTimeout(retry, RETRY_MS);
  }
}

const sheets = new Map();

/** Loads the style of a view once. */
function sheet(name) {
  const href = "/page/views/" + name + ".css";
  if (!sheets.has(name) && !document.querySelector(`link[href="${href}"]`)) {
    sheets.set(name, new Promise(done => {
      document.head.append(el("link", {rel: "stylesheet", href, onload: done, onerror: done}));
    }));
  }
  return sheets.get(name);
}

new App().start();
