// Unicode 14.0, as far as sealed fields need it, whatever version the browser has (docs/spec/mrc-qr-1.md).
// Written by tools/write_unicode_tables.py; a test holds it to what Python 3.11 knows.

// Lengths of runs in hexadecimal, alternately without and with the property, from U+0000 on.
const ASSIGNED = startsOf(
  "0 378 2 6 4 7 1 1 1 14 1 18d 1 26 2 32 2 3 1 37 8 1b 4 6 b 10e 1 3c 2 65 e 3b 2 31 2 f 1 1c 2 1 1 b 5 1f 1 2 6",
  "ec 1 8 2 2 2 16 1 7 1 1 3 4 2 9 2 2 2 4 8 1 4 2 1 5 2 19 2 3 1 6 4 2 2 16 1 7 1 2 1 2 1 2 2 1 1 5 4 2 2 3 3 1 7",
  "4 1 1 7 11 a 3 1 9 1 3 1 16 1 7 1 2 1 5 2 a 1 3 1 3 2 1 f 4 2 c 7 7 1 3 1 8 2 2 2 16 1 7 1 2 1 5 2 9 2 2 2 3 7",
  "3 4 2 1 5 2 12 a 2 1 6 3 3 1 4 3 2 1 1 1 2 3 2 3 3 3 c 4 5 3 3 1 4 2 1 6 1 e 15 5 d 1 3 1 17 1 10 2 9 1 3 1 4 7",
  "2 1 3 2 1 2 4 2 a 7 16 1 3 1 17 1 a 1 5 2 9 1 3 1 4 7 2 6 2 1 4 2 a 1 2 d d 1 3 1 33 1 3 1 6 4 10 2 1a 1 3 1 12",
  "3 18 1 9 1 1 2 7 3 1 4 6 1 1 1 8 6 a 2 3 c 3a 4 1d 25 2 1 1 1 5 1 18 1 1 1 17 2 5 1 1 1 6 2 a 2 4 20 48 1 24 4",
  "27 1 24 1 f 1 d 25 c6 1 1 5 1 2 179 1 4 2 7 1 1 1 4 2 29 1 4 2 21 1 4 2 7 1 1 1 4 2 f 1 39 1 4 2 43 2 20 3 1a 6",
  "56 2 6 2 29d 3 59 7 16 9 18 9 14 c d 1 3 1 2 c 5e 2 a 6 a 6 1a 6 59 7 2b 5 46 a 1f 1 c 4 c 4 1 3 2a 2 5 b 2c 4",
  "1a 6 b 3 3e 2 41 1 1d 2 b 6 a 6 e 2 1f 31 4d 3 2f 1 74 8 3c 3 f 3 3c 7 2b 2 b 8 2b 5 216 2 6 2 26 2 6 2 8 1 1 1",
  "1 1 1 1 1f 2 35 1 f 1 e 2 6 1 13 2 3 1 9 1 65 1 c 2 1b 1 d 3 21 f 21 f 8c 4 297 19 b 15 714 2 20 1 15d 5 2d 1 1",
  "5 1 2 38 7 2 e 18 9 7 1 7 1 7 1 7 1 7 1 7 1 7 1 7 1 7e 22 1a 1 59 c d6 1a c 4 40 1 56 2 67 5 2b 1 5e 1 54 c 2f",
  "1 726d 3 37 9 15c 14 b8 8 cb 5 2 1 1 1 5 18 3b 3 a 6 38 8 46 8 c 6 74 b 1e 3 4e 1 b 4 21 1 37 9 e 2 a 2 67 18",
  "1c a 6 2 6 2 6 9 7 1 7 1 3c 4 7e 2 a 6 2ba4 c 17 4 31 4 226e 2 6a 26 7 c 5 5 1a 1 5 1 1 1 2 1 2 1 7d 10 1bd 2",
  "36 7 1 20 2a 6 33 1 13 1 4 4 5 1 87 2 1 1 be 3 6 2 6 2 6 2 3 3 7 1 7 a 5 2 c 1 1a 1 13 1 2 1 f 2 e 22 7b 5 3 4",
  "2d 3 58 1 d 3 1 2f 2e 82 1d 3 31 f 1c 4 24 9 1e 5 2b 5 1e 1 25 4 e 2a 9e 2 a 6 24 4 24 4 28 8 34 b c 1 f 1 7 1",
  "2 1 b 1 f 1 7 1 2 43 137 9 16 a 8 18 6 1 2a 1 9 45 6 2 1 1 2c 1 2 3 1 2 17 1 48 8 9 30 13 1 2 5 21 3 1b 5 1 40",
  "38 4 14 2 32 1 2 5 8 1 3 1 1d 2 3 4 a 7 9 7 40 20 27 4 c 9 36 3 1d 2 1b 5 1a 7 4 c 7 50 49 37 33 d 33 7 2e 8 a",
  "126 1f 1 2a 1 3 2 2 4e 28 8 2a 16 1a 26 1c 14 17 9 4e 4 24 9 44 a 1 2 19 7 a 6 35 1 12 8 27 9 60 1 14 b 12 1 2c",
  "41 7 1 1 1 4 1 f 1 b 6 3b 5 a 6 4 1 8 2 2 2 16 1 7 1 2 1 5 1 a 2 2 2 3 2 1 6 1 5 7 2 7 3 5 8b 5c 1 5 1e 48 8 a",
  "a6 36 2 26 22 45 b a 6 d 13 3a 6 a 36 1b 2 f 4 17 b9 3c 64 53 c 8 2 1 2 8 1 2 1 1e 1 2 2 c 9 a 46 8 2 2e 2 b 1b",
  "48 8 53 d 49 107 9 1 2d 1 e a 1d 3 20 2 16 1 e 49 7 1 2 1 2c 3 1 1 2 1 9 8 a 6 6 1 2 1 25 1 2 1 6 7 a 136 19 b7",
  "1 f 32 d 39b 66 6f 1 5 b c4 a4c 63 d 42f 1 9 fc7 247 21b9 239 7 1f 1 a 4 51 1 a 6 1e 2 6 a 46 a a 1 7 1 15 5 13",
  "2b0 5b 65 4b 4 39 7 11 40 5 b 2 e 17f8 8 4d6 2a 9 22e7 4 1 7 1 2 1 123 2d 3 11 4 8 18c 904 6b 5 d 3 9 7 a 2 8",
  "125c 2e 2 17 9 74 3c f6 a 27 2 c2 15 46 9a 14 c 57 9 19 87 55 1 47 1 2 2 1 2 2 2 4 1 c 1 1 1 7 1 41 1 4 2 8 1 7",
  "1 1c 1 4 1 5 1 1 3 7 1 154 2 124 2 2be f 5 1 f 450 1f e1 7 1 11 2 7 1 2 1 5 d5 2d 3 e 2 a 4 2 140 1f 11 3a 5 1",
  "4e0 7 1 4 1 2 1 f 1 c5 2 10 29 4c 4 a 4 2 311 44 4c 3d c2 4 1 1b 1 2 1 1 2 1 1 a 1 4 1 1 1 1 6 1 4 1 1 1 1 1 1",
  "3 1 2 1 1 2 1 1 1 1 1 1 1 1 1 1 2 1 1 2 4 1 7 1 4 1 4 1 1 1 a 1 11 5 3 1 5 1 11 34 2 10e 2c 4 64 c f 2 f 1 f 1",
  "25 a ae 38 1d d 2c 4 9 7 2 e 6 9a 3d8 5 10 3 d 3 74 c 59 7 c 4 1 f c 4 38 8 a 6 28 8 1e 2 2 4e 154 c e 2 5 3 5",
  "3 7 9 1d 3 b 5 6 a a 6 8 8 7 9 93 1 37 25 a 406 a6e0 20 1039 7 de 2 1682 e 1d31 c1f 21e 5e2 134b aecb6 1 1e 60",
  "80 f0 fe10 fffe 2 fffe",
);
const FOREIGN_LETTERS = startsOf(
  "aa 1 a 1 4 1 2b5 4 2 2 3 3 1 1 6 1 1 3 1 1 1 14 1 53 1 8b 8 a6 1 26 9 29 47 1b 4 4 2d 20 1 a 23 2 1 63 1 1 18 2",
  "a 3 2 1 10 1 1 1e 1d 59 b 1 18 21 15 16 2a 19 7 b 5 18 1 6 11 29 3b 36 3 1 12 1 7 a 10 f 4 8 2 2 2 16 1 7 1 1 3",
  "4 3 1 10 1 d 2 1 3 e 2 a 1 8 6 4 2 2 16 1 7 1 2 1 2 1 2 1f 4 1 1 13 3 10 9 1 3 1 16 1 7 1 2 1 5 3 1 12 1 f 2 17",
  "1 b 8 2 2 2 16 1 7 1 2 1 5 3 1 1e 2 1 3 f 1 11 1 1 6 3 3 1 4 3 2 1 1 1 2 3 2 3 3 3 c 16 1 34 8 1 3 1 17 1 10 3",
  "1 1a 3 2 1 2 2 1e 1 4 8 1 3 1 17 1 a 1 5 3 1 1f 2 1 2 f 2 11 9 1 3 1 29 2 1 10 1 5 3 8 3 18 6 5 12 3 18 1 9 1 1",
  "2 7 3a 30 1 2 c 6 3b 2 1 1 1 5 1 18 1 1 1 a 1 2 9 1 2 5 17 4 20 1 3f 8 1 24 1b 5 73 2b 14 1 10 6 4 4 3 1 3 2 7",
  "3 4 d c 1 11 26 1 1 5 1 2 2b 2 14c 1 4 2 7 1 1 1 4 2 29 1 4 2 21 1 4 2 7 1 1 1 4 2 f 1 39 1 4 2 43 25 10 10 56",
  "2 6 3 26c 2 11 1 1a 5 4b 6 8 7 12 d 13 e 12 e d 1 3 f 34 28 1 43 23 1 35 7 5 2 22 1 1 5 46 a 1f 31 1e 2 5 b 2c",
  "4 1a 36 17 9 35 b0 2f 11 8 36 1e d 2 a 2c 1a 24 29 3 a 1e 8 9 7 2b 2 3 29 4 1 6 1 2 3 1 2b 6 1d4 16 2 6 2 26 2",
  "6 2 8 1 1 1 1 1 1 1 1f 2 35 1 7 1 1 3 3 1 7 3 4 2 6 4 d 5 3 1 7 105 1 4 1 2 a 1 1 3 5 6 1 1 1 1 1 1 4 1 b 2 4 5",
  "5 4 1 34 1 a7c 60 20 65 6 4 3 2 c 26 1 1 5 1 2 38 18 17 9 7 1 7 1 7 1 7 1 7 1 7 1 7 1 7 227 1 35 1 4 56 8 1 1",
  "5a 4 1 5 2b 1 5e 11 20 30 10 200 19c0 40 5215 1 477 43 28 8 10c 4 10 a 2 14 2f 11 1c 4 46 11a 2 1 3 1 4 1 17 1d",
  "34 e 32 3e 6 3 1 1 2 b 1c a 17 19 1d 7 2f 2d 5 2 9 a 5 1 29 17 3 1 8 14 10 1 6 3 1 3 32 1 1 3 2 2 5 2 1 1 1 18",
  "2 3 b 7 1 e 6 2 6 2 6 9 7 1 7 36 1 a 73 1d 2ba4 c 17 4 31 2104 16e 2 6a 39 5 5 1 1 a 1 d 1 5 1 1 1 2 1 2 1 6c",
  "21 16b 12 40 2 36 28 c 74 5 1 87 24 1a 6 1a b a 1 2d 2 1f 3 6 2 6 2 6 2 3 23 c 1 1a 1 13 1 2 1 f 2 e 22 7b 185",
  "1d 3 31 2f 20 d 14 1 8 6 26 a 1e 2 24 4 8 30 9e 12 24 4 24 4 28 8 34 c b 1 f 1 7 1 2 1 b 1 f 1 7 1 2 43 137 9",
  "16 a 8 98 6 2 1 1 2c 1 2 3 1 2 17 a 17 9 1f 41 13 1 2 a 16 a 1a 46 38 6 2 40 1 f 4 1 3 1 1d 2a 1d 3 1d 23 8 1",
  "1c 1b 36 a 16 a 13 d 12 6e 49 37 33 d 33 d 24 15c 2a 6 2 4e 1d a 1 8 16 2a 12 2e 15 1b 17 c 35 39 2 2 1 d 2d 20",
  "19 1a 24 1d 1 2 1 8 23 3 1 c 30 e 4 15 1 1 1 23 12 1 19 54 7 1 1 1 4 1 f 1 a 7 2f 26 8 2 2 2 16 1 7 1 2 1 5 3 1",
  "12 1 c 5 9e 35 12 4 14 3 1e 30 14 2 1 1 b8 2f 29 4 24 30 14 1 3b 2b d 1 47 1b 25 7 b9 2c 74 40 1f 8 2 1 2 8 1 2",
  "1 18 f 1 1 1 5e 8 2 27 10 1 1 1 1c 1 a 28 7 1 15 1 b 2e 13 1 12 49 107 9 1 25 11 1 31 1e 70 7 1 2 1 26 15 1 19",
  "6 1 2 1 20 e 1 147 13 bd 1 4f 39a e6 c4 a4c 61 f 42f fd1 247 21b9 239 7 1f 11 4f 11 1e 12 30 33 15 5 13 2b0 40",
  "80 4b 5 1 af 17f8 8 4d6 2a 9 22f7 123 2d 3 11 4 8 18c 904 6b 5 d 3 9 7 a 1766 55 1 47 1 2 2 1 2 2 2 4 1 c 1 1 1",
  "7 1 41 1 4 2 8 1 7 1 1c 1 4 1 5 1 1 3 7 1 154 2 19 1 19 1 1f 1 19 1 1f 1 19 1 1f 1 19 1 1f 1 19 1 8 934 2d 21 1",
  "141 1e 12 2c 4f4 7 1 4 1 2 1 f 1 c5 3b 44 4bc 4 1 1b 1 2 1 1 2 1 1 a 1 4 1 1 1 1 6 1 4 1 1 1 1 1 1 3 1 2 1 1 2",
  "1 1 1 1 1 1 1 1 1 1 2 1 1 2 4 1 7 1 4 1 4 1 1 1 a 1 11 5 3 1 5 1 11 1144 a6e0 20 1039 7 de 2 1682 e 1d31 c1f",
  "21e 5e2 134b",
);
const MARKS = startsOf(
  "300 4f 1 20 113 5 109 2d 1 1 1 2 1 2 1 1 48 b 30 15 10 1 65 7 2 6 2 2 1 4 23 1 1e 1b a0 9 9 1 18 4 1 9 1 3 1 5",
  "2b 3 3c 8 2a 18 1 1d 3c 1 10 1 3 4 67 1 10 1 30 1 3d 1 10 1 6e 1 10 1 6e 1 10 1 7f 1 6e 1 10 1 7 2 65 1 10 1 6d",
  "2 10 1 7c 1 6d 3 d 4 6c 3 d 4 4c 2 1b 1 1 1 1 1 37 2 1 1 5 4 2 1 1 3 1 2 3e 1 70 1 1 2 52 1 2cf 3 3b4 2 1e 1 9d",
  "1 a 1 cb 1 8f 3 db 2 47 1 14 8 2 1 30 e 1 10 65 1 f 1 26 9 36 2 3a 1 b 2 43 1 98 3 1 d 1 7 4 1 6 1 3 2 c6 40",
  "2d0 d 4 1 3 c bfe 3 8d 1 60 20 22a 6 69 2 75d4 1 4 a 20 2 50 2 114 1 25 1 97 1 1b 12 39 3 25 1 5f 1 c 1 ef 1 1",
  "3 2 2 5 2 1 1 34 1 f6 1 4f30 1 301 10 3cd 1 e2 1 95 5 692 1 1 1 28 3 4 1 a5 2 23d 4 183 2 99 b 31 4 c0 1 29 1 e",
  "1 39 2 45 3 30 2 3e 1 4c 1 9 1 6a 2 b2 2 50 2 10 1 18 7 3 5 cd 1 3 1 17 1 63 2 fb 2 7e 1 76 2 73 1 10d 2 102 2",
  "4 1 9c 1 53 1 12 1 51 1 1a5 1 102 1 1 2 51 1 4d58 5 3b 7 4b9 2 4cac 1 14c6 5 3 6 8 8 2 7 1e 4 94 3 dbb 7 1 11 2",
  "7 1 2 1 5 105 7 177 1 3d 4 5e0 7 6d 7",
);

