// A program as an agent: what it asks is the description of its task; with an answer it is done.
import { text } from 'node:stream/consumers'

const { task, answers } = JSON.parse(await text(process.stdin))
const said =
  answers.length === 0
    ? { type: 'question', ...JSON.parse(task.description) }
    : { type: 'result', text: `Done with ${answers.length} answers` }
console.log(JSON.stringify(said))
