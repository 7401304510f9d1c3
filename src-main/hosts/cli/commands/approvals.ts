import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { z } from 'zod'
import { type Approval, approvalAnswerSchema, approvalAnswers, personSchema } from '#shared/model/approval.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { refusedWith, unwrap } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
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
import { jsonCommand, type Session, type SessionContext } from '../command.ts'
import { plain } from '../output.ts'

const help = words.cliHelp.approvals
const text = words.cli.approvals

export function addApprovalCommands(program: CommandUnknownOpts, session: Session): void {
  const approvals = jsonCommand(program, 'approvals', help.approvals.about)
  approvals.alias('gates').action((options) =>
    session(options, async ({ client, output }) => {
      const gates = await client.runs.listApprovals()
      output.document(gates)
      for (const gate of gates) {
        printApproval(output, gate)
        printAnswers(output, gate)
      }
      if (gates.length === 0) output.line(text.none)
    }),
  )
  jsonCommand(program, 'answer', help.answer.about)
    .argument('<approval>', help.answer.approval)
    .argument('<answer>', help.answer.answer(approvalAnswers))
    .option('--note <text>', help.answer.note)
    .option('--by <name>', help.answer.by)
    .option('--hash <hash>', help.answer.hash)
    .option('--response <json>', help.answer.response)
    .action((approvalId, word, options) =>
      session(options, async (context) => {
        const answer = unwrap(parseInput(approvalAnswerSchema, word))
        const response = options.response === undefined ? null : readJson(options.response)
        const { client, output } = context
        if (answer === 'respond' && response === null && (options.note ?? '').trim() === '') {
          throw refusedWith('E_REQUIRED', 'answer_empty')
        }
        const gate = await client.runs.answerApproval({
          approvalId,
          answer,
          hash: await findHash(context, approvalId, options.hash ?? null),
          by: options.by,
          note: options.note,
          ...(response !== null && { response }),
        })
        output.document(gate)
        const { run } = await client.runs.get({ runId: gate.runId })
        const next = isRunOver(run.status) ? text.runFinished : text.followRun(run.id)
        output.line(gate.answeredAt === null ? describeVotes(gate) : text.answered(answer, next))
      }),
    )
  jsonCommand(program, 'delegate', help.delegate.about)
    .argument('<approval>', help.delegate.approval)
    .argument('<person>', help.delegate.person)
    .option('--by <name>', help.delegate.by)
    .action((approvalId, person, options) =>
      session(options, async ({ client, output }) => {
        const gate = await client.runs.delegateApproval({
          approvalId,
          to: unwrap(parseInput(personSchema, person)),
          by: options.by,
        })
        output.document(gate)
        output.line(text.delegated(plain(gate.assignee ?? person)))
        printAnswers(output, gate)
      }),
    )
}

const readJson = (json: string) => unwrap(parseInput(z.json(), unwrap(parseJsonText(json))))

/**
 * Expands the short hash that `approvals` prints to the full one. Without a given hash, prints the approval and
 * returns its current hash.
 */
async function findHash(
  { client, output }: SessionContext,
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

const describeVotes = ({ votes, quorum }: Approval): string =>
  text.approvedBy(votes.length, quorum, plain(votes.map(({ by }) => by).join(', ')))