// Full case folding of what NFD leaves: first character, how many, how far apart, and how far each is moved.
const MOVED = numbersOf(
  "41 1a 1 20 b5 1 1 307 c6 1 1 20 d0 1 1 20 d8 1 1 20 de 1 1 20 110 1 1 1 126 1 1 1 132 1 1 1 13f 2 2 1 14a 1 1 1",
  "152 1 1 1 166 1 1 1 17f 1 1 -10c 181 1 1 d2 182 2 2 1 186 1 1 ce 187 1 1 1 189 2 1 cd 18b 1 1 1 18e 1 1 4f 18f",
  "1 1 ca 190 1 1 cb 191 1 1 1 193 1 1 cd 194 1 1 cf 196 1 1 d3 197 1 1 d1 198 1 1 1 19c 1 1 d3 19d 1 1 d5 19f 1 1",
  "d6 1a2 2 2 1 1a6 1 1 da 1a7 1 1 1 1a9 1 1 da 1ac 1 1 1 1ae 1 1 da 1b1 2 1 d9 1b3 2 2 1 1b7 1 1 db 1b8 1 1 1 1bc",
  "1 1 1 1c4 1 1 2 1c5 1 1 1 1c7 1 1 2 1c8 1 1 1 1ca 1 1 2 1cb 1 1 1 1e4 1 1 1 1f1 1 1 2 1f2 1 1 1 1f6 1 1 -61 1f7",
  "1 1 -38 21c 1 1 1 220 1 1 -82 222 2 2 1 23a 1 1 2a2b 23b 1 1 1 23d 1 1 -a3 23e 1 1 2a28 241 1 1 1 243 1 1 -c3",
  "244 1 1 45 245 1 1 47 246 5 2 1 345 1 1 74 370 2 2 1 376 1 1 1 37f 1 1 74 391 11 1 20 3a3 7 1 20 3c2 1 1 1 3cf",
  "1 1 8 3d0 1 1 -1e 3d1 1 1 -19 3d5 1 1 -f 3d6 1 1 -16 3d8 c 2 1 3f0 1 1 -36 3f1 1 1 -30 3f4 1 1 -3c 3f5 1 1 -40",
  "3f7 1 1 1 3f9 1 1 -7 3fa 1 1 1 3fd 3 1 -82 402 2 2 50 405 2 1 50 408 4 1 50 40f 1 1 50 410 9 1 20 41a 16 1 20",
  "460 b 2 1 478 5 2 1 48a 1b 2 1 4c0 1 1 f 4c3 6 2 1 4d4 1 1 1 4d8 1 1 1 4e0 1 1 1 4e8 1 1 1 4f6 1 1 1 4fa 1b 2 1",
  "531 26 1 30 10a0 26 1 1c60 10c7 1 1 1c60 10cd 1 1 1c60 13f8 6 1 -8 1c80 1 1 -184e 1c81 1 1 -184d 1c82 1 1 -1844",
  "1c83 2 1 -1842 1c85 1 1 -1843 1c86 1 1 -183c 1c87 1 1 -1824 1c88 1 1 89c3 1c90 2b 1 -bc0 1cbd 3 1 -bc0 1efa 3 2",
  "1 2132 1 1 1c 2160 10 1 10 2183 1 1 1 24b6 1a 1 1a 2c00 30 1 30 2c60 1 1 1 2c62 1 1 -29f7 2c63 1 1 -ee6 2c64 1",
  "1 -29e7 2c67 3 2 1 2c6d 1 1 -2a1c 2c6e 1 1 -29fd 2c6f 1 1 -2a1f 2c70 1 1 -2a1e 2c72 1 1 1 2c75 1 1 1 2c7e 2 1",
  "-2a3f 2c80 32 2 1 2ceb 2 2 1 2cf2 1 1 1 a640 17 2 1 a680 e 2 1 a722 7 2 1 a732 1f 2 1 a779 2 2 1 a77d 1 1 -8a04",
  "a77e 5 2 1 a78b 1 1 1 a78d 1 1 -a528 a790 2 2 1 a796 a 2 1 a7aa 1 1 -a544 a7ab 1 1 -a54f a7ac 1 1 -a54b a7ad 1",
  "1 -a541 a7ae 1 1 -a544 a7b0 1 1 -a512 a7b1 1 1 -a52a a7b2 1 1 -a515 a7b3 1 1 3a0 a7b4 8 2 1 a7c4 1 1 -30 a7c5 1",
  "1 -a543 a7c6 1 1 -8a38 a7c7 2 2 1 a7d0 1 1 1 a7d6 2 2 1 a7f5 1 1 1 ab70 50 1 -97d0 ff21 1a 1 20 10400 28 1 28",
  "104b0 24 1 28 10570 b 1 27 1057c f 1 27 1058c 7 1 27 10594 2 1 27 10c80 33 1 40 118a0 20 1 20 16e40 20 1 20",
  "1e900 22 1 22",
);
// Characters that fold to several.
const SPELT = new Map(Object.entries({
  "\u00df": "\u0073\u0073", "\u0149": "\u02bc\u006e", "\u0587": "\u0565\u0582", "\u1e9a": "\u0061\u02be",
  "\u1e9e": "\u0073\u0073", "\ufb00": "\u0066\u0066", "\ufb01": "\u0066\u0069", "\ufb02": "\u0066\u006c",
  "\ufb03": "\u0066\u0066\u0069", "\ufb04": "\u0066\u0066\u006c", "\ufb05": "\u0073\u0074", "\ufb06": "\u0073\u0074",
  "\ufb13": "\u0574\u0576", "\ufb14": "\u0574\u0565", "\ufb15": "\u0574\u056b", "\ufb16": "\u057e\u0576",
  "\ufb17": "\u0574\u056d",
}));

