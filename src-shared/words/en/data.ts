import { plural } from '#shared/text/plural.ts'

/** Problems that a check of the event log finds. */
export const logProblems = {
  table: (table: string) =>
    `The table ${table} does not match the event log. Show the difference: switchyard replay`,
  beforeFirst: (seq: number) => `Entry ${seq} comes before the first entry.`,
  missing: (seq: number, next: number) => `Entry ${seq} is missing. The next entry is ${next}.`,
  noHash: (seq: number) => `Entry ${seq} has no hash.`,
  notText: (seq: number) => `Entry ${seq} is not valid UTF-8.`,
  changed: (seq: number, type: string) => `Entry ${seq} (${type}) was changed: its hash does not match.`,
  differsFromNote: (seq: number, file: string, at: string) =>
    `Entry ${seq} is not the entry that ${file} recorded at ${at}.`,

  unknownCompaction: (seq: number) =>
    `Entry ${seq} is compacted, but the record of its compaction is missing.`,
  compactionChanged: (id: number) => `The record of compaction ${id} was changed.`,
  compactedEntryChanged: (id: number, first: number) =>
    `An entry of compaction ${id} was changed. The compaction starts at entry ${first}.`,
  newestCompactionMissing: 'The record of the newest compaction is missing.',

  headMissing: 'The chain head is missing.',
  endsBeforeHead: (end: number, head: number) =>
    `The newest entries are missing: the log ends at entry ${end}, and its chain head is entry ${head}.`,
  endsAfterHead: (head: number) => `The log has entries after its chain head, entry ${head}.`,
  differsFromHead: (seq: number) => `Entry ${seq} does not match the chain head.`,

  noteDamaged: (file: string) => `The file ${file} is damaged.`,
  endsBeforeNote: (end: number, noted: number, file: string, at: string) =>
    `The log ends at entry ${end}, but ${file} recorded entry ${noted} at ${at}. If you restored a backup, delete this file.`,
  maybeLost: (lost: number, end: number, noted: number, file: string) =>
    `The last ${plural(lost, 'entry', 'entries')} may be missing: the log ends at entry ${end}, and ${file} recorded entry ${noted}. Either the write-ahead log is missing or damaged, or a backup was copied by hand.`,
  differsAtStart: (seq: number, file: string) =>
    `Entry ${seq} is not the entry that ${file} recorded. Either a backup was copied by hand, or the log was changed.`,
}

/** Result of a task whose text a compaction removed. Stored in events. */
export const compactedResult = (bytes: number, sha256: string): string =>
  `[Removed by a compaction: ${bytes} bytes, SHA-256 of the event ${sha256}]`

/** Reasons why a database cannot be used or migrated: parts of a sentence. */
export const databaseProblems = {
  onlyLog: 'the file is missing, but its write-ahead log exists',
  empty: 'the file is empty',
  notSqlite: 'the file is not an SQLite database',
  foreign: 'the file was not created by Switchyard',
  missingRows: (rows: number) => `${plural(rows, 'row')} with a reference to a missing row`,
  backupUnreadable: (why: string) => `the backup before the migration cannot be read (${why})`,
}

export const dataFolder = {
  openToOthers: (folder: string, mode: string) =>
    `Other users can open the data folder ${folder} (mode ${mode}). Run: chmod 700 "${folder}", or choose another folder with SWITCHYARD_DATA_DIR.`,
}

/** Problems of a backup. */
export const backupProblems = {
  databaseChanged: 'The database of the backup was changed.',
  databaseDamaged: (why: string) => `The database is damaged: ${why}`,
  logDamaged: (why: string) => `The event log is damaged. ${why}`,
  otherFileCount: (found: number, expected: number) =>
    `The backup contains ${plural(found, 'file')} instead of ${expected}.`,
  fileDamaged: (name: string) => `The file ${name} is damaged.`,
  changedAfterCheck: 'The database of the backup was changed after its check.',
}
