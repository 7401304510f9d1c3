/** What Node is asked to do: the command line and `npm start`. The one module that their bundle is made of. */
export { runCli } from './cli/main.ts'
export { start } from './start.ts'
