import { describe, expect, test } from 'vitest';
import { toFailure } from '../../../src/core/failure.ts';
import { parseNotebook } from '../../../src/core/format.ts';
import { toHtmlReport, type ReportInput } from '../../../src/core/html-report/report-html.ts';
import type { ReportTrial } from '../../../src/core/html-report/report-card.ts';
import { findCell } from '../../../src/core/notebook.ts';
import { unknownUsage, type RecordSummary, type TokenLogprob } from '../../../src/core/trial.ts';
import { HOSTILE_TEXTS } from '../../hostile-texts.ts';

const TEXT = `---
gamut: 1
title: 말투 비교
lang: ko
---
# 말투
<script>alert(1)</script>

[나쁜 링크](javascript:alert(1)) ![사진](https://example.com/x.png) [좋은 링크](https://example.com)

\`\`\`persona id=chef name="셰프"
당신은 <b>셰프</b>입니다.
\`\`\`

\`\`\`prompt id=ask
뭐 먹지?
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [none, chef]
model: openai/gpt-4.1-nano
temperature: [0.3, 1.5]
\`\`\`

\`\`\`chart of=main kind=cost
\`\`\`
`;

function record(text: string, trialId: string): RecordSummary {
  return {
    recordId: 1,
    runId: 'r',
    notebook: 'n',
    trial: {
      id: trialId,
      cellId: 'main',
      variant: {},
      repeat: 1,
      vars: {},
      request: { provider: 'openai', model: 'gpt-4.1-nano', messages: [], params: {} },
      requestHash: 'h',
      skip: null,
    },
    outcome: {
      status: 'done',
      completion: {
        text,
        reasoning: '',
        finishReason: 'stop',
        rawFinishReason: 'stop',
        usage: { ...unknownUsage(), inputTokens: 12, outputTokens: 34 },
        tokens: null,
        logprobsKind: null,
        modelVersion: null,
        requestId: null,
      },
      costUsd: 0.0004,
      priceAsOf: '2026-11-01',
    },
    attempts: 1,
    queuedMs: 0,
    ttftMs: 200,
    totalMs: 1500,
    startedAt: '2026-11-21T00:00:00.000Z',
    hasTokens: false,
  };
}

function trial(
  persona: string,
  temperature: number,
  text: string | null,
  more: Partial<ReportTrial> = {},
): ReportTrial {
  const trialId = `${persona} ${temperature}`;
  return {
    trialId,
    variant: { prompt: 'ask', persona, model: 'openai/gpt-4.1-nano', temperature },
    repeat: 1,
    standing: text === null ? 'never' : 'done',
    reason: null,
    record: text === null ? null : record(text, trialId),
    tokens: null,
    checks: [],
    annotation: null,
    ...more,
  };
}

function report(trials: ReportTrial[], more: Partial<ReportInput> = {}): string {
  const notebook = parseNotebook(TEXT);
  const matrix = findCell(notebook, 'matrix', 'main');
  if (!matrix) throw new Error('no matrix');
  return [
    ...toHtmlReport({
      name: 'tone.gamut.md',
      notebook,
      matrices: [{ matrix, axes: matrix.axes, trials, isWithoutTokens: false }],
      charts: [],
      locale: 'ko',
      madeAt: '2026-11-22T03:00:00.000Z',
      version: '0.1.0',
      krwPerUsd: 1380,
      ...more,
    }),
  ].join('');
}

const FOUR = [
  trial('none', 0.3, '된장찌개'),
  trial('none', 1.5, '김밥'),
  trial('chef', 0.3, '두부조림', { checks: [{ id: 'korean', pass: true }] }),
  trial('chef', 1.5, null),
];

test('a report lays the results out by persona and temperature, with figures and checks', () => {
  const html = report(FOUR);
  expect(html).toContain('<th scope="col">temperature 0.3</th>');
  expect(html).toContain('<th scope="row" class="head">셰프</th>');
  expect(html).toContain('<th scope="row" class="head">페르소나 없음</th>');
  expect(html).toContain('12→34토큰 · $0.0004 ₩0.55 · 200ms / 1.5초');
  expect(html).toContain('✓ korean');
  expect(html).toContain('아직 실행 안 함');
  expect(html).toContain('비용 합계 $0.0012 (₩1.7)');
});

test('what a person said of an answer stands at it: the star, the rating, the tags and the note, none of it as markup', () => {
  const annotation = {
    starred: true,
    rating: 5 as const,
    note: '다시 볼 것 <script>alert(1)</script>\n둘째 줄',
    tags: ['따뜻함', '<b>굵게</b>'],
  };
  const trials = [trial('chef', 0.3, '두부조림', { annotation }), trial('none', 0.3, '된장찌개')];
  const html = report(trials);
  expect(html).toContain('aria-label="별표" title="별표">★</span>');
  expect(html).toContain('aria-label="5점 만점에 5점" title="5점 만점에 5점">5/5</span>');
  expect(html).toContain('#따뜻함');
  expect(html).toContain('#&lt;b&gt;굵게&lt;/b&gt;');
  expect(html).toContain('다시 볼 것 &lt;script&gt;alert(1)&lt;/script&gt;\n둘째 줄');
  expect(html.match(/class="said"/g)).toHaveLength(1);
  expect(report(trials, { locale: 'en' })).toContain('aria-label="rated 5 of 5"');
  expect(report(FOUR)).not.toContain('class="remark"');
});

