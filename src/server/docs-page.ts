import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Locale } from '../core/text.ts';
import { inKorean } from './docs-korean.ts';
import { toSchemaText } from './schema-text.ts';
import type { JsonSchema } from './schema-text.ts';

interface Content {
  content?: Record<string, { schema?: JsonSchema }>;
}

interface Operation {
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
  },
} as const;

function contents({ content = {} }: Content): Html[] {
  return Object.entries(content).map(
    ([type, { schema }]) =>
      html`<p class="type">${type}</p>
        <pre>${toSchemaText(schema ?? {})}</pre>`,
  );
}

function operation(path: string, method: string, said: Operation, locale: Locale): Html {
  const words = WORDS[locale];
  const summary = (locale === 'ko' ? said['x-summary-ko'] : undefined) ?? said.summary ?? '';
  return html`<section id="${method}-${path}">
    <h2><code>${method.toUpperCase()} ${path}</code></h2>
    <p>${summary}</p>
    ${said.description === undefined ? '' : html`<p>${said.description}</p>`}
    ${
      said.parameters?.length
        ? html`<h3>${words.parameters}</h3>
            <dl>
              ${said.parameters.map(
                (one) =>
                  html`<dt>
                      <code>${one.name}${one.required ? '' : '?'}: ${toSchemaText(one.schema ?? {})}</code>
                      (${one.in})
                    </dt>
                    <dd>${one.description ?? one.schema?.description ?? ''}</dd>`,
              )}
            </dl>`
        : ''
    }
    ${
      said.requestBody
        ? html`<h3>${words.body}</h3>
            ${contents(said.requestBody)}`
        : ''
    }
    <h3>${words.answers}</h3>
    ${Object.entries(said.responses ?? {}).map(
      ([status, answer]) =>
        html`<p>
            <strong>${status === 'default' ? words.other : status}</strong>
            <span>${answer.description ?? ''}</span>
          </p>
          ${contents(answer)}`,
    )}
  </section>`;
}

/** A page for people, made from the OpenAPI document; it loads nothing but its own style sheet. */
export function toDocsPage(document: ApiDocument, locale: Locale): Html {
  const words = WORDS[locale];
  const { paths, components } = locale === 'ko' ? inKorean(document) : document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, said]) => operation(path, method, said, locale)),
  );
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${document.info.title}</title>
        <link rel="stylesheet" href="/api/docs.css" />
      </head>
      <body>
        <main>
          <h1>${document.info.title} ${document.info.version}</h1>
          <p>${words.intro} <code>{error: {kind, message, hint}}</code></p>
          <p><a href="/api/openapi.json">${words.document}</a></p>
          ${operations}
          <h2>${words.schemas}</h2>
          ${Object.entries(components.schemas).map(
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

/** The style sheet of {@link toDocsPage}. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
:lang(ko) { word-break: keep-all; overflow-wrap: anywhere; }
section { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); margin-top: 2rem; }
h2 { font-size: 1.15rem; } h3 { font-size: 1rem; margin-bottom: 0.25rem; }
pre { overflow-x: auto; padding: 0.75rem; background: color-mix(in srgb, currentColor 6%, transparent); }
pre, code { font-size: 0.875rem; } .type { margin: 0.5rem 0 0; font-size: 0.875rem; opacity: 0.8; }
dd { margin: 0 0 0.5rem 1.5rem; }
`;
