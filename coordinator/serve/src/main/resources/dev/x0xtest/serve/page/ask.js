// The form that asks for a token.

import {text} from "./dom.js";

/** Asks for a token until one is given. `why` says what was wrong with the last one; empty: there was none. */
export function askForToken(why) {
  const dialog = document.getElementById("ask");
  const form = document.getElementById("ask-form");
  const field = document.getElementById("ask-token");
  text(document.getElementById("ask-why"), why ? "That did not work: " + why + "." : "");
  field.value = "";
  dialog.showModal();
  field.focus();
  return new Promise(done => {
    const given = event => {
      event.preventDefault();
      const token = field.value.trim();
      if (!/^[!-~]+$/.test(token)) return;
      form.removeEventListener("submit", given);
      field.value = "";
      dialog.close();
      done(token);
    };
    form.addEventListener("submit", given);
  });
}

// Without a token there is nothing behind the dialog: Esc does not close it.
document.getElementById("ask").addEventListener("cancel", event => event.preventDefault());
