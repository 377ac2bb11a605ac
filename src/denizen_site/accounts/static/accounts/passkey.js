// Passkeys, as an enhancement: without this module the forms stay hidden and the other ways remain.
// The server asks (JSON options), the browser's authenticator answers, and the answer is posted as text.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

function forCreating(options) {
  return {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: withBytes(options.excludeCredentials),
  };
}

function forGetting(options) {
  return {
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: withBytes(options.allowCredentials),
  };
}

function asText(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = toText(response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function post(address, fields) {
  const response = await fetch(address, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(fields),
    credentials: "same-origin",
    redirect: "error",
  });
  return response.json();
}

async function useKey(form) {
  const fields = Object.fromEntries(new FormData(form));
  const asked = await post(form.dataset.question, fields);
  if (asked.where) return asked;
  if (!asked.challenge) return asked;
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: forCreating(asked) })
      : await navigator.credentials.get({ publicKey: forGetting(asked) });
  return post(form.dataset.answer, { ...fields, answer: asText(credential) });
}

async function submitted(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const said = form.querySelector("[data-passkey-said]");
  const button = form.querySelector("button");
  said.textContent = "";
  button.disabled = true;
  try {
    const outcome = await useKey(form);
    if (outcome.where) {
      window.location.assign(outcome.where);
      return;
    }
    said.textContent = outcome.summary || form.dataset.failed;
  } catch {
    // The person turned away, or the authenticator refused; the browser does not say which.
    said.textContent = form.dataset.failed;
  }
  button.disabled = false;
}

if (window.PublicKeyCredential && window.isSecureContext) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", submitted);
  }
  for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = true;
}
