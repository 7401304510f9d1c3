/** The only two messages between page and process; all else goes through the port. */
export const connectChannel = 'switchyard:connect'
export const portChannel = 'switchyard:port'
