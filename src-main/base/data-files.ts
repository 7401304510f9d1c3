/** Names in the data folder that more than one part has to know. */
export const databaseFile = 'switchyard.sqlite'
export const artifactsFolder = 'artifacts'
export const backupsFolder = 'backups'
