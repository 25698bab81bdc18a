import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isWorkbook } from '../../src/core/workbook-mark.ts';
import { readWorkbookTable } from '../../src/core/workbook.ts';

const bytes = new Uint8Array(readFileSync(path.join(import.meta.dirname, '../fake/class.xlsx')));

test('the first sheet with rows becomes a table: texts whole, numbers, dates and times, no empty rows', async () => {
  expect(isWorkbook(bytes)).toBe(true);
  expect(await readWorkbookTable(bytes)).toEqual({
    sheet: '명단',
    columns: ['번호', '질문', '제출일', '통과'],
    rows: [
      ['1', '무릎이 아파요.\n어떻게 할까요?', '2026-11-22', 'TRUE'],
      ['2.5', '쉼표, 그리고 "따옴표"', '2026-11-22 13:30:00', ''],
    ],
  });
});

test('a text is no workbook; a zip that holds none, a cut one and one of the old kind say so', async () => {
  expect(isWorkbook(new TextEncoder().encode('id,question\na,b\n'))).toBe(false);
  const faultOf = async (some: Uint8Array): Promise<string> => {
    expect(isWorkbook(some)).toBe(true);
    const read = await readWorkbookTable(some);
    return 'fault' in read ? read.fault.en : '';
  };
  expect(await faultOf(bytes.slice(0, 900))).toContain('no Excel workbook that can be read');
  expect(await faultOf(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))).toContain('no Excel workbook');
  expect(await faultOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1))).toContain('of the old kind');
});
