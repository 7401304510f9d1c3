import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { z } from 'zod'
import { type Approval, approvalAnswerSchema, approvalAnswers, personSchema } from '#shared/model/approval.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { parseInput } from '../../../base/parse-input.ts'
import { parseJsonText } from '../../../planning/text/json-text.ts'
import { jsonCommand } from '../command.ts'
import { unwrap } from '../files.ts'
import { plain } from '../output.ts'
import { sayAnswers, sayConsequences, sayGate, sayLines, saySubject, shownHashChars } from '../say-gate.ts'
import type { Scene, Session } from '../session.ts'

export function addGateCommands(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'gates', 'The gates that wait for an answer').action((options) =>
    session(options, async ({ client, output }) => {
      const gates = await client.runs.listApprovals()
      output.document(gates)
      for (const gate of gates) {
        sayGate(output, gate)
        sayAnswers(output, gate)
      }
      if (gates.length === 0) output.line('No gate waits for you.')
    }),
  )
  jsonCommand(program, 'answer', 'Answer a gate; without --hash it says what it answers to')
    .argument('<gate>', 'the id of a gate, as `npx switchyard gates` prints it')
    .argument('<answer>', `${approvalAnswers.slice(0, -1).join(', ')} or ${approvalAnswers.at(-1)}`)
    .option(
      '--note <text>',
      'why, or the answer to a question; kept with the answer, and needed to hand a task back',
    )
    .option('--by <name>', 'who answers, where a gate asks for several people or for one of them')
    .option(
      '--hash <hash>',
      'of what you saw, at least as much of it as `gates` prints: nothing else is answered',
    )
    .option('--response <json>', 'the values of its form by key, the edited subject, or {"amountMinor": …}')
    .action((approvalId, word, options) =>
      session(options, async (scene) => {
        const answer = unwrap(parseInput(approvalAnswerSchema, word))
        const response = options.response === undefined ? null : readJson(options.response)
        const { client, output } = scene
        if (answer === 'respond' && response === null && (options.note ?? '').trim() === '') {
          throw new RefusalError(
            refusal(
              'E_REQUIRED',
              'The answer is empty.',
              'Say it with --note, or fill the form with --response.',
            ),
          )
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
        const next = isRunOver(run.status) ? 'Its run is over.' : `Go on: npx switchyard resume ${run.id}`
        output.line(gate.answeredAt === null ? sayVotes(gate) : `Answered with ${answer}. ${next}`)
      }),
    )
  jsonCommand(program, 'delegate', 'Let another person answer a gate')
    .argument('<gate>', 'the id of a gate, as `npx switchyard gates` prints it')
    .argument('<person>', 'who is to answer it, and nobody else')
    .option('--by <name>', 'who hands it on, where it was for one person to answer')
    .action((approvalId, person, options) =>
      session(options, async ({ client, output }) => {
        const gate = await client.runs.delegateApproval({
          approvalId,
          to: unwrap(parseInput(personSchema, person)),
          by: options.by,
        })
        output.document(gate)
        output.line(`It is for ${plain(gate.assignee ?? person)} to answer.`)
        sayAnswers(output, gate)
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
    sayGate(output, approval)
    if (approval.description !== '') sayLines(output, approval.description)
    saySubject(output, approval)
    if (consequences !== null) sayConsequences(output, approval, consequences)
  }
  return approval.hash
}

const sayVotes = ({ votes, quorum }: Approval): string =>
  `${votes.length} of ${quorum} have approved: ${plain(votes.map(({ by }) => by).join(', '))}. It stays closed until then.`
