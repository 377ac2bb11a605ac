// Spells what the agent typed, so that it can be read back without looking letters up.

const words = new Map([...document.querySelectorAll("[data-letter]")].map((mark) => [mark.dataset.letter, mark.nextSibling.textContent.trim()]));
const alike = { O: "0", I: "1", L: "1" };

for (const line of document.querySelectorAll("[data-reads-back]")) {
  const box = document.getElementById(line.dataset.readsBack);
  const said = line.querySelector("output");
  box.addEventListener("input", () => {
    const chars = [...box.value.toUpperCase().replace(/[\s-]/g, "")].map((char) => alike[char] || char);
    const groups = [];
    for (let start = 0; start < chars.length; start += 4) groups.push(chars.slice(start, start + 4).map((char) => words.get(char) || char).join(" "));
    said.textContent = groups.join(", ");
    line.hidden = chars.length === 0;
  });
}
