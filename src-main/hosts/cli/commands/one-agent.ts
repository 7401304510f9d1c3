import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { AgentCheck } from '#shared/contract/agents.ts'
import { jsonCommand } from '../command.ts'
import { exitCodes, type Output, plain } from '../output.ts'
import type { Scene, Session } from '../session.ts'
import { watchRun } from '../watch-run.ts'

/** What is done with one agent: looked at, tried, let work or not. */
export function addOneAgentCommands(agents: CommandUnknownOpts, session: Session): void {
  jsonCommand(
    agents,
    'check',
    'Whether agents could be given work now, without giving them any; needs a running Switchyard',
  )
    .argument('[id]', 'one agent; absent: all of them, one after another')
    .action((id, options) => session(options, (scene) => check(scene, id ?? null)))
  jsonCommand(
    agents,
    'trial',
    'Run one small task with this agent alone; it may cost what any task of it costs',
  )
    .argument('<id>', 'the agent')
    .argument('[text]', 'what it is to do; absent: to say what it can do')
    .action((id, text, options) =>
      session({ ...options, isWorking: true }, async (scene) => {
        const { runId } = await scene.client.agents.trial({ id, ...(text !== undefined && { text }) })
        scene.output.line(`Run ${runId}`)
        return watchRun(scene, { runId, build: null })
      }),
    )
  for (const [verb, said] of [
    ['enable', 'may be given work'],
    ['disable', 'is given no more work; what it works on goes on'],
  ] as const) {
    jsonCommand(agents, verb, `From now on it ${said}`)
      .argument('<id>', 'the agent')
      .action((id, options) =>
        session(options, async ({ client, output }) => {
          const { agent } = await client.agents[verb]({ id })
          output.document(agent)
          output.line(`${id} ${said}.`)
        }),
      )
  }
}

async function check({ client, output }: Scene, id: string | null): Promise<number> {
  const ids = id === null ? (await client.agents.list()).map((each) => each.id) : [id]
  const checks: (AgentCheck & { id: string })[] = []
  for (const each of ids) {
    const found = await client.agents.check({ id: each })
    checks.push({ id: each, ...found })
    say(output, each, found)
  }
  output.document(id === null ? checks : checks[0])
  return checks.every(({ ok }) => ok) ? exitCodes.done : exitCodes.failed
}

function say(output: Output, id: string, { ok, message, details, tookMs }: AgentCheck): void {
  output.line(plain(`${ok ? '✓' : '✗'} ${id}  ${message} (${(tookMs / 1000).toFixed(1)} s)`))
  for (const { name, value } of details) output.line(plain(`    ${name}: ${value}`))
}
