// Shows the signed picture of a scanned card from the page itself: it has no address and is kept nowhere.

const figure = document.querySelector("[data-signed-picture]");
const bytes = Uint8Array.from(atob(figure.dataset.signedPicture), (char) => char.charCodeAt(0));
const address = URL.createObjectURL(new Blob([bytes], { type: "image/webp" }));
const picture = figure.querySelector("img");
picture.addEventListener("load", () => URL.revokeObjectURL(address), { once: true });
picture.src = address;
figure.hidden = false;
