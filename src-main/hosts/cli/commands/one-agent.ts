import type { Command } from 'commander'
import type { AgentCheck } from '#shared/contract/agents.ts'
import { exitCodes, type Output, plain } from '../output.ts'
import type { Scene, Session } from '../session.ts'
import { watchRun } from '../watch-run.ts'

interface Options {
  readonly json?: boolean
}

/** What is done with one agent: looked at, tried, let work or not. */
export function addOneAgentCommands(agents: Command, session: Session): void {
  agents
    .command('check')
    .argument('[id]', 'one agent; absent: all of them, one after another')
    .option('--json', 'print one JSON document and nothing else')
    .description(
      'Whether agents could be given work now, without giving them any; needs a running Switchyard',
    )
    .action((id: string | undefined, options: Options) =>
      session(options, (scene) => check(scene, id ?? null)),
    )
  agents
    .command('trial')
    .argument('<id>', 'the agent')
    .argument('[text]', 'what it is to do; absent: to say what it can do')
    .option('--json', 'print one JSON document and nothing else')
    .description('Run one small task with this agent alone; it may cost what any task of it costs')
    .action((id: string, text: string | undefined, options: Options) =>
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
    agents
      .command(verb)
      .argument('<id>', 'the agent')
      .option('--json', 'print one JSON document and nothing else')
      .description(`From now on it ${said}`)
      .action((id: string, options: Options) =>
        session(options, async ({ client, output }) => {
          const { agent } = await client.agents[verb]({ id })
          output.document(agent)
          output.line(`${id} ${said}.`)
          return exitCodes.done
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
