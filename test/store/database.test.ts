import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Database } from '../../src/store/database.ts';
import { SCHEMA_VERSION } from '../../src/store/schema.ts';
import { StoreError, toStoreError } from '../../src/store/store-error.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

function open(file = join(createTempFolder(), 'gamut.db')): Database {
  const db = new Database(file, 0);
  onTestFinished(() => db.close());
  return db;
}

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

const INSERT = 'INSERT INTO requests (request_hash, request) VALUES (?, ?)';

describe('Database', () => {
  test('is made with its folder, syncs every commit and lets others read meanwhile', () => {
    const db = open(join(createTempFolder(), 'a', 'b', 'gamut.db'));
    expect(db.get('PRAGMA journal_mode')).toMatchObject({ journal_mode: 'wal' });
    expect(db.get('PRAGMA synchronous')).toMatchObject({ synchronous: 2 });
    expect(db.get('PRAGMA foreign_keys')).toMatchObject({ foreign_keys: 1 });
    expect(db.get('PRAGMA user_version')).toMatchObject({ user_version: SCHEMA_VERSION });
  });

  test('a transaction that throws leaves nothing behind', () => {
    const db = open();
    const failed = caught(() =>
      db.transaction(() => {
        db.run(INSERT, 'a', '{}');
        throw new Error('halfway');
      }),
    );
    expect(failed).toMatchObject({ message: 'halfway' });
    expect(db.all('SELECT * FROM requests')).toEqual([]);
    db.transaction(() => db.run(INSERT, 'a', '{}'));
    expect(db.all('SELECT * FROM requests')).toHaveLength(1);
  });

  test('a full disk is told as such, and takes nothing of what was there', () => {
    const db = open();
    db.run(INSERT, 'kept', '{}');
    const { page_count: pages } = db.get('PRAGMA page_count') ?? {};
    db.get(`PRAGMA max_page_count = ${Number(pages) + 2}`);
    const error = caught(() => db.transaction(() => db.run(INSERT, 'large', 'x'.repeat(100_000))));
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ kind: 'disk_full', text: { en: expect.stringContaining(db.file) } });
    expect(db.all('SELECT request_hash FROM requests')).toMatchObject([{ request_hash: 'kept' }]);
  });

  test('a file that may not be written to is told as such', () => {
    const db = open();
    db.run('PRAGMA query_only = 1');
    expect(caught(() => db.run(INSERT, 'a', '{}'))).toMatchObject({ kind: 'read_only' });
  });

  test('a lock that another program holds is told as such, and passes', () => {
    const db = open();
    const other = new DatabaseSync(db.file);
    other.exec('BEGIN IMMEDIATE');
    expect(caught(() => db.transaction(() => db.run(INSERT, 'a', '{}')))).toMatchObject({ kind: 'locked' });
    other.exec('COMMIT');
    other.close();
    db.transaction(() => db.run(INSERT, 'a', '{}'));
  });

  test('a file that is no database is told as such, and is left as it is', () => {
    const file = join(createTempFolder(), 'gamut.db');
    writeFileSync(file, 'Dear diary, '.repeat(500));
    expect(caught(() => open(file))).toMatchObject({ kind: 'not_a_database', file });
  });

  test('a damaged file is told as such', () => {
    const file = join(createTempFolder(), 'gamut.db');
    const db = new Database(file, 0);
    db.transaction(() => {
      for (let row = 0; row < 200; row++) db.run(INSERT, `hash-${row}`, 'x'.repeat(500));
    });
    db.close();
    const raw = new DatabaseSync(file);
    const { page_size: size, page_count: pages } =
      raw.prepare('SELECT * FROM pragma_page_size, pragma_page_count').get() ?? {};
    const { rootpage } =
      raw.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'requests'`).get() ?? {};
    raw.close();
    expect(Number(pages)).toBeGreaterThan(Number(rootpage));
    const bytes = Buffer.alloc(Number(size), 0xff);
    const damaged = new Uint8Array(readFileSync(file));
    damaged.set(bytes, (Number(rootpage) - 1) * Number(size));
    writeFileSync(file, damaged);
    const broken = open(file);
    expect(caught(() => broken.all('SELECT * FROM requests'))).toMatchObject({ kind: 'corrupt' });
  });

  test('a folder that cannot be made is told as such', () => {
    const folder = createTempFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(caught(() => open(join(folder, 'file', 'gamut.db')))).toMatchObject({ kind: 'cannot_open' });
  });

  test('a folder that is nowhere to be made is told as such', () => {
    // What Node says where the file system is read-only, as of a folder in a folder that is not there.
    const error = Object.assign(new Error("ENOENT: no such file or directory, mkdir '/ro/.gamut'"), {
      code: 'ENOENT',
    });
    expect(toStoreError(error, '/ro/.gamut/gamut.db')).toMatchObject({ kind: 'cannot_open' });
  });

  test('a database of a newer Gamut is left alone', () => {
    const file = join(createTempFolder(), 'gamut.db');
    new Database(file, 0).close();
    const raw = new DatabaseSync(file);
    raw.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    raw.close();
    const error = caught(() => open(file));
    expect(error).toMatchObject({ kind: 'newer_schema', text: { ko: expect.stringContaining('업데이트') } });
  });

  test('opening it again changes nothing', () => {
    const db = open();
    db.run(INSERT, 'a', '{}');
    const again = open(db.file);
    expect(again.all('SELECT * FROM requests')).toHaveLength(1);
  });
});
