// Puts a slider over the list of days; without this script the list itself does the same.

const nav = document.querySelector("[data-days]");
const links = nav ? [...nav.querySelectorAll("a[data-day]")] : [];

function here(day) {
  // The last day of the list that is not after the one shown.
  return Math.max(0, links.filter((link) => link.dataset.day <= day).length - 1);
}

if (links.length > 1) {
  const slider = document.createElement("input");
  const said = document.createElement("output");
  const at = document.querySelector("#at").value;
  Object.assign(slider, { type: "range", min: 0, max: links.length - 1, value: here(at) });
  slider.setAttribute("aria-label", nav.dataset.label);
  const tell = () => {
    said.textContent = links[slider.value].textContent;
    slider.setAttribute("aria-valuetext", said.textContent);
  };
  slider.addEventListener("input", tell);
  slider.addEventListener("change", () => location.assign(links[slider.value].href));
  nav.querySelector("h2").after(slider, said);
  tell();
}
