import type { Facts } from './facts.ts'

/** Refusals of the data folder and the database. */
export const dataRefusals = {
  data_folder_in_use: ({ pid }: Facts<'pid'>) => ({
    message: `Another Switchyard is using the data folder (process ${pid}).`,
    hint: 'Use that one, close it, or choose another folder with SWITCHYARD_DATA_DIR.',
  }),
  data_folder_unusable: ({ folder, code }: Facts<'folder' | 'code'>) => ({
    message: `Cannot use the data folder ${folder} (${code}).`,
    hint: 'Check its permissions and free space, or choose another folder with SWITCHYARD_DATA_DIR.',
  }),
  lock_damaged: ({ file }: Facts<'file'>) => ({
    message: `The lock file of the data folder is damaged: ${file}.`,
    hint: 'Delete the file, which contains no data, and start again.',
  }),
  token_file_unwritable: ({ folder, why }: Facts<'folder' | 'why'>) => ({
    message: `Cannot write the server token to the data folder ${folder} (${why}).`,
    hint: 'Check that you own the files "token" and "server.json" there.',
  }),
  database_in_use: ({ folder }: Facts<'folder'>) => ({
    message: `Another program is using the database in ${folder}.`,
    hint: 'Close that program, and restart Switchyard.',
  }),
  database_newer: ({ version, ours }: Facts<'version' | 'ours'>) => ({
    message: `The database has version ${version}. This Switchyard supports versions up to ${ours}.`,
    hint: 'Update Switchyard. Nothing was changed.',
  }),
  database_damaged: ({ why, file }: Facts<'why' | 'file'>) => ({
    message: `The database is damaged: ${why}`,
    hint: `The file stays unchanged at ${file}. Move it away to start with empty data, or replace it with a copy from the folder "backups".`,
  }),
  event_log_damaged: ({ problem, file }: Facts<'problem' | 'file'>) => ({
    message: `The event log is damaged. ${problem}`,
    hint: `The file stays unchanged at ${file}. Check it with: switchyard audit verify. Replace the file with a copy from the folder "backups", or move it away to start with empty data.`,
  }),
  sqlite_setting_ignored: ({ name, found, value }: Facts<'name' | 'found' | 'value'>) => ({
    message: `SQLite ignored a setting: ${name} is ${found}, not ${value}.`,
    hint: 'Use a local disk for the data folder.',
  }),
  migration_differs: ({ version }: Facts<'version'>) => ({
    message: `The database was created with another version of migration ${version}.`,
    hint: 'Use the program that created it. The database was not changed.',
  }),
  migration_failed: ({ version, why }: Facts<'version' | 'why'>) => ({
    message: `Cannot migrate the database to version ${version}: ${why}`,
    hint: 'The database was not changed.',
  }),
  migration_failed_with_backup: ({ version, why, backup }: Facts<'version' | 'why' | 'backup'>) => ({
    message: `Cannot migrate the database to version ${version}: ${why}`,
    hint: `The database was not changed. A copy is at ${backup}.`,
  }),
}