test('how often each is asked stands in the table of the matrix, where it is more than once', () => {
  const notebook = parseNotebook(
    TEXT.replace('temperature: [0.3, 1.5]', 'temperature: [0.3, 1.5]\nrepeats: 3'),
  );
  const matrix = findCell(notebook, 'matrix', 'main');
  if (!matrix) throw new Error('no matrix');
  const matrices = [{ matrix, axes: matrix.axes, trials: FOUR, isWithoutTokens: false }];
  expect(report(FOUR, { notebook, matrices })).toContain('<td>반복</td><td>3</td>');
  expect(report(FOUR)).not.toContain('<td>반복</td>');
});

test('a title that stands in the front matter alone is the heading of the report, and no other is a second one', () => {
  const without = parseNotebook(TEXT.replace('# 말투\n', ''));
  expect(report(FOUR, { notebook: without })).toContain('<h1>말투 비교</h1>');
  expect(report(FOUR).match(/<h1/g)).toHaveLength(1);
  expect(report(FOUR)).not.toContain('<h1>말투 비교</h1>');
});

test('how many answers passed each check is told by combination and in all, of what was checked', () => {
  const notebook = parseNotebook(
    `${TEXT}\n\`\`\`assert for=main\n- { id: korean, type: contains, value: 다 }\n- { id: short, type: max-graphemes, value: 50 }\n\`\`\`\n`,
  );
  const checks = (korean: boolean, short: boolean | null) => [
    { id: 'korean', pass: korean },
    { id: 'short', pass: short },
  ];
  const trials = [
    trial('none', 0.3, 'a', { checks: checks(false, true) }),
    trial('none', 1.5, 'b', { checks: checks(true, null) }),
    trial('chef', 0.3, 'c', { checks: checks(true, true) }),
    trial('chef', 0.3, 'd', { checks: checks(true, false), repeat: 2 }),
    trial('chef', 1.5, 'e', { checks: checks(true, true), standing: 'stale' }),
  ];
  const html = report(trials, { notebook });
  const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  expect(html).toContain(
    '<th scope="col">korean</th><th scope="col">short</th><th scope="col">모든 검사</th>',
  );
  expect(html).toContain(row('페르소나 없음 · temperature 0.3', '0/1 (0%)', '1/1 (100%)', '0/1 (0%)'));
  expect(html).toContain(row('페르소나 없음 · temperature 1.5', '1/1 (100%)', '0/1 (0%)', '0/1 (0%)'));
  expect(html).toContain(row('셰프 · temperature 0.3', '2/2 (100%)', '1/2 (50%)', '1/2 (50%)'));
  expect(html).toContain(row('전체', '3/4 (75%)', '2/4 (50%)', '1/4 (25%)'));
});

test('tokens are painted by how unexpected they were, and the words of the text stay', () => {
  const token = (text: string, probability: number): TokenLogprob => ({
    token: text,
    bytes: [...new TextEncoder().encode(text)],
    logprob: Math.log(probability),
    top: [],
  });
  const html = report([
    trial('chef', 0.3, '두부조림', { tokens: [token('두부', 0.99), token('조림', 0.05)] }),
  ]);
  expect(html).toContain('두부<span class="h4" title="4.32">조림</span>');
  expect(html).toContain('id="heat"');
});

const withCell = (cell: string) => ({ notebook: parseNotebook(`${TEXT}\n${cell}\n`) });

function dataset(count: number, head = 'id,city'): string {
  const rows = Array.from(
    { length: count },
    (_, at) => `${head === 'city' ? '' : `r${at + 1},`}city-${at + 1}.`,
  );
  return `\`\`\`dataset id=people format=csv\n${head}\n${rows.join('\n')}\n\`\`\``;
}

test('a report holds every row of a dataset, those after the first twenty folded', () => {
  const html = report(FOUR, { ...withCell(dataset(30)), locale: 'en' });
  for (let at = 1; at <= 30; at += 1) expect(html).toContain(`<td>r${at}</td><td>city-${at}.</td>`);
  expect(html).toContain('<details class="rest"><summary>10 more rows</summary>');
  expect(html.indexOf('city-20.')).toBeLessThan(html.indexOf('<details class="rest">'));
  expect(html.indexOf('city-21.')).toBeGreaterThan(html.indexOf('<details class="rest">'));
  expect(report(FOUR, withCell(dataset(20)))).not.toContain('class="rest"');
  expect(report(FOUR, withCell(dataset(2, 'city')))).toContain('<td>row-2</td><td>city-2.</td>');
});

