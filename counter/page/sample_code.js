// A QR code of a card's size that the self-test must read: version 19, level L, written once with zxing-cpp.

export const SAMPLE_TEXT = Array(31).fill("DENIZEN COUNTER SELF TEST 0123456789").join(" ");
const SIDE = 93;
const PIXELS_PER_MODULE = 6;
const WIDTH = 1280;
const HEIGHT = 720;
const MODULES =
   "/jNmE1Z6ojgaJJP8ESjejsWLVNOTytBuoLLlmmC5aOzmIrt0P1t4ypSjoFOCpduipKH5WHivxlLPLsEH/IxMvbBHyq+pB/qqqqqqqqqq"
  + "qqqv4BZ+ExQKO9HULUMA75i7/+w1ofm3xYYhR14DOCY/z1Hq+r3Vlx5H5YJLFxuqj6Db9r8Ys1bOsO9YWJptwf9NOoMWP5Gi2gJhuR0A"
  + "JmQqleheD0iV5A8CbmbIzMNLbZ2l+QHOiNBRDrktElGmXs23wmj/02u5TX14HqoxUKHrAJe32zpr/4OJakh7tpDw7SsgM3shOuSYlseu"
  + "49PMuG7qGu34O+yCUeOvjBjiMMjPYsr+26YDvPIyRMCifqNuLAoWPUEaR2raCzNObx5uaHJm47DGj5+ch3b+5N7qp3WRhq1obCYYk3qe"
  + "VyZo429/IjqOYgOnrgv5bbH6uqHvv3Qg/Yx10oRKi9vFB4HUfWtuvSuJtKq/qo5rjxDYWRMnrNGOCr0ZD7Qnn+ltSP+uym/R5rA2HOoj"
  + "z2HNhGY81YKh08yRgTCo8saxqX2jgFo/Py2tqUMhY27d5GaeugnaAC5pQMsaKlLEOXf82NzmKOeDkYz2PpZiMDIq6OrOe/wgP35UNtfC"
  + "BZ2YECvNjTmLwllu00rXsFL67loB3YSAuLBQnlIjkV4q9P/rRNeAOchDocO5/QC6A6qvn0o2rmoxpvqXcFM17axZG6rGMlU7Hv6t7wC8"
  + "bhayq8J5keUbuOZS+yEZAi0+08JzfVqXr/SPtOH+oPCJ4nPLyMAMvIp3ZC+B1vqSNYnPOjRSxGkG/mVmbiA25SOcqHwGg86gMdEofNA2"
  + "JOsW6d2RVxhP9jJPEg7UfDkc5Z82whMmefQPv4g2/6coX/5vBm+qRhFWxZMuDGNTIsWaowLipBwW66BL5q1x3tvxIOEDFT0jEUb94Qj4"
  + "UCv/+vuC+Nxk8oGzrPE69MTIi5pcdpWB276t+/n0rjKCCyo66atnl6QPsiEsmg5n48R84nK2YU4PVIhAjaTMWnKhnQ5PksfwobeH6tPQ"
  + "URpQFSoVr2NwwSgkjOvuftL6kK99fjra/k7c8CXbuUIxHH0Uu1YcekpllGL4+DviHm2zFGknipbSExE9Wp1ikZxmXap5xdwoBJ+2s2bU"
  + "Ci5IjZFPFammrwGQxvjZWG6RI2SPfM02zCM4sAqrV/PUyqSS5sAH0l3wVv+z16+h5/5hb+cy0iuyJbp/hpr0WKuGy5SplJbjwxPBqMG5"
  + "Prr7NBGrJpFg3zwLBPW4eNxC3JJym5aFyMz7uie7AgNRCpbyeXwBMAY9+fL8Hp8fy6fs+IBomCxqQMtH2eP0Z/uqOaol6PK/ekOrcFLR"
  + "ZRmwBPHjigcfutUmL8Q5iP6NOj/10Nx0qQ+4j5+VL2OupWCyKuiUxs2GvmEFx3ys5Iq7bbOAvv/sIPaJxLkZC6aJhoA=";

/** Draws the code as a camera's frame would hold it; gives its pixels. */
export function sampleFrame() {
  const frame = new ImageData(WIDTH, HEIGHT);
  frame.data.fill(255);
  const packed = Uint8Array.from(atob(MODULES), (letter) => letter.charCodeAt(0));
  for (let index = 0; index < SIDE * SIDE; index += 1) {
    if (packed[index >> 3] & (128 >> (index & 7))) darken(frame, index % SIDE, Math.floor(index / SIDE));
  }
  return frame;
}

/** Draws one dark module in the middle part of the frame. */
function darken(frame, column, row) {
  const left = Math.floor((WIDTH - SIDE * PIXELS_PER_MODULE) / 2) + column * PIXELS_PER_MODULE;
  const top = Math.floor((HEIGHT - SIDE * PIXELS_PER_MODULE) / 2) + row * PIXELS_PER_MODULE;
  for (let y = top; y < top + PIXELS_PER_MODULE; y += 1) {
    for (let x = left; x < left + PIXELS_PER_MODULE; x += 1) frame.data.fill(0, (y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 3);
  }
}
