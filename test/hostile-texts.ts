/** Texts that would do something, were they taken for more than text: each with a word of its own, by which it is found. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  script: 'word01 <script>globalThis.hacked = "script"</script>',
  image: 'word02 <img src="https://evil.example/a.png" onerror="globalThis.hacked = 1">',
  svg: 'word03 <svg onload="globalThis.hacked = 2"><a href="javascript:globalThis.hacked=3">x</a></svg>',
  closing:
    'word04 </textarea></style></script></template><iframe srcdoc="<script>parent.hacked=4</script>"></iframe>',
  attribute: `word05 " onmouseover="globalThis.hacked=5" x='\`\${globalThis.hacked=6}\` {{constructor}}`,
  link: 'word06 [click](javascript:globalThis.hacked=7) ![img](https://evil.example/b.png) <https://evil.example/>',
  ansi: 'word07 \u001b[31mred\u001b[2J\u001b]0;title\u0007\u001b]8;;https://evil.example\u001b\\link\u001b[8mhidden',
  c1: 'word08 \u009b2J\u009d0;title\u009c\u0085\u007f\b\b\b\r overwritten',
  direction: 'word09 \u202egnp.exe \u2066\u2067 end \u2028 line \u2029 paragraph',
  nul: 'word10 a\u0000b\u0001c\ufeff',
  surrogate: 'word11 \ud83d lone \udc00',
  formula: '=cmd|"/c calc"!A1 word12',
  fullWidth: '＝1+1 word13',
  marked: 'word14 \ue000\uffff\u200b z̸̡̢͇̲̳̲̻̭̗̜̟̓ ﷽﷽﷽',
};

/** A line of a megabyte, without a place to break it. */
export const LONG_LINE = `word15 ${'가'.repeat(1024 * 1024)}`;
