/** Entry points for Node: the command line and `npm start`, in one bundle. */
export { runCli } from './cli/main.ts'
export { start } from './start.ts'
