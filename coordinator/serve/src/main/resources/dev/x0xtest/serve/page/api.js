// The API: JSON with a token and problems, and the events as a stream that heals itself.

const FIRST_RETRY_MS = 500;
const MOST_RETRY_MS = 30000;
/** A comment comes every 15 s: after so long without a byte the connection is dead. */
const SILENCE_MS = 40000;
const TOKEN = "x0xtest-token";

/** An answer that is none. `status` is 0 where nobody answered. */
export class Problem extends Error {
  constructor(status, detail, json) {
    super(detail);
    this.status = status;
    this.json = json || {};
  }
}

export class Api {
  /** @param ask asks the person for a token, with the reason; resolves with it. */
  constructor(ask) {
    this.ask = ask;
    this.asking = null;
    this.here = new AbortController();
    /** Called with the time of each sign of life. */
    this.heard = () => {};
  }

  /** The page is left: nobody waits for what was asked. A browser that keeps the page would keep its connections as well. */
  leave() {
    this.here.abort();
    this.here = new AbortController();
  }

  headers(more) {
    const token = sessionStorage.getItem(TOKEN);
    return token ? {...more, Authorization: "Bearer " + token} : {...more};
  }

  async token(why) {
    sessionStorage.removeItem(TOKEN);
    this.asking = this.asking || this.ask(why);
    try {
      sessionStorage.setItem(TOKEN, await this.asking);
    } finally {
      this.asking = null;
    }
  }

  /** The answer; asks for a token as long as one is missing or wrong. */
  async fetch(method, path, body, headers, signal, cache = "no-store") {
    const here = this.here.signal;
    for (;;) {
      const used = sessionStorage.getItem(TOKEN);
      let answer;
      try {
        answer = await fetch("/api/v1/" + path, {
          method, signal: signal ? AbortSignal.any([signal, here]) : here, cache, credentials: "omit", redirect: "error",
          headers: this.headers({...headers, ...(body === undefined ? {} : {"Content-Type": "application/json"})}),
          body: body === undefined ? undefined : JSON.stringify(body)
        });
      } catch (failed) {
        if (signal && signal.aborted) throw failed;
        throw new Problem(0, here.aborted ? "the page was left" : "x0xtest does not answer");
      }
      this.heard();
      if (answer.ok) return answer;
      const json = await answer.json().catch(() => ({}));
      if (answer.status !== 401) {
        throw new Problem(answer.status, json.detail || "the answer was " + answer.status, json);
      }
      // Another request may have been given a token meanwhile.
      if (sessionStorage.getItem(TOKEN) === used) await this.token(used ? json.detail : "");
    }
  }

  /** JSON from a path below /api/v1; parameters that are null or empty are left out. */
  async get(path, parameters, signal) {
    const query = new URLSearchParams(Object.entries(parameters || {})
      .filter(([, value]) => value !== null && value !== undefined && value !== ""));
    // A matrix may be large and comes with its own time; the rest tells of this moment, and is not taken from a cache.
    const answer = await this.fetch("GET", path + (query.size ? "?" + query : ""), undefined, {}, signal,
      path === "matrix" ? "no-cache" : "no-store");
    try {
      return await answer.json();
    } catch (failed) {
      throw new Problem(0, "the answer of x0xtest broke off");
    }
  }

  /** An order: POST or DELETE, with a body. */
  async send(method, path, body) {
    const answer = await this.fetch(method, path, body, {});
    return answer.status === 204 ? null : answer.json();
  }

  /**
   * Follows the events for ever. EventSource takes no header, so this reads them from a fetch.
   *
   * @param on.event (name, data): what has happened
   * @param on.reset (): events were missed, or the stream is new: ask for the state again
   * @param on.state (connected, why): the connection came or went
   */
  stream(on) {
    const stream = new Stream(this, on);
    stream.run();
    return stream;
  }
}

class Stream {
  constructor(api, on) {
    this.api = api;
    this.on = on;
    this.lastId = null;
    this.tries = 0;
    this.closed = false;
    this.paused = false;
    this.abort = null;
    this.wake = null;
  }

  /** While paused there is no connection: a browser has six for all tabs of a daemon. */
  pause(paused) {
    this.paused = paused;
    if (paused && this.abort) this.abort.abort();
    if (!paused && this.wake) this.wake();
  }

  close() {
    this.closed = true;
    this.pause(true);
  }

  async run() {
    while (!this.closed) {
      if (this.paused) {
        await new Promise(done => { this.wake = done; });
        continue;
      }
      let why = "the connection ended";
      try {
        await this.once();
      } catch (failed) {
        why = failed.message;
      }
      if (this.closed || this.paused) continue;
      this.on.state(false, why);
      const most = Math.min(MOST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.tries++);
      await new Promise(done => {
        this.wake = done;
        setTimeout(done, most / 2 + Math.random() * most / 2);
      });
    }
  }

  async once() {
    this.abort = new AbortController();
    let timer;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.abort.abort(new Error("no sign of life for " + SILENCE_MS / 1000 + " s")), SILENCE_MS);
    };
    try {
      alive();
      const answer = await this.api.fetch("GET", "events", undefined,
        this.lastId === null ? {Accept: "text/event-stream"}
          : {Accept: "text/event-stream", "Last-Event-ID": this.lastId}, this.abort.signal);
      this.on.state(true, "");
      if (this.lastId === null) this.on.reset();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const {value, done} = await reader.read();
        if (done) return;
        alive();
        this.tries = 0;
        this.api.heard();
        const frames = (rest + value).split("\n\n");
        rest = frames.pop();
        for (const frame of frames) this.frame(frame);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  frame(frame) {
    let name = "message";
    const data = [];
    for (const line of frame.split("\n")) {
      const colon = line.indexOf(":");
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "id") this.lastId = value;
      else if (field === "event") name = value;
      else if (field === "data") data.push(value);
    }
    if (data.length === 0) return;
    if (name === "reset") {
      this.on.reset();
    } else if (name !== "dropped") {
      this.on.event(name, JSON.parse(data.join("\n")));
    }
  }
}
