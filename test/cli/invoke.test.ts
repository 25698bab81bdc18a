import { describe, expect, test } from 'vitest';
import { invoke } from '../../src/cli/invoke.ts';
import { createFakeTerminal } from './fake-terminal.ts';

const COMMANDS = ['serve', 'run', 'estimate', 'export', 'models', 'check'];

describe('help', () => {
  test('names every command, on stdout, also where nothing was asked', async () => {
    for (const args of [[], ['--help'], ['help']]) {
      const terminal = createFakeTerminal();
      expect(await invoke(args, terminal)).toBe(0);
      for (const command of COMMANDS) expect(terminal.out()).toMatch(new RegExp(`^  ${command} `, 'm'));
      expect(terminal.err()).toBe('');
    }
  });

  test('is Korean where the environment or --lang says so', async () => {
    const byEnv = createFakeTerminal({ env: { LC_ALL: 'ko_KR.UTF-8', LANG: 'en_US.UTF-8' } });
    await invoke(['run', '--help'], byEnv);
    expect(byEnv.out()).toContain('사용법: gamut run [옵션] <노트북>');
    expect(byEnv.out()).toContain('--csv <파일>');
    // But for the names of options, formats and parameters nothing is English.
    expect(byEnv.out()).not.toMatch(/\[options\]|<(?:notebook|file|axis=level|amount)>|Usage|Options/);
    const byOption = createFakeTerminal();
    await invoke(['--help', '--lang', 'ko'], byOption);
    expect(byOption.out()).toContain('명령:');
    const english = createFakeTerminal({ env: { LANG: 'ko_KR.UTF-8' } });
    await invoke(['run', '--help', '--lang=en'], english);
    expect(english.out()).toContain('Usage: gamut run');
  });
});

describe('bad usage ends with 2, a sentence on stderr and nothing on stdout', () => {
  const cases: [string, string[], string][] = [
    ['an unknown command, with the nearest match', ['rum'], 'Did you mean run?'],
    ['an unknown option, with the nearest match', ['run', 'x.gamut.md', '--cvs', 'y'], 'Did you mean --csv?'],
    ['help of an unknown command', ['help', 'nope'], 'There is no command nope.'],
    ['no notebook', ['run'], 'name the notebook file'],
    ['one argument too many', ['estimate', 'a', 'b'], 'one argument too many'],
    ['an option without its value', ['run', 'x', '--csv'], 'needs a value'],
    ['a concurrency that is no number', ['run', 'x', '--concurrency', 'lots'], '“lots”'],
    ['a concurrency of nothing', ['run', 'x', '--concurrency', '0'], 'from 1'],
    ['a port out of range', ['serve', '--port', '70000'], '65535'],
    ['a language that is not there', ['run', 'x', '--lang', 'fr'], 'en or ko'],
  ];
  test.each(cases)('%s', async (_, args, sentence) => {
    const terminal = createFakeTerminal();
    expect(await invoke(args, terminal)).toBe(2);
    expect(terminal.err()).toContain(sentence);
    expect(terminal.out()).toBe('');
  });

  test('in Korean too', async () => {
    const terminal = createFakeTerminal({ env: { LANG: 'ko_KR.UTF-8' } });
    expect(await invoke(['rum'], terminal)).toBe(2);
    expect(terminal.err()).toContain('rum 명령은 없습니다. 혹시 run인가요?');
  });

  test.each([
    [['help', 'nope'], 'gamut: nope 명령은 없습니다.'],
    [['run'], 'gamut: 노트북 파일을 지정하세요.'],
    [['run', 'x', '--csv'], 'gamut: --csv <파일> 옵션에는 값이 필요합니다.'],
    [['estimate', 'a', 'b'], 'gamut: 인수가 너무 많습니다'],
    [['run', '--nope', 'x'], 'gamut: --nope 옵션은 없습니다.'],
  ])('%j in Korean', async (args, sentence) => {
    const terminal = createFakeTerminal({ env: { LANG: 'ko_KR.UTF-8' } });
    expect(await invoke(args, terminal)).toBe(2);
    expect(terminal.err()).toContain(sentence);
    expect(terminal.out()).toBe('');
  });
});
