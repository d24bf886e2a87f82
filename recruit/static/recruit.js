/* Saves a form while somebody writes in it, and loses nothing. Without scripts its button does.

The page gives
  <form method="post" data-autosave="URL" data-autosave-key="KEY">
    <input type="hidden" name="version" value="4">   the version of what is stored
    <p role="status" data-autosave-status></p>       where the state is said
KEY names person, sheet and question: what is kept in this tab comes back only where it is the same.

We POST the whole form to URL (its CSRF token and version too), Accept: application/json. The answer:
  200 {"saved": true, "version": 5}  stored. Equal text with an old version must get this answer too, with
                                     the version in force: then our reply was lost and we sent it again.
  409 {"stale": true}                another version is stored by now; nothing was stored
  401, or a redirect                 nobody is signed in
  400                                CSRF token or form cannot be used; {"message": "…"} is shown if given
  anything else, or no answer        we send the same again, after 2, 4, 8, then every 15 seconds
Text is kept in sessionStorage from the first letter until the answer says that it is stored. */

const PAUSE = 2000; // after the last letter
const LONGEST = 10000; // after the first one, however long somebody types
const SLOWEST = 15000;
const PREFIX = "recruit:";
const OURS = new Set(["csrf_token", "version"]);

class Autosave {
  constructor(form) {
    this.form = form;
    this.version = form.elements.namedItem("version");
    this.version.value = this.version.getAttribute("value"); // some browsers fill in the one before a reload
    this.status = form.querySelector("[data-autosave-status]");
    this.key = PREFIX + form.dataset.autosaveKey;
    this.stored = this.fields(); // what the server has
    this.sent = null; // what was sent and not yet answered, fields and body
    this.stopped = false;
    this.leaving = false;
    this.failures = 0;
    this.putBack();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("beforeunload", (event) => { if (this.unsaved() && !this.leaving) event.preventDefault(); });
    addEventListener("pageshow", () => { this.leaving = false; });
    addEventListener("online", () => { if (this.unsaved()) this.save(); });
  }

  /** Everything typed or chosen, as one text that can be compared. */
  fields() {
    const entries = [...new FormData(this.form)].filter(([name, value]) => !OURS.has(name) && typeof value === "string");
    return JSON.stringify(entries.map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]));
  }

  unsaved() { return this.fields() !== this.stored; }

  changed() {
    this.keep();
    if (this.stopped) return;
    this.since ??= Date.now();
    this.say("waiting", "Not saved yet");
    this.later(Math.max(0, Math.min(PAUSE, this.since + LONGEST - Date.now())));
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  keep() {
    const kept = { version: this.version.value, fields: this.fields(), sent: this.sent?.fields };
    try { sessionStorage.setItem(this.key, JSON.stringify(kept)); } catch { /* full or forbidden: the page still holds it */ }
  }

  forget() {
    try { sessionStorage.removeItem(this.key); } catch { /* forbidden: nothing was kept */ }
  }

  /** Bring back what an earlier visit could not save; beside what is stored where both were changed. */
  putBack() {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(this.key)); } catch { /* forbidden or damaged: nothing to bring */ }
    if (!kept) return;
    if (kept.fields === this.stored) return this.forget();
    if (kept.version === this.version.value || kept.sent === this.stored) {
      this.fill(JSON.parse(kept.fields));
      this.say("unsaved", "What you typed before was not saved. It has been put back and is being saved now.");
      this.later(PAUSE);
    } else {
      this.showBeside(JSON.parse(kept.fields));
    }
  }

  fill(entries) {
    for (const control of this.form.elements) {
      if (!control.name || OURS.has(control.name) || control.type === "hidden") continue;
      const values = entries.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
      else if (values.length && control.type !== "submit" && control.type !== "file") control.value = values[0];
      // What a choice opens, opens.
      if (control.checked) control.dispatchEvent(new Event("click", { bubbles: true }));
    }
  }

  showBeside(entries) {
    this.say("unsaved", "What you typed here before was not saved, and something else has been saved since. Your text stands below; copy what you need.");
    const kept = document.createElement("div");
    kept.className = "govuk-inset-text recruit-text";
    kept.textContent = entries.filter(([, value]) => value).map(([, value]) => value).join("\n\n");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = "Discard the text above";
    button.addEventListener("click", () => { this.forget(); kept.remove(); button.remove(); this.say("saved", ""); this.status.focus(); });
    this.status.tabIndex = -1;
    this.status.after(kept, button);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.saving || this.stopped || !this.unsaved()) return this.saving;
    this.saving = this.send();
    await this.saving;
    this.saving = null;
  }

  async send() {
    // After a lost reply the very same goes out again, so that the server can tell it from a conflict.
    this.sent ??= { fields: this.fields(), body: new URLSearchParams(new FormData(this.form)) };
    this.keep();
    let answer;
    try {
      answer = await fetch(this.form.dataset.autosave, {
        method: "POST", body: this.sent.body, redirect: "manual", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(SLOWEST),
      });
      await this.heard(answer, answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {});
    } catch {
      this.again();
    }
  }

  heard(answer, said) {
    if (answer.status === 200 && said.saved) return this.wasSaved(said.version);
    if (answer.status === 409) return this.stop("Something else was saved here since you opened this page, perhaps in another tab. Open the page in a new tab to compare; your text stays in this one.");
    if (answer.status === 401 || answer.type === "opaqueredirect") return this.stop("You have been signed out. Sign in in another tab, then load this page again: your text is kept and will be put back.");
    if (answer.status === 400) return this.stop(said.message ?? "This page has been open for too long. Load it again: your text is kept and will be put back.");
    return this.again();
  }

  wasSaved(version) {
    this.version.value = version;
    this.stored = this.sent.fields;
    this.sent = null;
    this.failures = 0;
    this.since = undefined;
    if (this.unsaved()) { this.keep(); return this.changed(); }
    this.forget();
    const clock = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    this.say("saved", `Saved at ${clock}`);
  }

  again() {
    this.failures += 1;
    this.say("unsaved", "Not saved: there is no connection. Your text is kept in this tab, and we keep trying.");
    this.later(Math.min(SLOWEST, 1000 * 2 ** this.failures));
  }

  stop(why) {
    this.stopped = true;
    this.sent = null;
    this.keep();
    this.say("unsaved", `Not saved. ${why}`);
  }

  /** Let an autosave under way finish first: both with one version would be a conflict with oneself. */
  submitted(event) {
    clearTimeout(this.timer);
    if (this.unsaved()) this.keep();
    this.leaving = true;
    if (!this.saving) return;
    event.preventDefault();
    this.saving.then(() => this.form.requestSubmit(event.submitter));
  }

  say(state, text) {
    this.status.dataset.state = state;
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);

// GOV.UK Frontend says aria-expanded of radios that open something, which ARIA does not allow on a radio.
// What opens stands right behind it, so nothing is lost by taking the attribute away.
const tidy = () => document.querySelectorAll("input[type=radio][aria-expanded]").forEach((radio) => radio.removeAttribute("aria-expanded"));
new MutationObserver(tidy).observe(document.body, { attributeFilter: ["aria-expanded"], subtree: true });
tidy();

// Whoever signs out leaves no text behind in this tab.
document.querySelector("form[data-sign-out]")?.addEventListener("submit", () => {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch { /* forbidden: nothing was kept */ }
});
