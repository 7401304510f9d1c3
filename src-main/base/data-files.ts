/** Names in the data folder that several modules use. */
export const databaseFile = 'switchyard.sqlite'
export const artifactsFolder = 'artifacts'
export const backupsFolder = 'backups'
