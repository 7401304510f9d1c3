import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { z } from 'zod'
import { type Approval, approvalAnswerSchema, approvalAnswers, personSchema } from '#shared/model/approval.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { refusedWith, unwrap } from '#shared/refusal.ts'
import { parseInput } from '../../../base/parse-input.ts'
import { parseJsonText } from '../../../planning/text/json-text.ts'
import {
  printAnswers,
  printApproval,
  printConsequences,
  printLines,
  printSubject,
  shownHashChars,
} from '../approval-output.ts'
import { jsonCommand, type Scene, type Session } from '../command.ts'
import { plain } from '../output.ts'

export function addApprovalCommands(program: CommandUnknownOpts, session: Session): void {
  const approvals = jsonCommand(program, 'approvals', 'List the approvals that wait for an answer')
  approvals.alias('gates').action((options) =>
    session(options, async ({ client, output }) => {
      const gates = await client.runs.listApprovals()
      output.document(gates)
      for (const gate of gates) {
        printApproval(output, gate)
        printAnswers(output, gate)
      }
      if (gates.length === 0) output.line('No approval waits for you.')
    }),
  )
  jsonCommand(program, 'answer', 'Answer an approval; without --hash, show its content first')
    .argument('<approval>', 'an approval id from `switchyard approvals`')
    .argument(
      '<answer>',
      `the answer: ${approvalAnswers.slice(0, -1).join(', ')} or ${approvalAnswers.at(-1)}`,
    )
    .option('--note <text>', 'a reason, or the answer to a question; required to hand a task back')
    .option('--by <name>', 'your name, for an approval that needs several people or one of them')
    .option('--hash <hash>', 'the hash that `approvals` prints; a changed approval is then refused')
    .option('--response <json>', 'form values by key, the edited subject, or {"amountMinor": …}')
    .action((approvalId, word, options) =>
      session(options, async (scene) => {
        const answer = unwrap(parseInput(approvalAnswerSchema, word))
        const response = options.response === undefined ? null : readJson(options.response)
        const { client, output } = scene
        if (answer === 'respond' && response === null && (options.note ?? '').trim() === '') {
          throw refusedWith('E_REQUIRED', 'answer_empty')
        }
        const gate = await client.runs.answerApproval({
          approvalId,
          answer,
          hash: await findHash(scene, approvalId, options.hash ?? null),
          by: options.by,
          note: options.note,
          ...(response !== null && { response }),
        })
        output.document(gate)
        const { run } = await client.runs.get({ runId: gate.runId })
        const next = isRunOver(run.status)
          ? 'The run is finished.'
          : `Follow the run: npx switchyard resume ${run.id}`
        output.line(gate.answeredAt === null ? sayVotes(gate) : `Answered with ${answer}. ${next}`)
      }),
    )
  jsonCommand(program, 'delegate', 'Delegate an approval to another person')
    .argument('<approval>', 'an approval id from `switchyard approvals`')
    .argument('<person>', 'the only person who may answer from now on')
    .option('--by <name>', 'your name, if the approval was assigned to one person')
    .action((approvalId, person, options) =>
      session(options, async ({ client, output }) => {
        const gate = await client.runs.delegateApproval({
          approvalId,
          to: unwrap(parseInput(personSchema, person)),
          by: options.by,
        })
        output.document(gate)
        output.line(`Delegated to ${plain(gate.assignee ?? person)}.`)
        printAnswers(output, gate)
      }),
    )
}

const readJson = (text: string) => unwrap(parseInput(z.json(), unwrap(parseJsonText(text))))

/** The whole hash for the beginning of it that `gates` prints; without one, that of the gate as it is now. */
async function findHash(
  { client, output }: Scene,
  approvalId: string,
  given: string | null,
): Promise<string> {
  const { approval, consequences } = await client.runs.getApproval({ approvalId })
  if (given !== null) {
    return given.length >= shownHashChars && approval.hash.startsWith(given) ? approval.hash : given
  }
  if (approval.answeredAt === null) {
    printApproval(output, approval)
    if (approval.description !== '') printLines(output, approval.description)
    printSubject(output, approval)
    if (consequences !== null) printConsequences(output, approval, consequences)
  }
  return approval.hash
}

const sayVotes = ({ votes, quorum }: Approval): string =>
  `${votes.length} of ${quorum} approved: ${plain(votes.map(({ by }) => by).join(', '))}. The task waits for the others.`
