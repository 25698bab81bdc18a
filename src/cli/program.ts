import { Command, Option } from 'commander';
import type { Text } from '../core/text.ts';
import { UsageError, type Context } from './terminal.ts';
import { toHelpConfiguration } from './usage.ts';
import { readVersion } from './version.ts';

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

function toInteger(option: string, min: number, max: number) {
  return (value: string): number => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    throw new UsageError({
      en: `${option} takes a whole number from ${min} to ${max}, not “${value}”.`,
      ko: `${option}에는 ${min}부터 ${max}까지의 정수를 쓰세요. (입력: “${value}”)`,
    });
  };
}

function toAmount(option: string) {
  return (value: string): number => {
    const number = Number(value);
    if (/^\d+(\.\d+)?$/.test(value)) return number;
    throw new UsageError({
      en: `${option} takes an amount such as 0.50, not “${value}”.`,
      ko: `${option}에는 0.50과 같은 금액을 쓰세요. (입력: “${value}”)`,
    });
  };
}

/** A share as `90%` or `0.9`. */
function toShare(option: string) {
  return (value: string): number => {
    const share = value.endsWith('%') ? Number(value.slice(0, -1)) / 100 : Number(value);
    if (/^\d+(\.\d+)?%?$/.test(value) && share <= 1) return share;
    throw new UsageError({
      en: `${option} takes a share such as 90% or 0.9, not “${value}”.`,
      ko: `${option}에는 90%나 0.9와 같은 비율을 쓰세요. (입력: “${value}”)`,
    });
  };
}

/** The options of a CSV, the same for `run` and `export`. */
function addTableOptions(command: Command, say: (text: Text) => string): Command {
  return command
    .option('--no-bom', say({ en: 'CSV without a byte order mark', ko: 'CSV에 BOM을 넣지 않기' }))
    .option(
      '--excel',
      say({
        en: 'defuse cells that a spreadsheet would run as a formula',
        ko: '스프레드시트가 수식으로 실행할 수 있는 셀을 무해하게 쓰기',
      }),
    )
    .option('--messages', say({ en: 'with the messages that were sent', ko: '보낸 메시지도 함께 쓰기' }))
    .option(
      '--wide',
      say({ en: 'wide CSV: a pivot of the responses', ko: '넓은 형식의 CSV: 답변을 피벗으로 쓰기' }),
    )
    .option(
      '--tokens',
      say({
        en: 'with token logprobs: CSV has one row a token, JSONL a list in each record',
        ko: '토큰 로그 확률 포함: CSV는 토큰마다 한 행, JSONL은 레코드마다 목록',
      }),
    )
    .option(
      '--with-stale',
      say({
        en: 'with answers to earlier requests, told apart by the columns standing and stale_reason',
        ko: '이전 요청에 대한 답변도 쓰고 standing, stale_reason 열로 구분',
      }),
    );
}

