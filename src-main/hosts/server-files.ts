/** Lets other processes of the same user find the app that owns the data folder. */
export const serverFileName = 'server.json'
export const tokenFileName = 'token'
