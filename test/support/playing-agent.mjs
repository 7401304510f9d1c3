// A program agent that follows a script. The first argument is the script in the format of a simulated agent's
// config.
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'

const script = JSON.parse(process.argv[2] ?? '{}')
const { task } = JSON.parse(await text(process.stdin))
const own = { ...script, ...script.byKey?.[task.key] }
/** @param {object} said */
const say = (said) => console.log(JSON.stringify(said))
for (const line of own.log ?? []) say({ type: 'log', text: line })
await setTimeout(own.durationMs ?? 0)
if (own.fail === undefined) say({ type: 'result', text: own.output ?? `Played ${task.key}: ${task.title}` })
else {
  console.error(own.fail.message)
  process.exitCode = 1
}
