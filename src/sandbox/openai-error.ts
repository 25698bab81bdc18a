import type { z } from 'zod';

/** An error as OpenAI's API answers it: `{error: {message, type, param, code}}`. */
export class OpenAiError extends Error {
  override name = 'OpenAiError';
  readonly status: 400 | 404 | 413 | 500;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;

  constructor(
    message: string,
    {
      status = 400,
      type = 'invalid_request_error',
      param = null,
      code = null,
    }: { status?: 400 | 404 | 413 | 500; type?: string; param?: string | null; code?: string | null } = {},
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
  }

  /** What is sent. */
  get body(): { error: { message: string; type: string; param: string | null; code: string | null } } {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } };
  }

  static unknownModel(model: string): OpenAiError {
    return new OpenAiError(`The model \`${model}\` does not exist or you do not have access to it.`, {
      status: 404,
      code: 'model_not_found',
    });
  }

  static contextExceeded(contextLength: number, promptTokens: string): OpenAiError {
    return new OpenAiError(
      `This model's maximum context length is ${contextLength} tokens. However, your messages resulted in ` +
        `${promptTokens} tokens. Please reduce the length of the messages.`,
      { param: 'messages', code: 'context_length_exceeded' },
    );
  }

  static badJson(): OpenAiError {
    return new OpenAiError('We could not parse the JSON body of your request: it is not valid JSON.');
  }

  static tooLarge(): OpenAiError {
    return new OpenAiError('The request body is too large for the sandbox model.', { status: 413 });
  }

  static internal(message: string): OpenAiError {
    return new OpenAiError(message, { status: 500, type: 'server_error' });
  }
}

/** Parameters of the API that the sandbox does not have, as a model without them says it. */
const UNSUPPORTED = new Set([
  'audio',
  'function_call',
  'functions',
  'logit_bias',
  'moderation',
  'prediction',
  'reasoning_effort',
  'tool_choice',
  'tools',
  'verbosity',
  'web_search_options',
]);
const INTEGERS = new Set(['max_completion_tokens', 'max_tokens', 'n', 'seed', 'top_logprobs']);

/** The first of a body's faults, in OpenAI's words. Needs issues with their input (`reportInput`). */
export function toOpenAiError(error: z.ZodError): OpenAiError {
  const issue = error.issues[0];
  if (issue === undefined) return new OpenAiError('Invalid request.');
  const param = issue.path.reduce<string>(
    (path, part) =>
      typeof part === 'number' ? `${path}[${part}]` : path === '' ? String(part) : `${path}.${String(part)}`,
    '',
  );
  const kind = INTEGERS.has(param) ? 'integer' : 'decimal';
  switch (issue.code) {
    case 'unrecognized_keys': {
      const name = issue.keys[0] ?? '';
      if (!UNSUPPORTED.has(name)) return new OpenAiError(`Unrecognized request argument supplied: ${name}`);
      return new OpenAiError(`Unsupported parameter: '${name}' is not supported with this model.`, {
        param: name,
        code: 'unsupported_parameter',
      });
    }
    case 'invalid_type': {
      if (issue.input === undefined) {
        return new OpenAiError(`Missing required parameter: '${param}'.`, {
          param,
          code: 'missing_required_parameter',
        });
      }
      const expected =
        issue.expected === 'number' ? kind : issue.expected === 'int' ? 'integer' : issue.expected;
      const found = Array.isArray(issue.input) ? 'array' : issue.input === null ? 'null' : typeof issue.input;
      return new OpenAiError(`Invalid type for '${param}': expected ${expected}, but got ${found} instead.`, {
        param,
        code: 'invalid_type',
      });
    }
    case 'too_big':
    case 'too_small': {
      const isBig = issue.code === 'too_big';
      if (issue.origin !== 'number' && issue.origin !== 'int') {
        const limit = isBig ? `at most ${issue.maximum}` : `at least ${issue.minimum}`;
        const code = `${issue.origin}_${isBig ? 'above_max' : 'below_min'}_length`;
        return new OpenAiError(`Invalid '${param}': ${issue.origin} must have a length of ${limit}.`, {
          param,
          code,
        });
      }
      const [word, sign, limit] = isBig
        ? ['above maximum', '<=', issue.maximum]
        : ['below minimum', '>=', issue.minimum];
      return new OpenAiError(
        `Invalid '${param}': ${kind} ${word} value. Expected a value ${sign} ${limit}, but got ${String(issue.input)} instead.`,
        { param, code: `${kind}_${isBig ? 'above_max' : 'below_min'}_value` },
      );
    }
    case 'invalid_value': {
      const values = issue.values.map((value) => `'${String(value)}'`).join(', ');
      return new OpenAiError(`Invalid value: '${String(issue.input)}'. Supported values are: ${values}.`, {
        param,
        code: 'invalid_value',
      });
    }
    default:
      return new OpenAiError(`Invalid '${param}': ${issue.message}.`, { param, code: 'invalid_value' });
  }
}
