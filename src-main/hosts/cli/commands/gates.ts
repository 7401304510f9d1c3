import type { Command } from 'commander'
import { allowedAnswers, approvalAnswerSchema } from '#shared/model/approval.ts'
import { isRunOver } from '#shared/model/run.ts'
import { parseInput } from '../../../base/parse-input.ts'
import { unwrap } from '../files.ts'
import { exitCodes, plain } from '../output.ts'
import type { Session } from '../session.ts'

export function addGateCommands(program: Command, session: Session): void {
  program
    .command('gates')
    .option('--json', 'print one JSON document and nothing else')
    .description('The gates that wait for an answer')
    .action((options: { json?: boolean }) =>
      session(options, async ({ client, output }) => {
        const gates = await client.runs.listApprovals()
        output.document(gates)
        for (const { id, question, kind } of gates)
          output.line(`${id}  ${plain(question)}  [${allowedAnswers[kind].join(' | ')}]`)
        if (gates.length === 0) output.line('No gate waits for you.')
        return exitCodes.done
      }),
    )
  program
    .command('answer')
    .argument('<gate>', 'the id of a gate, as `npx switchyard gates` prints it')
    .argument('<answer>', 'approve, reject, happened, run_again or fail')
    .option('--note <text>', 'why; kept with the answer')
    .option('--json', 'print one JSON document and nothing else')
    .description('Answer a gate')
    .action((approvalId: string, word: string, options: { note?: string; json?: boolean }) =>
      session(options, async ({ client, output }) => {
        const answer = unwrap(parseInput(approvalAnswerSchema, word))
        const { note } = options
        const gate = await client.runs.answerApproval({
          approvalId,
          answer,
          ...(note !== undefined && { note }),
        })
        output.document(gate)
        const { run } = await client.runs.get({ runId: gate.runId })
        const next = isRunOver(run.status) ? 'Its run is over.' : `Go on: npx switchyard resume ${run.id}`
        output.line(`Answered with ${answer}. ${next}`)
        return exitCodes.done
      }),
    )
}
