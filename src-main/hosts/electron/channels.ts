/** The only two messages between page and process. Everything else uses the message port. */
export const connectChannel = 'switchyard:connect'
export const portChannel = 'switchyard:port'