/** The command line of Gamut. Actions hand their exit code to `finish`; each loads what it needs by itself. */
export function createProgram(context: Context, finish: (code: number) => void): Command {
  const { terminal, locale } = context;
  const say = (text: Text): string => text[locale];
  const notebook = say({ en: 'a *.gamut.md file', ko: '*.gamut.md 파일' });
  const matrix = say({
    en: 'only this matrix (repeatable; all of the notebook otherwise)',
    ko: '이 매트릭스만 (반복 가능, 없으면 노트북의 매트릭스 모두)',
  });
  const only = say({
    en: 'only these levels, as in persona=chef or temperature=0.3,0.7 (repeatable)',
    ko: '이 수준만, 예: persona=chef 또는 temperature=0.3,0.7 (반복 가능)',
  });

  const program = new Command('gamut')
    .description(
      say({
        en: 'Runs one prompt across personas, temperatures and models, side by side.',
        ko: '하나의 프롬프트를 여러 페르소나, 온도, 모델로 나란히 실행합니다.',
      }),
    )
    .version(readVersion(), '-V, --version', say({ en: 'print the version', ko: '버전 출력' }))
    .helpOption('-h, --help', say({ en: 'print this help', ko: '도움말 출력' }))
    .helpCommand('help [command]', say({ en: 'print the help of a command', ko: '명령의 도움말 출력' }))
    .configureHelp(toHelpConfiguration(locale))
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: () => undefined,
      getOutHelpWidth: () => terminal.stdout.columns ?? 100,
      getErrHelpWidth: () => terminal.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride();

  /** A subcommand with what all of them have. */
  const add = (name: string, description: Text): Command =>
    program
      .command(name)
      .description(say(description))
      .helpOption('-h, --help', say({ en: 'print this help', ko: '도움말 출력' }))
      .addOption(new Option('--lang <en|ko>', say({ en: 'language of the messages', ko: '메시지 언어' })));
  program.addOption(new Option('--lang <en|ko>', say({ en: 'language of the messages', ko: '메시지 언어' })));

  add('serve', {
    en: 'serve the workbench on this machine, for a browser',
    ko: '브라우저용 워크벤치를 이 컴퓨터에서 엽니다',
  })
    .option(
      '--dir <folder>',
      say({ en: 'folder of the notebooks (experiments)', ko: '노트북 폴더 (기본값 experiments)' }),
    )
    .option(
      '--port <n>',
      say({
        en: 'port (PORT, else 4600; 0: any free one)',
        ko: '포트 (기본값 PORT 환경 변수, 없으면 4600. 0이면 빈 포트)',
      }),
      toInteger('--port', 0, 65_535),
    )
    .option(
      '--host <address>',
      say({
        en: 'address to listen on (127.0.0.1: this machine alone; any other demands GAMUT_TOKEN)',
        ko: '열 주소 (기본값 127.0.0.1은 이 컴퓨터만. 다른 주소는 GAMUT_TOKEN이 필요)',
      }),
    )
    .action(async (options) => finish(await (await import('./serve.ts')).serveCommand(context, options)));

  addTableOptions(
    add('run', {
      en: 'run what has no result yet, and print a summary',
      ko: '아직 결과가 없는 시행을 실행하고 요약을 출력합니다',
    })
      .argument('<notebook>', notebook)
      .option('--matrix <id>', matrix, collect)
      .option('--csv <file>', say({ en: 'write a CSV (- for stdout)', ko: 'CSV 쓰기 (-는 표준 출력)' }))
      .option(
        '--jsonl <file>',
        say({
          en: 'write one record a line as JSON (- for stdout)',
          ko: '레코드마다 JSON 한 줄 쓰기 (-는 표준 출력)',
        }),
      )
      .option(
        '--concurrency <n>',
        say({
          en: 'requests at a time, for each provider and model',
          ko: '공급자와 모델마다 동시에 보낼 요청 수',
        }),
        toInteger('--concurrency', 1, 1000),
      )
      .option('--only <axis=level>', only, collect)
      .option(
        '--yes',
        say({ en: 'run without asking, though it costs money', ko: '비용이 들어도 묻지 않고 실행' }),
      )
      .option(
        '--rerun',
        say({
          en: 'make what has a result anew too; earlier results stay in the history',
          ko: '결과가 있는 시행도 모두 다시 실행 (이전 결과는 기록에 남음)',
        }),
      )
      .option(
        '--resume',
        say({
          en: 'go on with a run that was interrupted or stopped: with exactly what is missing of it',
          ko: '중단되었거나 중지한 실행을 이어서 실행 (남은 시행만)',
        }),
      )
      .option(
        '--budget-usd <amount>',
        say({ en: 'stop before it costs more than this', ko: '이 금액(달러)을 넘기 전에 멈춤' }),
        toAmount('--budget-usd'),
      )
      .option(
        '--budget-krw <amount>',
        say({ en: 'the same, in won', ko: '같은 한도를 원화로 지정' }),
        toAmount('--budget-krw'),
      )
      .option(
        '--allow-unknown-price',
        say({
          en: 'run calls of unknown price too, though a budget is set and cannot hold for them',
          ko: '예산이 있어도 가격 미상 호출까지 실행 (그 호출에는 예산이 적용되지 않음)',
        }),
      )
      .option(
        '--min-pass <share>',
        say({
          en: 'exit with 1 where fewer of the answers pass every check than this, as in 90%',
          ko: '모든 검사를 통과한 답변이 이 비율(예: 90%)보다 적으면 1로 끝냄',
        }),
        toShare('--min-pass'),
      ),
    say,
  ).action(async (file, options) =>
    finish(await (await import('./run.ts')).runCommand(context, file, options)),
  );

  add('estimate', {
    en: 'tell what a run would send and cost; sends nothing unless --exact',
    ko: '실행하면 무엇을 보내고 얼마가 드는지 알려 줍니다 (--exact가 아니면 아무것도 보내지 않음)',
  })
    .argument('<notebook>', notebook)
    .option('--matrix <id>', matrix, collect)
    .option('--only <axis=level>', only, collect)
    .option(
      '--exact',
      say({
        en: 'have vendors that can (Anthropic) count the input first; free of charge',
        ko: '입력 토큰을 셀 수 있는 공급자(Anthropic)에게 먼저 물어봅니다 (무료)',
      }),
    )
    .option('--json', say({ en: 'as JSON', ko: 'JSON으로 출력' }))
    .action(async (file, options) =>
      finish(await (await import('./estimate.ts')).estimateCommand(context, file, options)),
    );

  add('budget', {
    en: 'tell what was spent, the limits, and what may have been billed besides; can write that off',
    ko: '쓴 금액과 한도, 청구되었을 수 있는 미확인 금액을 알려 주고, 미확인 금액을 지웁니다',
  })
    .argument('[notebook]', notebook)
    .option(
      '--dir <folder>',
      say({ en: 'folder of the notebooks (experiments)', ko: '노트북 폴더 (기본값 experiments)' }),
    )
    .option(
      '--write-off',
      say({
        en: 'take what is unsettled out of the budgets: the vendor did not bill it',
        ko: '청구되지 않은 미확인 금액을 예산에서 빼기',
      }),
    )
    .option('--run <id>', say({ en: 'of this run alone', ko: '이 실행의 것만' }))
    .option('--json', say({ en: 'as JSON', ko: 'JSON으로 출력' }))
    .action(async (file, options) =>
      finish(await (await import('./budget.ts')).budgetCommand(context, file, options)),
    );

  addTableOptions(
    add('export', {
      en: 'write the stored results of a notebook; sends nothing',
      ko: '저장된 노트북 결과를 파일로 씁니다 (아무것도 보내지 않음)',
    })
      .argument('<notebook>', notebook)
      .option('--matrix <id>', matrix, collect)
      .option('--csv <file>', say({ en: 'write a CSV (- for stdout)', ko: 'CSV 쓰기 (-는 표준 출력)' }))
      .option(
        '--jsonl <file>',
        say({
          en: 'write one record a line as JSON (- for stdout)',
          ko: '레코드마다 JSON 한 줄 쓰기 (-는 표준 출력)',
        }),
      )
      .option(
        '--html <file>',
        say({
          en: 'write a report that any browser opens, offline (- for stdout)',
          ko: '브라우저로 오프라인에서 여는 보고서 쓰기 (-는 표준 출력)',
        }),
      )
      .option(
        '--votes <file>',
        say({
          en: 'write the votes of blind comparison as CSV, a row a vote (- for stdout)',
          ko: '블라인드 비교의 투표를 투표마다 한 행인 CSV로 쓰기 (-는 표준 출력)',
        }),
      )
      .option('--only <axis=level>', only, collect),
    say,
  ).action(async (file, options) =>
    finish(await (await import('./export.ts')).exportCommand(context, file, options)),
  );

  add('pin', {
    en: 'write the stored answers beside the notebook (*.results.jsonl), for git and for opening elsewhere; sends nothing',
    ko: '저장된 답변을 노트북 옆 파일(*.results.jsonl)에 씁니다. git에 올리거나 다른 곳에서 열 수 있습니다 (아무것도 보내지 않음)',
  })
    .argument('<notebook>', notebook)
    .option('--matrix <id>', matrix, collect)
    .option('--logprobs', say({ en: 'with token logprobs', ko: '토큰 로그 확률 포함' }))
    .option('--remove', say({ en: 'take the pinned answers away instead', ko: '고정된 답변을 대신 지움' }))
    .action(async (file, options) =>
      finish(await (await import('./pin.ts')).pinCommand(context, file, options)),
    );

  add('models', {
    en: 'list the providers, which are ready, and their models',
    ko: '공급자와 사용 가능 여부, 모델을 나열합니다',
  })
    .option(
      '--dir <folder>',
      say({ en: 'folder of the notebooks (experiments)', ko: '노트북 폴더 (기본값 experiments)' }),
    )
    .option(
      '--test <id>',
      say({ en: 'try this provider with one small request', ko: '작은 요청 하나로 이 공급자의 연결 확인' }),
    )
    .option('--json', say({ en: 'as JSON', ko: 'JSON으로 출력' }))
    .action(async (options) => finish(await (await import('./models.ts')).modelsCommand(context, options)));

  add('check', {
    en: 'validate notebooks: file, line and column of what is wrong',
    ko: '노트북을 검사해 잘못된 곳의 파일, 줄, 열을 알려 줍니다',
  })
    .argument('<notebook...>', notebook)
    .option('--json', say({ en: 'as JSON', ko: 'JSON으로 출력' }))
    .action(async (files, options) =>
      finish(await (await import('./check.ts')).checkCommand(context, files, options)),
    );

  return program;
}
