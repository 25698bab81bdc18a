import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Locale } from '../core/text.ts';
import { inKorean } from './docs-korean.ts';
import type { PageLooks } from './page-build.ts';
import { toSchemaText } from './schema-text.ts';
import type { JsonSchema } from './schema-text.ts';

interface Content {
  content?: Record<string, { schema?: JsonSchema }>;
}

interface Operation {
  tags?: string[];
  summary?: string;
  'x-summary-ko'?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: JsonSchema; description?: string }[];
  requestBody?: Content;
  responses?: Record<string, Content & { description?: string }>;
}

/** An OpenAPI 3.1 document, as far as the page reads it. */
export interface ApiDocument {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
}

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const WORDS = {
  en: {
    intro: 'What the page itself uses. Same origin only, JSON in and out; refusals are',
    document: 'As an OpenAPI 3.1 document',
    parameters: 'Parameters',
    body: 'Body',
    answers: 'Answers',
    schemas: 'Shapes',
    other: 'any other',
    contents: 'Contents',
  },
  ko: {
    intro:
      '화면이 쓰는 것과 같은 API입니다. 같은 출처에서만, JSON으로 주고받으며, 거절 응답은 다음과 같습니다.',
    document: 'OpenAPI 3.1 문서',
    parameters: '매개변수',
    body: '본문',
    answers: '응답',
    schemas: '자료형',
    other: '그 밖',
    contents: '차례',
  },
} as const;

/** What the groups of routes are called, by their tag. */
const TAGS: Record<string, Record<Locale, string>> = {
  notebooks: { en: 'Notebooks', ko: '노트북' },
  matrices: { en: 'Matrices', ko: '매트릭스' },
  records: { en: 'Records', ko: '기록' },
  annotations: { en: 'Annotations and votes', ko: '주석과 투표' },
  runs: { en: 'Runs', ko: '실행' },
  providers: { en: 'Providers', ko: '공급자' },
  settings: { en: 'Settings and spending', ko: '설정과 비용' },
  documentation: { en: 'Documentation', ko: '문서' },
};

interface Route {
  path: string;
  method: string;
  said: Operation;
}

/** The place of a route in the page. */
function idOf({ path, method }: Route): string {
  return `${method}${path.replaceAll(/[^a-zA-Z0-9]+/g, '-')}`;
}

/** The routes by their first tag, in the order of the document. */
function byTag(paths: ApiDocument['paths']): Map<string, Route[]> {
  const groups = new Map<string, Route[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, said] of Object.entries(methods)) {
      const [tag = ''] = said.tags ?? [];
      groups.set(tag, [...(groups.get(tag) ?? []), { path, method, said }]);
    }
  }
  return groups;
}

/** A path, with room to break a line before each part. */
function pathOf(path: string): Html[] {
  return path.split(/(?=\/)/).map((part) => html`${part}<wbr />`);
}

function contents({ content = {} }: Content): Html[] {
  return Object.entries(content).map(
    ([type, { schema }]) =>
      html`<p class="type">${type}</p>
        <pre>${toSchemaText(schema ?? {})}</pre>`,
  );
}

function operation(route: Route, locale: Locale): Html {
  const { path, method, said } = route;
  const words = WORDS[locale];
  const summary = (locale === 'ko' ? said['x-summary-ko'] : undefined) ?? said.summary ?? '';
  return html`<section id="${idOf(route)}">
    <h3><b class="${method}">${method.toUpperCase()}</b> <code>${pathOf(path)}</code></h3>
    <p>${summary}</p>
    ${said.description === undefined ? '' : html`<p>${said.description}</p>`}
    ${
      said.parameters?.length
        ? html`<h4>${words.parameters}</h4>
            <dl>
              ${said.parameters.map(
                (one) =>
                  html`<dt>
                      <code>${one.name}${one.required ? '' : '?'}: ${toSchemaText(one.schema ?? {})}</code>
                      <small>${one.in}</small>
                    </dt>
                    <dd>${one.description ?? one.schema?.description ?? ''}</dd>`,
              )}
            </dl>`
        : ''
    }
    ${
      said.requestBody
        ? html`<h4>${words.body}</h4>
            ${contents(said.requestBody)}`
        : ''
    }
    <h4>${words.answers}</h4>
    ${Object.entries(said.responses ?? {}).map(
      ([status, answer]) =>
        html`<p class="answer">
            <strong>${status === 'default' ? words.other : status}</strong>
            <span>${answer.description ?? ''}</span>
          </p>
          ${contents(answer)}`,
    )}
  </section>`;
}

/** A page for people, made from the OpenAPI document. It loads nothing but style sheets, its own and the built page's, which
 * brings the faces, and that page's icon. */
export function toDocsPage(document: ApiDocument, locale: Locale, looks: PageLooks): Html {
  const words = WORDS[locale];
  const { paths, components } = locale === 'ko' ? inKorean(document) : document;
  const groups = [...byTag(paths)];
  const schemas = Object.entries(components.schemas);
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${document.info.title}</title>
        ${looks.style === null ? '' : html`<link rel="stylesheet" href="${looks.style}" />`}
        ${looks.icon === null ? '' : html`<link rel="icon" href="${looks.icon}" />`}
        <link rel="stylesheet" href="/api/docs.css" />
      </head>
      <body>
        <nav aria-label="${words.contents}">
          ${groups.map(
            ([tag, routes]) =>
              html`<details open>
                <summary>${TAGS[tag]?.[locale] ?? tag}</summary>
                <ul>
                  ${routes.map(
                    (route) =>
                      html`<li>
                        <a href="#${idOf(route)}"
                          ><b class="${route.method}">${route.method.toUpperCase()}</b>
                          <code>${pathOf(route.path.replace('/api', ''))}</code></a
                        >
                      </li>`,
                  )}
                </ul>
              </details>`,
          )}
          <details>
            <summary>${words.schemas}</summary>
            <ul>
              ${schemas.map(([name]) => html`<li><a href="#schema-${name}"><code>${name}</code></a></li>`)}
            </ul>
          </details>
        </nav>
        <main>
          <h1>${document.info.title} <small>${document.info.version}</small></h1>
          <p>${words.intro} <code>{error: {kind, message, hint}}</code></p>
          <p><a href="/api/openapi.json">${words.document}</a></p>
          ${groups.map(
            ([tag, routes]) =>
              html`<h2>${TAGS[tag]?.[locale] ?? tag}</h2>
                ${routes.map((route) => operation(route, locale))}`,
          )}
          <h2>${words.schemas}</h2>
          ${schemas.map(
            ([name, schema]) =>
              html`<section id="schema-${name}">
                <h3><code>${name}</code></h3>
                ${schema.description === undefined ? '' : html`<p>${schema.description}</p>`}
                <pre>${toSchemaText(schema)}</pre>
              </section>`,
          )}
        </main>
      </body>
    </html>`;
}
