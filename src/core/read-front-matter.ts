import { FORMAT_VERSION } from './cell-kind.ts';
import { FRONT_MATTER_EXPECTED, frontMatterSchema } from './cell-schema.ts';
import type { FrontMatter } from './fence.ts';
import { letterDistance } from './nearest.ts';
import type { Notebook } from './notebook.ts';
import { readDefaults } from './read-matrix.ts';
import type { Report } from './report.ts';
import { warnOfTurning } from './warn-of-turning.ts';
import { readSchema, readYaml } from './yaml-body.ts';

/** What the front matter says. */
export type Front = Pick<Notebook, 'gamut' | 'lang' | 'defaults' | 'budget'> & { title: string | null };

/** Reads the YAML at the top of a notebook. What is wrong in it is reported and counts as not written. */
export function readFrontMatter(text: string, frontMatter: FrontMatter | null, report: Report): Front {
  const empty: Front = {
    gamut: FORMAT_VERSION,
    title: null,
    lang: null,
    defaults: {},
    budget: { maxCostUsd: null, maxCostKrw: null },
  };
  if (!frontMatter) return empty;
  const broken: Front = { ...empty, budget: { ...empty.budget, isBroken: true } };
  const { bodyStart, bodyEnd, closed } = frontMatter;
  let hasErrors = false;
  const reportRead: Report = (severity, ...more) => {
    hasErrors ||= severity === 'error';
    report(severity, ...more);
  };
  if (!closed) {
    report('error', 0, {
      en: 'the front matter that starts with --- is never closed; end it with a line of ---',
      ko: '---로 시작한 머리말이 닫히지 않았습니다. --- 줄로 닫으세요.',
    });
    return broken;
  }
  const body = readYaml(text.slice(bodyStart, bodyEnd), bodyStart, reportRead);
  if (!body || body.value === null) return hasErrors ? broken : empty;
  const spec = readSchema(body, frontMatterSchema, FRONT_MATTER_EXPECTED, reportRead);
  if (!spec) return broken;
  if (spec.gamut > FORMAT_VERSION) {
    report('error', body.offsetOf(['gamut']), {
      en: `this notebook has format ${spec.gamut}; this Gamut reads format ${FORMAT_VERSION}: update it`,
      ko: `이 노트북의 형식은 ${spec.gamut}인데, 이 Gamut은 형식 ${FORMAT_VERSION}까지 읽습니다. 업데이트하세요.`,
    });
  }
  warnOfTurning(spec.title ?? '', body.offsetOf(['title']), report);
  const known = Object.keys(frontMatterSchema.shape);
  for (const key of Object.keys(spec)) {
    const meant = known.find((name) => name !== key && letterDistance(name, key) <= 2);
    if (known.includes(key) || meant === undefined) continue;
    // A limit under a misspelt name is one that somebody believes to have set.
    reportRead(meant === 'budget' ? 'error' : 'warning', body.offsetOfKey(key), {
      en: `'${key}' means nothing here; did you mean '${meant}'?`,
      ko: `'${key}' 항목은 쓰이지 않습니다. '${meant}' 항목을 쓰려던 것은 아닌지 확인하세요.`,
    });
  }
  return {
    gamut: spec.gamut,
    // As macOS writes Hangul, it is in pieces that few fonts put together.
    title: spec.title === null ? null : spec.title.normalize('NFC'),
    lang: spec.lang,
    defaults: readDefaults(spec.defaults, body, report),
    budget: {
      maxCostUsd: spec.budget.max_cost_usd,
      maxCostKrw: spec.budget.max_cost_krw,
      ...(hasErrors ? { isBroken: true } : {}),
    },
  };
}
