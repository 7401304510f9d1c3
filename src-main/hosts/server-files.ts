/** How others of the same person find the app that holds the data folder. */
export const serverFileName = 'server.json'
export const tokenFileName = 'token'