/** Reads numbers in hexadecimal. */
function numbersOf(...lines) {
  return lines.join(" ").split(" ").map((number) => Number.parseInt(number, 16));
}

/** Sums run lengths up to where each run starts. */
function startsOf(...lines) {
  let sum = 0;
  return Uint32Array.from(numbersOf(...lines), (length) => (sum += length));
}

/** Says whether a character lies in one of the runs that have the property. */
function isIn(starts, char) {
  const code = char.codePointAt(0);
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= code) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/** Says whether Unicode 14.0 assigns a character. */
export function isAssigned(char) {
  return isIn(ASSIGNED, char);
}

/** Says whether a character is a letter of another script than Latin; modifier letters belong to any. */
export function isForeignLetter(char) {
  return isIn(FOREIGN_LETTERS, char);
}

/** Says whether a character has a combining class. */
export function isMark(char) {
  return isIn(MARKS, char);
}

const SINGLE = new Map();
for (let place = 0; place < MOVED.length; place += 4) {
  const [first, count, apart, distance] = MOVED.slice(place, place + 4);
  for (let done = 0; done < count; done += 1) {
    const code = first + done * apart;
    SINGLE.set(String.fromCodePoint(code), String.fromCodePoint(code + distance));
  }
}

/** Folds the case of one decomposed character in full. */
export function folded(char) {
  return SPELT.get(char) ?? SINGLE.get(char) ?? char;
}
