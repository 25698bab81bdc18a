import { expect, test } from 'vitest';
import { findChromium, type Machine } from './e2e/chromium.ts';

function machine(platform: NodeJS.Platform, env: Machine['env'], ...installed: string[]): Machine {
  return { platform, env, isExecutable: (file) => installed.includes(file) };
}

test('CHROMIUM wins over what is installed', () => {
  const env = { CHROMIUM: '/opt/mine', PATH: '/usr/bin' };
  expect(findChromium(machine('linux', env, '/opt/mine', '/usr/bin/chromium'))).toBe('/opt/mine');
});

test('a CHROMIUM that cannot be run is an error and not passed over', () => {
  expect(() => findChromium(machine('linux', { CHROMIUM: '/gone' }, '/usr/bin/chromium'))).toThrow('/gone');
});

test("finds Debian's chromium, a Chrome on the PATH, and the apps of macOS and Windows", () => {
  expect(findChromium(machine('linux', {}, '/usr/bin/chromium'))).toBe('/usr/bin/chromium');
  const onPath = machine('linux', { PATH: '/usr/bin:/home/me/bin' }, '/home/me/bin/google-chrome-stable');
  expect(findChromium(onPath)).toBe('/home/me/bin/google-chrome-stable');
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  expect(findChromium(machine('darwin', { HOME: '/Users/me' }, mac))).toBe(mac);
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
  expect(findChromium(machine('win32', { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' }, edge))).toBe(edge);
});

test('finds nothing where nothing is', () => {
  expect(findChromium(machine('linux', { PATH: '/usr/bin' }))).toBeNull();
});