test('of a dataset that is too long for a page a report says how many rows are left out', () => {
  const html = report(FOUR, { ...withCell(dataset(1003)), locale: 'en' });
  expect(html).toContain('city-1000.');
  expect(html).not.toContain('city-1001.');
  expect(html).toContain('3 more rows are left out: the report would be too large.');
  expect(report(FOUR, withCell(dataset(1000)))).not.toContain('뺐습니다');
});

test('a prompt of turns is told turn by turn, each with who speaks', () => {
  const prompt = '```prompt id=shots\n@user\n점심은?\n@assistant\n<b>비빔밥</b>\n@user\n{{question}}\n```';
  const html = report(FOUR, withCell(prompt));
  expect(html).not.toContain('@user');
  expect(html.match(/<dt>사용자<\/dt>/g)).toHaveLength(2);
  expect(html).toContain(
    '<dt>어시스턴트</dt><dd><div class="text quote">&lt;b&gt;비빔밥&lt;/b&gt;</div></dd>',
  );
  expect(html).toContain('<div class="text quote">뭐 먹지?</div>');
});

test('a chart is its picture with its sentence and its table, or the table alone', () => {
  const chart = {
    cell: parseNotebook(TEXT).cells.findIndex(({ kind }) => kind === 'chart'),
    title: '비용',
    sentence: '셰프가 더 비쌉니다.',
    table: { head: ['persona', 'USD'], rows: [['셰프', '0.0008']] },
    dark: null,
  };
  const drawn = report(FOUR, { charts: [{ ...chart, picture: 'data:image/png;base64,AAAA' }] });
  expect(drawn).toContain('<img src="data:image/png;base64,AAAA" alt="비용">');
  expect(drawn).toContain('<figcaption><h3>비용</h3><p>셰프가 더 비쌉니다.</p></figcaption>');
  expect(drawn.match(/셰프가 더 비쌉니다/g)).toHaveLength(1);
  expect(drawn).toContain('<details><summary>표로 보기</summary><div class="scroll"><table');
  const both = report(FOUR, {
    charts: [{ ...chart, picture: 'data:image/png;base64,AAAA', dark: 'data:image/png;base64,BBBB' }],
  });
  expect(both).toContain(
    '<img src="data:image/png;base64,AAAA" alt="비용" class="light"><img src="data:image/png;base64,BBBB" alt="비용" class="dark">',
  );
  const plain = report(FOUR, { charts: [{ ...chart, picture: 'https://example.com/x.png' }] });
  expect(plain).not.toContain('<img');
  expect(plain).toContain('<td>0.0008</td>');
});

test('what turns the direction of an answer unseen is seen by its number; Arabic has its own direction', () => {
  const html = report([
    trial('none', 0.3, 'Open \u202Efdp.exe now'),
    trial('chef', 0.3, 'قل: مرحبا'),
    trial('chef', 1.5, 'Rice.'),
  ]);
  expect(html).toContain('Open <span class="turning" data-code="U+202E">\u202E</span>fdp.exe now');
  expect(html).toContain('<div class="text" data-rtl>قل: مرحبا</div>');
  expect(html).toContain('<div class="text">Rice.</div>');
});

describe('a report runs and loads nothing', () => {
  const elements = (html: string) =>
    [...html.matchAll(/<([a-z][a-z0-9-]*)/gi)].map(([, name]) => name?.toLowerCase());
  const allowed = new Set(
    'html head meta title style body header main p div span section table thead tbody tr th td h1 h2 h3 a br label input img figure figcaption details summary dl dt dd pre code em strong ul ol li blockquote hr del'.split(
      ' ',
    ),
  );

  test('whatever a note holds', () => {
    const html = report(FOUR);
    expect(elements(html).filter((name) => !allowed.has(name ?? ''))).toEqual([]);
    expect(html).not.toMatch(/javascript:|src="http/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('<a href="https://example.com" rel="noreferrer noopener">좋은 링크</a>');
    expect(html).toContain(`default-src 'none'`);
  });

  test.each(Object.values(HOSTILE_TEXTS))('whatever a model answers (%#)', (text) => {
    const html = report([trial('chef', 0.3, text)]);
    expect(elements(html).filter((name) => !allowed.has(name ?? ''))).toEqual([]);
    expect(html).not.toMatch(/<[^>]*\son[a-z]+=/i);
  });
});

test('a report says why an answer failed in its own language, and what to do', () => {
  const failure = toFailure('auth', { en: 'The key was refused', ko: '키가 거부되었습니다' });
  const failed = record('', 'chef 1.5');
  failed.outcome = { status: 'error', failure, partialText: '', usage: unknownUsage(), costUsd: null };
  const trials = [...FOUR.slice(0, 3), trial('chef', 1.5, null, { standing: 'error', record: failed })];
  expect(report(trials)).toContain(`키가 거부되었습니다. ${failure.hint.ko}`);
  expect(report(trials)).not.toContain('The key was refused');
  expect(report(trials, { locale: 'en' })).toContain(`The key was refused. ${failure.hint.en}`);
});
