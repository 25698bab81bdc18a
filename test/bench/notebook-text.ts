const FENCE = '```';
const WORDS =
  'a note of *some* words about `what` was asked and [why](https://example.org) it matters **here**, 두부를 국물에 넣고 천천히 끓이면 아침이 조용히 지나갑니다'.split(
    ' ',
  );

function toProse(characters: number, n: number): string {
  const lines: string[] = [];
  for (let length = 0, at = n; length < characters; at += 1) {
    const line = Array.from({ length: 14 }, (_, k) => WORDS[(at * 7 + k * 3 + n) % WORDS.length]).join(' ');
    lines.push(at % 5 === 0 ? `- ${line}` : line);
    if (at % 4 === 0) lines.push('');
    length += line.length;
  }
  return lines.join('\n').trim();
}

function toRows(characters: number, n: number): string {
  const rows: string[] = ['id,question'];
  for (let length = 0; length < characters; length += 60)
    rows.push(`r${rows.length},"Question ${n} of row ${rows.length}, on knees, tofu and stairs"`);
  return rows.join('\n');
}

function toCell(n: number, characters: number): string {
  switch (n % 5) {
    case 0:
    case 2:
      return `## Part ${n}\n\n${toProse(characters, n)}\n`;
    case 1:
      return `${FENCE}persona id=p${n}\nYou are adviser ${n}.\n${toProse(characters, n)}\n${FENCE}\n`;
    case 3:
      return `${FENCE}prompt id=ask${n}\nPlease advise on {{question}}\n${toProse(characters, n)}\n${FENCE}\n`;
    default:
      return `${FENCE}dataset id=rows${n} format=csv\n${toRows(characters, n)}\n${FENCE}\n`;
  }
}

/** A notebook of about so many characters in so many cells: notes, personas, prompts, tables, one matrix. */
export function toNotebookText({ cells, characters }: { cells: number; characters: number }): string {
  const each = Math.floor(characters / cells);
  const parts = Array.from({ length: cells - 1 }, (_, n) => toCell(n, each));
  const matrix = `${FENCE}matrix id=main\nprompt: ask3\npersona: p1\nmodel: sandbox/tiny\ndata: rows4\n${FENCE}\n`;
  return ['---\ngamut: 1\ntitle: Large\n---', ...parts, matrix].join('\n');
}
