// A program agent that asks the question in the description of its task, and finishes after an answer.
import { text } from 'node:stream/consumers'

const { task, answers } = JSON.parse(await text(process.stdin))
const said =
  answers.length === 0
    ? { type: 'question', ...JSON.parse(task.description) }
    : { type: 'result', text: `Done with ${answers.length} answers` }
console.log(JSON.stringify(said))
