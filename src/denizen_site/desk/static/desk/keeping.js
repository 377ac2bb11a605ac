// Sends a form as it stands, one request at a time, and waits with "go on" until the last answer has come.
// The version that an answer names goes back into the form, so that only another window can be in conflict.

export class Keeper {
  constructor(form, { address, extra = {}, answered, failed }) {
    Object.assign(this, { form, address, extra, answered, failed, running: null, again: false, timer: 0, tries: 0 });
    form.addEventListener("submit", (event) => this.hold(event));
  }

  soon(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.timer = 0; this.now(); }, milliseconds);
  }

  now() {
    if (this.running) { this.again = true; return this.running; }
    this.running = this.send().finally(() => {
      this.running = null;
      if (this.again) { this.again = false; this.now(); }
    });
    return this.running;
  }

  async send() {
    const body = new FormData(this.form);
    body.delete("act");
    for (const [name, value] of Object.entries(this.extra)) body.set(name, value);
    for (const [name, value] of [...body.entries()]) if (value instanceof File) body.delete(name);
    let answer;
    try {
      answer = await fetch(this.address, { method: "POST", body: new URLSearchParams(body), headers: { Accept: "text/html, application/json" }, credentials: "same-origin" });
    } catch {
      this.failed("lost");
      if (this.tries < 5) { this.tries += 1; this.soon(1000 * this.tries); }
      return;
    }
    if (answer.redirected || answer.status === 401 || answer.status === 403) { this.failed("signed_out"); return; }
    if (answer.status === 409 || answer.status === 410) { this.failed("gone"); return; }
    if (answer.status >= 500) { this.failed("lost"); return; }
    this.tries = 0;
    await this.answered(answer);
  }

  // The version in the form may be older than what is on its way: wait, then send.
  hold(event) {
    if (this.released) { this.released = false; return; }
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.running) return;
    event.preventDefault();
    this.again = false;
    const submitter = event.submitter;
    this.running.finally(() => { this.released = true; this.form.requestSubmit(submitter || undefined); });
  }
}

export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
